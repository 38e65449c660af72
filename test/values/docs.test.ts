import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { Json } from "../../src/json.ts";
import { readValue } from "../../src/manifest/read-value.ts";
import { readYaml } from "../../src/manifest/yaml.ts";
import { evaluateValue } from "../../src/values/evaluate.ts";
import { operators } from "../../src/values/operators.ts";
import { transformers } from "../../src/values/transformers.ts";

const page = readFileSync(new URL("../../docs/values.md", import.meta.url), "utf8");

function section(title: string): string {
  const from = page.indexOf(`## ${title}`);
  return page.slice(from, page.indexOf("\n## ", from + 3) + 1 || undefined);
}

/** What stands in code in the first cells of a section's table. */
function named(title: string): string[] {
  const cells = [...section(title).matchAll(/^\| (`[^|]*)\|/gm)].map(([, cell]) => cell ?? "");
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "")).sort();
}

const plain = (names: Iterable<string>) => [...names].filter((name) => !name.includes(".")).sort();

describe("docs/values.md", () => {
  it("lists every operator", () => {
    expect(named("Operators of filters and conditions")).to.deep.equal(plain(operators.keys()));
  });

  it("lists every transformer", () => {
    expect(named("Transformers")).to.deep.equal(plain(transformers.keys()));
  });

  it("lists every argument of the transformers in its row", () => {
    const rows = section("Transformers").split("\n");
    for (const name of plain(transformers.keys())) {
      const row = rows.find((each) => each.includes(`\`${name}\``)) ?? "";
      for (const [argument, kind] of Object.entries(transformers.get(name)?.args ?? {})) {
        if (row.includes("flags as below") && kind === "flag") continue;
        expect(row, `${name}: ${argument}`).to.include(kind.endsWith("!") ? `**${argument}**` : argument);
      }
    }
  });

  it("shows a value that gives what it says", () => {
    const { root } = readYaml(/```json\n([^]*?)```/.exec(page)?.[1] ?? "");
    const value = root && readValue(root, "the example", (_code, _at, message) => expect.fail(message));
    const [, given = "", expected] = /^For `(.*)` it gives `(.*)`\.$/m.exec(page) ?? [];
    const { value: found } = evaluateValue(value!, { root: JSON.parse(given) as Json, now: () => 0 });
    expect(found).to.equal(expected);
  });

  it("names tests that are there for what was decided", () => {
    const texts = new Map(
      ["evaluate", "operators", "transformers", "go-layout"].map((file) => [
        file,
        readFileSync(new URL(`${file}.test.ts`, import.meta.url), "utf8"),
      ]),
    );
    const rows = [...section("What we decided").matchAll(/\| ([\w-]+): "(.*)"\s*\|$/gm)];
    expect(rows).to.have.length(17);
    for (const [, file = "", title = ""] of rows) {
      // Those of tables are put together from their cases.
      if (file === "evaluate") expect(texts.get(file), title).to.include(`"${title}"`);
      else expect(texts.has(file), file).to.equal(true);
    }
  });
});
