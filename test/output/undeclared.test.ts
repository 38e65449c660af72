import { expect } from "chai";
import type { Output } from "../../src/manifest/manifest.ts";
import { undeclaredPaths } from "../../src/output/undeclared.ts";

const outputs: Output[] = ["Acme.User.ID", "Acme.User.Name", "Acme.Event", "IP.Address"].map((path) => ({
  path,
  type: "unknown",
  description: "",
}));

describe("undeclaredPaths", () => {
  it("lets a declared path cover all that lies below it", () => {
    const event = { a: { b: [1, { c: 2 }] } };
    expect(undeclaredPaths({ context: { "Acme.Event": [event], "Acme.Event.x.y": 1 } }, outputs)).to.deep.equal([]);
  });

  it("names each path that is not declared, once", () => {
    const users = [
      { ID: 1, Age: 2 },
      { ID: 2, Name: "x", Age: 3, Home: { Street: "y" } },
    ];
    expect(undeclaredPaths({ context: { "Acme.User": users, Other: { a: 1 } } }, outputs)).to.deep.equal([
      "Acme.User.Age",
      "Acme.User.Home",
      "Other",
    ]);
  });

  it("looks through the objects above the declared paths, and at plain values in their place", () => {
    expect(undeclaredPaths({ context: { Acme: { User: { ID: 1, Age: 2 } } } }, outputs)).to.deep.equal([
      "Acme.User.Age",
    ]);
    expect(undeclaredPaths({ context: { "Acme.User": ["x"], Acme: new Date(0) } }, outputs)).to.deep.equal([
      "Acme.User",
      "Acme",
    ]);
  });

  it("does not mind what writes nothing", () => {
    expect(undeclaredPaths({ context: { Other: [], "Acme.User": {}, More: null } }, outputs)).to.deep.equal([]);
    expect(undeclaredPaths({}, outputs)).to.deep.equal([]);
  });

  it("looks at indicators, too", () => {
    const result = { indicators: [{ IP: { Address: "1.1.1.1", ASN: 1 }, DBotScore: { Score: 1 } }] };
    expect(undeclaredPaths(result, outputs)).to.deep.equal(["IP.ASN", "DBotScore"]);
  });

  it("stops at fifty", () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`k${at}`, 1]));
    expect(undeclaredPaths({ context: { "Acme.User": many } }, outputs)).to.have.length(50);
  });
});
