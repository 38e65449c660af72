import type { Fields } from "../../manifest/fields.ts";
import type { Loop } from "../playbook.ts";
import { numberAt, readArgs, readGroups, type Reading } from "./reading.ts";

/** What a sub-playbook is repeated by; undefined where `loop:` says nothing, as it does in most that have one. */
export function readLoop(fields: Fields, reading: Reading): Loop | undefined {
  const loop = fields.child("loop", `"loop" of ${fields.what}`);
  if (loop === undefined) return undefined;
  const until = readGroups(loop, "builtincondition", reading);
  const automation = loop.text("scriptId") ?? "";
  const bounds = {
    most: numberAt(loop, "max", "P006") ?? MOST_RUNS,
    waitMs: 1000 * (numberAt(loop, "wait", "P006") ?? 0),
  };
  if (loop.flag("forEach")) {
    // 0 means as many as there are items.
    return { ...bounds, most: bounds.most === 0 ? Infinity : bounds.most, by: "each item" };
  }
  const most = bounds.most === 0 ? MOST_RUNS : bounds.most;
  if (until.length > 0) return { ...bounds, most, by: "exit condition", until };
  if (automation === "") return undefined;
  const label = loop.text("exitCondition")?.trim() ?? "";
  return {
    ...bounds,
    most,
    by: "automation",
    automation,
    label: label === "" ? "yes" : label,
    args: readArgs(loop, "scriptArguments", reading),
  };
}

// --- internal ---

/** XSOAR's, where nothing is said. */
const MOST_RUNS = 100;
