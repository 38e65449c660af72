import { expect } from "chai";
import { createReferences, referenceFaults } from "../../../src/scaffold/openapi/references.ts";

const document = {
  components: {
    schemas: {
      Plain: { type: "string" },
      Alias: { $ref: "#/components/schemas/Plain", description: "Said here." },
      "a/b~c d": { type: "number" },
    },
    list: [{ type: "boolean" }],
  },
};

describe("references within a document", () => {
  const references = createReferences(document);

  it("are followed to what they name, through other references", () => {
    expect(references.resolve({ $ref: "#/components/schemas/Plain" })).to.deep.equal({
      node: { type: "string" },
      name: "Plain",
    });
    expect(references.resolve({ $ref: "#/components/schemas/Alias" })).to.deep.equal({
      node: { type: "string", description: "Said here." },
      name: "Plain",
    });
  });

  it("unescape their segments, and count in lists", () => {
    expect(references.resolve({ $ref: "#/components/schemas/a~1b~0c%20d" })?.node).to.deep.equal({ type: "number" });
    expect(references.resolve({ $ref: "#/components/list/0" })?.node).to.deep.equal({ type: "boolean" });
  });

  it("leave alone what is none, and give nothing for what is no object", () => {
    expect(references.resolve({ a: 1 })).to.deep.equal({ node: { a: 1 } });
    expect(references.resolve("text")).to.equal(undefined);
    expect(references.resolve({ $ref: "#/components/list/first" })).to.equal(undefined);
  });

  it("are all told of that lead outside, nowhere, or in a circle", () => {
    const wrong = {
      a: { $ref: "other.yaml#/x" },
      b: { $ref: "https://example.com/api.json" },
      "c/d": [{ $ref: "#/nowhere" }],
      e: { $ref: "#/f" },
      f: { $ref: "#/e" },
      g: { $ref: "#/%zz" },
      h: { $ref: "#anchor" },
      i: { $ref: "#/toString" },
      whole: { $ref: "#" },
    };
    expect(referenceFaults(wrong)).to.deep.equal([
      '#/a refers to "other.yaml#/x", which lies outside this document and is not read',
      '#/b refers to "https://example.com/api.json", which lies outside this document and is not read',
      '#/c~1d/0 refers to "#/nowhere", which leads to nothing',
      '#/e refers to "#/f", which refers to itself or on and on',
      '#/f refers to "#/e", which refers to itself or on and on',
      '#/g refers to "#/%zz", which leads to nothing',
      '#/h refers to "#anchor", which leads to nothing',
      '#/i refers to "#/toString", which leads to nothing',
    ]);
  });

  it("are no references in examples, defaults and extensions, nor as the name of a member", () => {
    const data = { $ref: "nowhere.json" };
    const harmless = {
      example: data,
      examples: [data],
      default: data,
      enum: [data],
      const: data,
      "x-more": data,
      properties: { $ref: { type: "string" } },
    };
    expect(referenceFaults(harmless)).to.deep.equal([]);
  });
});
