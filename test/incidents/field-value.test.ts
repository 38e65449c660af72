import { expect } from "chai";
import { toFieldValue } from "../../src/incidents/field-value.ts";
import type { Json } from "../../src/json.ts";
import type { FieldType } from "../../src/manifest/incident-content.ts";

const cases: [FieldType | undefined, Json, Json][] = [
  ["grid", { a: 1 }, [{ a: 1 }]],
  ["grid", [], []],
  ["multiSelect", "a", ["a"]],
  ["tagsSelect", ["a"], ["a"]],
  ["attachments", { path: "p" }, [{ path: "p" }]],
  ["number", " 7.5 ", 7.5],
  ["number", "", ""],
  ["number", "many", "many"],
  ["number", 3, 3],
  ["boolean", "TRUE", true],
  ["boolean", "false", false],
  ["boolean", "perhaps", "perhaps"],
  ["boolean", true, true],
  ["timer", "x", "x"],
  ["sla", 5, 5],
  [undefined, [1], [1]],
  ["shortText", "a", "a"],
  ["shortText", 7, "7"],
  ["longText", ["a", null, 1, true], "a, , 1, true"],
  ["markdown", [["a"]], '[["a"]]'],
  ["date", "2026-01-05T10:00:00Z", "2026-01-05T10:00:00Z"],
  ["url", { a: 1 }, '{"a":1}'],
];

describe("toFieldValue", () => {
  for (const [type, given, kept] of cases) {
    it(`keeps ${JSON.stringify(given)} in a field of type ${String(type)} as ${JSON.stringify(kept)}`, () => {
      expect(toFieldValue(given, type)).to.deep.equal(kept);
    });
  }
});
