import { Ajv } from "ajv";
import { expect } from "chai";
import { allowedTexts, argumentsSchema } from "../../src/manifest/schema.ts";
import { commandOf } from "./manifest-of.ts";

describe("argumentsSchema", () => {
  const command = commandOf(`
    - {name: id, description: The id., required: true}
    - {name: state, auto: PREDEFINED, predefined: [OPEN, CLOSED], defaultValue: ALL, required: true}
    - {name: kinds, isArray: true, auto: PREDEFINED, predefined: [a, b], defaultValue: "a,c"}
    - {name: limit, type: number, defaultValue: 50, deprecated: true}
    - {name: deep, type: boolean}
    - {name: since, type: date}
    - {name: labels, type: keyValue}
    - {name: names, isArray: true, type: string}
    - {name: key, type: string, secret: true, required: true, defaultValue: ''}
  `);

  it("describes what may be given", () => {
    expect(argumentsSchema(command)).to.deep.equal({
      type: "object",
      properties: {
        id: { description: "The id." },
        state: { enum: ["OPEN", "CLOSED", "ALL"], default: "ALL" },
        kinds: { type: "array", items: { enum: ["a", "b", "c"] }, default: ["a", "c"] },
        limit: { type: ["integer", "string"], default: "50", deprecated: true },
        deep: { type: ["boolean", "string"] },
        since: { type: ["string", "number"] },
        labels: { type: ["object", "string"] },
        names: { type: "array", items: { type: "string" } },
        key: { type: "string", default: "", writeOnly: true },
      },
      required: ["id", "key"],
      additionalProperties: false,
    });
  });

  it("is JSON Schema that ajv compiles", () => {
    const validate = new Ajv({ strict: false }).compile(argumentsSchema(command));
    expect(validate({ id: "1", key: "x", limit: 5 })).to.equal(true);
    expect(validate({ id: "1", key: "x", other: 5 })).to.equal(false);
  });

  it("has no choice where any value goes", () => {
    const [argument] = commandOf("[{name: a, predefined: [x]}]").arguments;
    expect(argument && allowedTexts(argument)).to.equal(undefined);
  });
});
