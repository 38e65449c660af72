import { expect } from "chai";
import { lintIncidentPaths } from "../../src/incidents/lint-paths.ts";
import { checkManifest } from "../../src/manifest/lint.ts";
import { GOOD } from "../manifest/good-manifest.ts";

function found(text: string): string[] {
  const checked = checkManifest(text, "x.yml");
  lintIncidentPaths(checked);
  return checked.faults.findings().map(({ code, line, message }) => `${line} ${code} ${message}`);
}

describe("lintIncidentPaths", () => {
  it("finds the paths of mapper and severity that cannot be read, at their places", () => {
    const text = GOOD.replace("goodalertid: id,", 'goodalertid: "id(", details: { root: a, accessor: "[" },').replace(
      "from: level",
      "from: a..b",
    );
    const line = GOOD.split("\n").findIndex((each) => each.includes("from: level")) + 1;
    expect(found(text)).to.deep.equal([
      `${line} M110 The path of the severity cannot be read: expected a name or [number], found "." at character 3 of "a..b".`,
      `${line + 1} M110 The source of "goodalertid" cannot be read: expected an expression and its ")", found the end at character 4 of "id(".`,
      `${line + 1} M110 The source of "details" cannot be read: expected a number or a range "from:to", and "]", found the end at character 4 of "a.[".`,
    ]);
  });

  it("finds unknown operators and transformers of the mapper", () => {
    const source = "{ root: a, filters: [[{ operator: isEqualStrin }]], transformers: [{ operator: unique }] }";
    const text = GOOD.replace("goodalertid: id,", `goodalertid: ${source},`);
    expect(found(text).map((each) => each.slice(each.indexOf(" ") + 1))).to.deep.equal([
      'V003 There is no operator "isEqualStrin". Did you mean "isEqualString"?',
      'V004 There is no transformer "unique". Did you mean "uniq"?',
    ]);
  });

  it("finds nothing where there is nothing, or all is well", () => {
    expect(found(GOOD)).to.deep.equal([]);
    expect(found(GOOD.slice(0, GOOD.indexOf("  incident:")))).to.deep.equal([]);
    expect(found("[]")).to.have.length(1);
  });
});
