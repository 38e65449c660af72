import { expect } from "chai";
import fc from "fast-check";
import { levelOf, verdictOf } from "../../../src/manifest/changes/change.ts";
import { compareManifests } from "../../../src/manifest/changes/compare-manifests.ts";
import { checkManifest } from "../../../src/manifest/lint.ts";
import { manifestOf } from "../manifest-of.ts";
import { BASE } from "./base-manifest.ts";
import { commandChanges } from "./command-changes.ts";
import { manifestChanges } from "./manifest-changes.ts";

const cases = [...commandChanges, ...manifestChanges];

/** `line:column code message` of every change that replacing texts of BASE makes. */
function changes(...replaced: [from: string, to: string][]): string[] {
  let text = BASE;
  for (const [from, to] of replaced) {
    if (!text.includes(from)) throw new Error(`BASE has no ${from}`);
    text = text.replace(from, to);
  }
  const { manifest, places, faults } = checkManifest(text, "integration.yml");
  return compareManifests(manifestOf(BASE), manifest!).map(({ code, message, part, key }) => {
    const { line, column } = faults.place(places.at(part, key));
    return `${line}:${column} ${code} ${message}`;
  });
}

describe("compareManifests", () => {
  for (const [what, replaced, found] of cases) {
    it(`tells when ${what}`, () => expect(changes(...replaced)).to.deep.equal(found));
  }

  it("finds nothing between a manifest and itself, whichever of the changes it has", () => {
    fc.assert(
      fc.property(fc.subarray(cases.flatMap(([, replaced]) => replaced)), (replaced) => {
        const text = replaced.reduce((before, [from, to]) => before.replace(from, to), BASE);
        const { manifest } = checkManifest(text, "x.yml");
        expect(compareManifests(manifest!, manifest!)).to.deep.equal([]);
      }),
      { numRuns: 50 },
    );
  });

  it("is quick with thousands of renamed commands", () => {
    const many = (prefix: string) =>
      manifestOf(
        `commonfields: { id: x }\nscript:\n  commands:\n${Array.from({ length: 5000 }, (_, index) => `  - name: ${prefix}-${index}\n`).join("")}`,
      );
    expect(compareManifests(many("a-command"), many("b-command"))).to.have.length(10_000);
  }).timeout(10_000);
});

describe("verdictOf", () => {
  it("is the greatest level of the changes", () => {
    expect(levelOf("C101")).to.equal("major");
    expect(levelOf("C204")).to.equal("minor");
    expect(levelOf("C302")).to.equal("patch");
    expect(verdictOf([{ code: "C302" }, { code: "C101" }, { code: "C201" }])).to.equal("major");
    expect(verdictOf([{ code: "C301" }, { code: "C202" }])).to.equal("minor");
    expect(verdictOf([{ code: "C301" }])).to.equal("patch");
    expect(verdictOf([])).to.equal(undefined);
  });
});
