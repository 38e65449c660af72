import { expect } from "chai";
import { readFileSync } from "node:fs";
import { lintManifest } from "../../src/manifest/lint.ts";
import { GOOD } from "./good-manifest.ts";

describe("lintManifest", () => {
  for (const path of ["../../integration.yml", "../second/integration.yml"]) {
    it(`finds nothing in ${path.replaceAll("../", "")}`, () => {
      expect(lintManifest(readFileSync(new URL(path, import.meta.url), "utf8"), path)).to.deep.equal([]);
    });
  }

  it("finds nothing in a manifest that uses everything as it should", () => {
    expect(lintManifest(GOOD, "good.yml")).to.deep.equal([]);
  });

  it("asks for the values of a severity, and looks for near names of unknown fields a few times only", () => {
    const targets = Array.from({ length: 40 }, (_, index) => `goodalertid${index}: id`).join(", ");
    const text = GOOD.replace("values: { HIGH: 3, default: 0 }", "").replace("goodalertid: id", targets);
    const found = lintManifest(text, "x.yml");
    expect(found[0]).to.include({ code: "M010", message: '"severity" of "incident" has no "values".' });
    expect(found.filter(({ code }) => code === "M107")).to.have.length(40);
    expect(found.filter(({ message }) => message.endsWith('Did you mean "goodalertid"?'))).to.have.length(30);
  });

  it("asks for the word deprecated in the integration's own description and display", () => {
    const text = GOOD.replace("display: Good", "display: Good\ndeprecated: true");
    expect(lintManifest(text, "x.yml").map(({ code, line }) => [code, line])).to.deep.equal([
      ["M015", 5],
      ["M015", 8],
    ]);
    const said = text.replace("display: Good", "display: Good (Deprecated)").replace("Uses", "Deprecated. Uses");
    expect(lintManifest(said, "x.yml")).to.deep.equal([]);
  });

  it("accepts older names for the parameters of fetching, but wants a limit", () => {
    const text = GOOD.replace("name: max_fetch", "name: fetchLimit").replace("name: first_fetch", "name: fetch_time");
    expect(lintManifest(text, "x.yml")).to.deep.equal([]);
    const without = GOOD.replace("name: max_fetch", "name: most");
    expect(lintManifest(without, "x.yml").map(({ message }) => message)).to.deep.equal([
      "The integration fetches incidents without max_fetch.",
    ]);
  });

  it("wants script to have a type", () => {
    const text = GOOD.replace("  type: javascript\n", "");
    expect(lintManifest(text, "x.yml").map(({ message }) => message)).to.deep.equal(['"script" has no "type".']);
  });

  it("refuses a verify that has nothing to verify", () => {
    const text = GOOD.replace("effect: write", "effect: read");
    expect(lintManifest(text, "x.yml").map(({ code, message }) => [code, message])).to.deep.equal([
      ["M082", 'Command "thing-set" only reads: there is nothing to verify.'],
    ]);
  });

  it("wants permissions to be texts that say something, one or a list of them", () => {
    const text = GOOD.replace("aliases: thing-put", "permissions: [ok, ' ', [a]]\n      aliases: thing-put");
    expect(
      lintManifest(text, "x.yml").map(({ line, column, code, message }) => [line, column, code, message]),
    ).to.deep.equal([
      [108, 25, "M012", 'A permission of command "thing-set" is empty.'],
      [108, 30, "M012", '"permissions" of "x-soar" of command "thing-set" must be a list of texts, not a list.'],
    ]);
    expect(
      lintManifest(GOOD.replace("aliases: thing-put", "permissions: ok\n      aliases: thing-put"), "x.yml"),
    ).to.deep.equal([]);
  });

  it("checks the default of each type", () => {
    const text = GOOD.replace("defaultValue: 3 days", "defaultValue: soon")
      .replace("defaultValue: a=b", "defaultValue: ab")
      .replace("defaultValue: 'yes'", "defaultValue: on");
    expect(lintManifest(text, "x.yml").map(({ code, line, column }) => [code, line, column])).to.deep.equal([
      ["M050", 79, 21],
      ["M050", 83, 21],
      ["M050", 87, 21],
    ]);
  });

  it("stops counting out faults after the first five hundred", () => {
    const findings = lintManifest("a: 1\n".repeat(600), "x.yml");
    expect(findings).to.have.length(500);
    expect(findings.at(-1)?.message).to.equal('The key "a" is given twice. (and 106 findings more)');
  });

  it("is quick with thousands of unknown names", () => {
    const commands = Array.from(
      { length: 2000 },
      (_, index) => `  - name: command-number-${index}\n    description: x\n`,
    );
    const demo = Array.from({ length: 9000 }, (_, index) => `  - kommand-nummer-${index}\n`);
    const text = `commonfields:\n  id: x\nscript:\n  commands:\n${commands.join("")}x-soar:\n  demo:\n${demo.join("")}`;
    expect(lintManifest(text, "x.yml")).to.have.length(500);
  }).timeout(10_000);
});
