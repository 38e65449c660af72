import { expect } from "chai";
import type { Json, JsonObject } from "../../../src/json.ts";
import { createShapeReader } from "../../../src/scaffold/openapi/read-shape.ts";
import { createReferences } from "../../../src/scaffold/openapi/references.ts";
import type { Shape } from "../../../src/scaffold/openapi/shape.ts";

function read(schema: Json, schemas: JsonObject = {}): Shape {
  return createShapeReader(createReferences({ schemas })).read(schema);
}

/** A shape in a few words: members with `?` where they may be missing. */
function brief(shape: Shape): unknown {
  const none = shape.nullable ? " or null" : "";
  if (shape.kind === "object") {
    return Object.fromEntries(
      shape.members.map(({ name, isRequired, shape: member }) => [isRequired ? name : `${name}?`, brief(member)]),
    );
  }
  if (shape.kind === "list") return [brief(shape.item)];
  if (shape.kind === "text") return `${shape.choices?.join("|") ?? shape.format ?? "text"}${none}`;
  if (shape.kind === "number") return `${shape.isWhole ? "whole" : "number"}${none}`;
  if (shape.kind === "free") return `${shape.isObject ? "object" : "free"}${none}`;
  return `${shape.kind}${none}`;
}

describe("a schema", () => {
  it("of any kind has a shape", () => {
    const cases: [Json, unknown][] = [
      [{ type: "string" }, "text"],
      [{ type: "string", format: "date" }, "date"],
      [{ enum: ["a", "b"] }, "a|b"],
      [{ const: "a" }, "a"],
      [{ type: "integer" }, "whole"],
      [{ type: ["integer", "number"] }, "number"],
      [{ enum: [1, 2] }, "whole"],
      [{ type: "boolean" }, "boolean"],
      [{ type: ["string", "null"] }, "text or null"],
      [{ type: ["string", "integer"] }, "free"],
      [{ type: "array", items: { type: "string" } }, ["text"]],
      [{ items: { type: "string" } }, ["text"]],
      [{ type: "array" }, ["free"]],
      [{ properties: { a: { type: "string" } }, required: ["a"] }, { a: "text" }],
      [{ type: "object" }, "object"],
      [{ additionalProperties: { type: "string" } }, "object"],
      [{}, "free"],
      [true, "free"],
      [null, "free"],
    ];
    for (const [schema, expected] of cases) expect(brief(read(schema)), JSON.stringify(schema)).to.deep.equal(expected);
  });

  it("made of several has the members of all", () => {
    const a = { type: "object", properties: { a: { type: "string" }, both: { type: "string", description: "Said." } } };
    const b = {
      type: "object",
      required: ["b"],
      properties: { b: { type: "integer" }, both: { type: "string", enum: ["x"] } },
    };
    expect(brief(read({ allOf: [a, b, { required: ["a"] }] }))).to.deep.equal({ a: "text", "both?": "x", b: "whole" });
    expect(
      brief(read({ allOf: [{ $ref: "#/schemas/A" }], properties: { c: {} }, required: ["c"] }, { A: a })),
    ).to.deep.equal({
      "a?": "text",
      "both?": "text",
      c: "free",
    });
    expect(brief(read({ allOf: [{ type: "string" }, { type: "string", format: "uuid" }] }))).to.equal("uuid");
    expect(brief(read({ allOf: [{ type: "integer" }, { minimum: 1 }] }))).to.equal("whole");
    expect(brief(read({ allOf: [{ type: "integer" }, { type: "string" }] }))).to.equal("text");
    expect(brief(read({ allOf: [] }))).to.equal("free");
  });

  it("that is one of several requires only what all require", () => {
    const a = { type: "object", required: ["kind", "a"], properties: { kind: { enum: ["a"] }, a: { type: "string" } } };
    const b = { type: "object", required: ["kind"], properties: { kind: { enum: ["b"] }, b: { type: "integer" } } };
    expect(brief(read({ oneOf: [a, b] }))).to.deep.equal({ kind: "a|b", "a?": "text", "b?": "whole" });
    expect(brief(read({ anyOf: [{ type: "string" }, { type: "null" }] }))).to.equal("text or null");
    expect(brief(read({ oneOf: [{ type: "string", enum: ["a"] }, { type: "string" }] }))).to.equal("text");
    expect(brief(read({ oneOf: [{ type: "integer" }, { type: "number" }] }))).to.equal("number");
    expect(brief(read({ oneOf: [{ type: "boolean" }, { type: "boolean" }] }))).to.equal("boolean");
    expect(
      brief(
        read({
          oneOf: [
            { type: "array", items: {} },
            { type: "array", items: { type: "string" } },
          ],
        }),
      ),
    ).to.deep.equal(["free"]);
    expect(brief(read({ oneOf: [{ type: "string" }, a] }))).to.equal("free");
    expect(brief(read({ oneOf: [a, { type: "object" }] }))).to.equal("object");
    expect(brief(read({ oneOf: [{ type: "null" }] }))).to.equal("free or null");
  });

  it("within itself ends there", () => {
    const schemas = {
      Loop: {
        type: "object",
        properties: { next: { $ref: "#/schemas/Loop" }, all: { type: "array", items: { $ref: "#/schemas/Loop" } } },
      },
      One: { allOf: [{ $ref: "#/schemas/Other" }, { type: "object", properties: { a: {} } }] },
      Other: { allOf: [{ $ref: "#/schemas/One" }, { type: "object", properties: { b: {} } }] },
    };
    expect(brief(read({ $ref: "#/schemas/Loop" }, schemas))).to.deep.equal({ "next?": "object", "all?": ["object"] });
    expect(brief(read({ $ref: "#/schemas/One" }, schemas))).to.deep.equal({ "b?": "free", "a?": "free" });
  });

  it("is cut where it is too deep, too wide or has too many variants", () => {
    let deep: Json = { type: "string" };
    for (let level = 0; level < 20; level++) deep = { type: "object", properties: { in: deep } };
    expect(JSON.stringify(brief(read(deep)))).to.equal(`${'{"in?":'.repeat(9)}"object"${"}".repeat(9)}`);
    const names = Array.from({ length: 1000 }, (_, index) => `m${index}`);
    const wide = read({ type: "object", properties: Object.fromEntries(names.map((name) => [name, {}])) });
    expect(wide.kind === "object" && wide.members).to.have.length(300);
    const many = read({ oneOf: names.map((name) => ({ type: "object", properties: { [name]: {} } })) });
    expect(many.kind === "object" && many.members).to.have.length(40);
  });

  it("keeps what is said about it, and drops names that reach into prototypes", () => {
    const shape = read({
      type: "object",
      description: "A thing.",
      example: { a: 1 },
      properties: { a: { type: "string", default: "x", examples: ["y"], readOnly: true }, prototype: {}, "": {} },
    });
    expect(shape).to.deep.include({ description: "A thing.", example: { a: 1 } });
    expect(shape.kind === "object" && shape.members).to.have.length(1);
    expect(shape.kind === "object" && shape.members[0]?.shape).to.deep.include({
      default: "x",
      example: "y",
      readOnly: true,
    });
  });
});
