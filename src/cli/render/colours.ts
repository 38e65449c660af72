import pc from "picocolors";
import type { Colors } from "picocolors/types.js";
import type { Terminal } from "../terminal.ts";

/** Colours for this terminal; functions that leave text alone where there are none. */
export function coloursOf(terminal: Terminal): Colors {
  return pc.createColors(terminal.colour);
}
