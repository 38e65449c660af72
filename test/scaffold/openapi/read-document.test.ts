import { expect } from "chai";
import { ArgumentError } from "../../../src/errors.ts";
import { readDocument } from "../../../src/scaffold/openapi/read-document.ts";

function fault(text: string): string {
  try {
    readDocument(text, "api.yaml");
  } catch (error) {
    if (error instanceof ArgumentError) return error.message;
    throw error;
  }
  return "none";
}

describe("the text of an OpenAPI document", () => {
  it("is read as JSON and as YAML alike, aliases and merges written out", () => {
    const expected = { a: { b: [1, true, null] }, c: { b: [1, true, null], d: "x" } };
    expect(readDocument(JSON.stringify(expected), "a.json")).to.deep.equal(expected);
    expect(readDocument("\uFEFFa: &a {b: [1, true, ~]}\nc:\n  <<: *a\n  d: x\n", "a.yaml")).to.deep.equal(expected);
  });

  it("keeps the keys of YAML that look like numbers", () => {
    expect(readDocument("200: ok", "a.yaml")).to.deep.equal({ "200": "ok" });
  });

  it("shares nothing between what aliases stand for", () => {
    const read = readDocument("a: &a {b: 1}\nc: *a\n", "a.yaml");
    expect(read.a).to.deep.equal(read.c);
    expect(read.a).not.to.equal(read.c);
  });

  it("is refused where it is no object", () => {
    expect(fault("[]")).to.equal("api.yaml cannot be used:\n  it is no object");
    expect(fault("just text")).to.contain("it is no object");
    expect(fault("")).to.contain("it is no object");
  });

  it("is refused where it is neither JSON nor YAML, with the place", () => {
    expect(fault('{"a": }')).to.contain("api.yaml is no JSON: Unexpected token '}'");
    expect(fault('a: "open')).to.contain("it is no YAML").and.to.contain("line 1");
  });

  it("tells of every key that stands twice, up to a bound", () => {
    expect(fault("a: 1\nb: 2\na: 3\nb: 4\n")).to.equal(
      'api.yaml cannot be used:\n  line 3: "a" stands twice\n  line 4: "b" stands twice',
    );
    expect(fault("a: 1\n".repeat(100_000)).split("\n")).to.have.length(31);
  });

  it("has text as keys", () => {
    expect(fault("? [a, b]\n: 1\n")).to.contain("line 1: a key is no text");
  });

  it("refuses keys that reach into prototypes, wherever they stand", () => {
    expect(fault('{"a": {"__proto__": {"b": 1}}, "c~/d": {"__proto__": 1}}')).to.equal(
      "api.yaml cannot be used:\n  #/a has the key __proto__, which is refused\n" +
        "  #/c~0~1d has the key __proto__, which is refused",
    );
    expect(fault("a: {__proto__: {b: 1}}")).to.contain("#/a has the key __proto__");
    expect(({} as { b?: unknown }).b).to.equal(undefined);
  });

  it("is neither too deep nor too large", () => {
    expect(fault('{"a":'.repeat(200) + "1" + "}".repeat(200))).to.contain("nested more than 150 levels deep");
    expect(fault("a: " + "[".repeat(100_000))).to.contain("nested too deeply");
    expect(fault(Array.from({ length: 1500 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""))).not.to.equal("none");
    expect(fault(`a: ${"x".repeat(6_000_001)}`)).to.contain("more than 6000000 characters");
  });

  it("cannot expand without end", () => {
    const levels = Array.from({ length: 30 }, (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}]\n`);
    expect(fault(`a0: &a0 [x]\n${levels.join("")}`)).to.contain("aliases expand without end");
    expect(fault("a: &a [*a]\n")).not.to.equal("none");
  });

  it("reads numbers that JSON cannot hold as nothing", () => {
    expect(readDocument("a: .inf\nb: .nan\n", "a.yaml")).to.deep.equal({ a: null, b: null });
  });
});
