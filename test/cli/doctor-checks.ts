import type { Check } from "../../src/engine/doctor/check.ts";
import type { Outcome } from "./soar.ts";

/** What `soar doctor --json` printed. */
export function checksOf({ out }: Outcome): Check[] {
  return (JSON.parse(out) as { checks: Check[] }).checks;
}
