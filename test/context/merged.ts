import { expect } from "chai";
import { mergeEntryContext } from "../../src/context/merge.ts";
import type { JsonObject } from "../../src/json.ts";

export const now = (): number => 0;

/** The context after these entries, one after another; none may warn. */
export function merged(context: JsonObject, ...entries: JsonObject[]): JsonObject {
  return entries.reduce((before, entry) => {
    const { context: after, warnings } = mergeEntryContext(before, entry, { now });
    expect(warnings).to.deep.equal([]);
    return after;
  }, context);
}

export function warningsOf(context: JsonObject, entry: JsonObject): { context: JsonObject; warnings: string[] } {
  return mergeEntryContext(context, entry, { now });
}

export const ID = "U(val.ID && val.ID == obj.ID)";
