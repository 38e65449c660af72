import type { Machine } from "../context/js/machine.ts";
import { parseGo } from "./go-layout.ts";
import { ValueError } from "./value-error.ts";

/**
 * Epoch milliseconds of a text in one of Python's formats (`%Y-%m-%dT%H:%M:%S.%fZ`), without a zone in UTC.
 * @throws ValueError where the text does not fit, or the format has a directive that is not known
 */
export function parseStrptime(format: string, text: string, machine: Machine): number {
  machine.text(format.length + text.length);
  const at = parseGo(toGo(format), text);
  if (at !== undefined) return at;
  throw new ValueError(
    `"${text.slice(0, 60)}" does not fit the format "${format.slice(0, 60)}".`,
    "Correct the format; %Y-%m-%dT%H:%M:%SZ is that of ISO 8601.",
  );
}

// --- internal ---

const DIRECTIVES: Record<string, string> = {
  "%Y": "2006",
  "%y": "06",
  "%m": "01",
  "%d": "02",
  "%H": "15",
  "%I": "03",
  "%M": "04",
  "%S": "05",
  "%p": "PM",
  "%b": "Jan",
  "%B": "January",
  "%a": "Mon",
  "%A": "Monday",
  "%z": "-0700",
  "%Z": "MST",
  "%%": "%",
};

/** In Go's layouts a fraction stands with its point. */
function toGo(format: string): string {
  return format.replace(/\.%f/gu, ".000000").replace(/%[^]/gu, (directive) => {
    const found = DIRECTIVES[directive];
    if (found !== undefined) return found;
    throw new ValueError(
      `The format has an unknown directive ${directive}.`,
      `Known are: ${Object.keys(DIRECTIVES).join(" ")}.`,
    );
  });
}
