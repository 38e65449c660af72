import { expect } from "chai";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lintPage } from "../../docs/lint-page.ts";
import { ruleGroups, rules } from "../../src/manifest/rules/rules.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("rules", () => {
  const codes = Object.keys(rules);

  it("are each expected by a test, at a place", () => {
    const tests = globSync(
      [
        "test/manifest/**/*.test.ts",
        "test/manifest/changes/*-changes.ts",
        "test/cli/lint.test.ts",
        "test/cli/lint/*.test.ts",
        "test/incidents/lint-paths.test.ts",
        "test/incidents/mapper-json/mapper-file.test.ts",
        "test/playbooks/**/*.test.ts",
      ],
      {
        cwd: root,
      },
    );
    const text = tests
      .filter((path) => !path.endsWith("rules.test.ts"))
      .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"))
      .join("\n");
    const expected = new Set(
      [...text.matchAll(/(?:\d+:\d+ |`\$\{line\} |\} |"|(?:error|warning|minor) )([MHRCVP]\d{3})\b/gu)].map(
        ([, code]) => code,
      ),
    );
    expect(codes.filter((code) => !expected.has(code))).to.deep.equal([]);
  });

  it("stand each in one group, and say what to do", () => {
    expect(ruleGroups.flatMap((group) => Object.keys(group.rules)).sort()).to.deep.equal([...codes].sort());
    for (const { what, remedy, example } of Object.values(rules)) {
      expect(what).to.match(/^\S.*[^.]$/u);
      expect(remedy).to.match(/[.]$/u);
      expect(example).to.not.equal("");
    }
  });

  it("are documented in docs/lint.md as they are (node docs/write-lint.ts)", () => {
    expect(readFileSync(new URL("../../docs/lint.md", import.meta.url), "utf8")).to.equal(lintPage());
  });
});
