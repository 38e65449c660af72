import { parseDt } from "../context/dt/parse.ts";
import { DtSyntaxError } from "../context/dt/syntax-error.ts";
import type { Report } from "../manifest/findings.ts";
import type { OnPart } from "../manifest/read-value.ts";
import { findOperator } from "./operators.ts";
import { argumentFaults, findTransformer } from "./transform.ts";
import { ValueError } from "./value-error.ts";

/**
 * Checks the parts of values while they are read: paths, operators, transformers and their arguments. Simple values are
 * taken for paths, as in mappers.
 */
export function lintingParts(report: Report): OnPart {
  return (part, at) => {
    if ("simple" in part) checkPath(part.simple, at, report);
    else if ("root" in part) {
      // A reference that an editor broke in two is mended when it is evaluated.
      if (part.root.startsWith("${")) return;
      checkPath(part.root, at, report);
      if (part.accessor !== undefined) checkPath(part.accessor, at, report);
    } else if ("args" in part) {
      tell("V004", at, report, () => {
        findTransformer(part.operator);
        for (const fault of argumentFaults(part)) report("V004", at, fault, "docs/values.md lists its arguments.");
      });
    } else if ("operator" in part) tell("V003", at, report, () => findOperator(part.operator));
  };
}

// --- internal ---

function checkPath(path: unknown, at: number, report: Report): void {
  if (typeof path !== "string" || path.startsWith("${")) return;
  try {
    parseDt(path);
  } catch (error) {
    if (!(error instanceof DtSyntaxError)) throw error;
    report("V002", at, `The path cannot be read: ${error.message}.`, error.hint);
  }
}

function tell(code: "V003" | "V004", at: number, report: Report, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    report(code, at, error.message, error.hint);
  }
}
