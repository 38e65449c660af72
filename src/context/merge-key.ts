import { isUnsafeKey } from "../json.ts";
import { compile, type Program } from "./js/compile.ts";
import { JsSyntaxError } from "./js/machine.ts";
import { findCloser } from "./dt/scan.ts";
import { shortened } from "./dt/syntax-error.ts";

/** A key of an EntryContext, taken apart: `A.B`, `A.B(expression)` or `A.B(expression).C`. */
export interface MergeKey {
  /** The names on the way to the slot that is written. */
  parents: string[];
  slot: string;
  /** Absent for a plain key. */
  selector?: {
    /** Undefined: the expression cannot be used, so it matches nothing. */
    test: Program | undefined;
    /** Where to write within the chosen elements; absent: the elements themselves. */
    tail?: MergeKey;
  };
}

/** @returns undefined for a key that cannot be written to; every fault is told to `warn`. */
export function parseMergeKey(key: string, warn: (message: string) => void): MergeKey | undefined {
  const open = key.indexOf("(");
  const names = (open < 0 ? key : key.slice(0, open)).split(".").map((name) => name.trim());
  const refused = names.find((name) => name === "" || isUnsafeKey(name));
  if (refused !== undefined) {
    warn(`not written, the name "${refused}" is refused`);
    return undefined;
  }
  const place = { parents: names.slice(0, -1), slot: names.at(-1) ?? "" };
  if (open < 0) return place;
  const close = findCloser(key, open + 1, ")");
  if (close < 0) {
    warn('the expression has no ")"; what came was appended');
    return { ...place, selector: { test: undefined } };
  }
  const after = key.slice(close + 1).trim();
  const test = compiled(key.slice(0, close), open + 1, warn);
  if (after === "") return { ...place, selector: { test } };
  const tail = after.startsWith(".") ? parseMergeKey(after.slice(1), warn) : undefined;
  if (tail) return { ...place, selector: { test, tail } };
  warn(`not written, "${shortened(after)}" is no path`);
  return undefined;
}

// --- internal ---

function compiled(text: string, start: number, warn: (message: string) => void): Program | undefined {
  try {
    return compile(text, start, ["val", "obj"]);
  } catch (cause) {
    if (!(cause instanceof JsSyntaxError)) throw cause;
    warn(`${cause.message} at character ${cause.offset + 1}; what came was appended`);
    return undefined;
  }
}
