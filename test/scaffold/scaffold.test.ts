import { expect } from "chai";
import { displayOf, kebabCase, nameFault, namesOf } from "../../src/scaffold/scaffold.ts";

describe("the names of a new integration", () => {
  it("come all from one", () => {
    expect(namesOf({ name: "acme-edr", display: "Acme EDR" })).to.deep.equal({
      name: "acme-edr",
      display: "Acme EDR",
      brand: "AcmeEdr",
      variable: "ACME_EDR",
    });
    expect(displayOf("acme-edr")).to.equal("Acme Edr");
  });

  it("are lower-case words joined by hyphens", () => {
    for (const name of ["acme", "acme-edr", "a1-2"]) expect(nameFault(name), name).to.equal(undefined);
    for (const name of ["", "Acme", "acme_edr", "-acme", "acme-", "a--b", "1password", "../acme", "acme edr"]) {
      expect(nameFault(name), name).to.equal("be lower-case words joined by hyphens, such as acme-edr");
    }
    expect(nameFault("a".repeat(41))).to.equal("have at most 40 characters");
  });

  it("take no name that the new code uses itself", () => {
    expect(nameFault("http-client")).to.equal("not be http-client: the new code uses that name itself");
    expect(nameFault("mocha")).to.equal("not be mocha: the new code uses that name itself");
  });

  it("are suggested where something like a name was typed", () => {
    expect(kebabCase("AcmeEdr")).to.equal("acme-edr");
    expect(kebabCase("Acme EDR 2.0")).to.equal("acme-edr-2-0");
    expect(kebabCase(`${"a".repeat(39)}-b`)).to.equal("a".repeat(39));
    expect(kebabCase("1Password")).to.equal("password");
    expect(kebabCase("12")).to.equal(undefined);
    expect(kebabCase("Handler")).to.equal(undefined);
  });
});
