import { compile } from "../../../src/context/js/compile.ts";
import { Machine } from "../../../src/context/js/machine.ts";
import type { JsValue } from "../../../src/context/js/value.ts";

/** Friday, 2 January 2026, 03:04:05.678 UTC. */
export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** Runs an expression (functions may follow a semicolon) with `val`. */
export function run(source: string, val: JsValue = null, steps?: number): JsValue {
  return compile(source, 0, ["val"], true).run([val], new Machine(() => NOW, steps));
}

/** The message of the error that running it ends in. */
export function errorOf(source: string, val: JsValue = null, steps?: number): string {
  try {
    run(source, val, steps);
  } catch (cause) {
    if (cause instanceof Error) return cause.message;
  }
  return "no error";
}
