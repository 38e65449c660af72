import { expect } from "chai";
import { UnexpectedError } from "../../src/errors.ts";
import { manifestTypes } from "../../src/scaffold/manifest-types.ts";

describe("the types of a manifest that was written here", () => {
  it("are those that soar types gives", () => {
    const text = "commonfields: { id: Acme }\nscript:\n  type: javascript\n  commands:\n    - name: acme-ping\n";
    expect(manifestTypes(text)).to.include("export interface Acme {").and.include('"acme-ping": {');
  });

  it("are refused for one with faults, which is a defect of ours", () => {
    expect(() => manifestTypes("script: {}\n")).to.throw(
      UnexpectedError,
      'integration.yml:1:1 M010 The manifest has no "commonfields".',
    );
  });
});
