import type { Colors } from "picocolors/types.js";
import type { Check } from "../../engine/doctor/check.ts";
import { withoutControls } from "../terminal.ts";

/**
 * The findings by group, in columns, each remedy below what it is for. What is as it mostly is takes one line for all,
 * unless `isFull`.
 */
export function renderChecks(
  checks: readonly Check[],
  { columns, colours, isFull }: { columns: number; colours: Colors; isFull: boolean },
): string {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const group = groups.get(check.group);
    if (group) group.push(check);
    else groups.set(check.group, [check]);
  }
  const shownNames = checks.filter(({ minor }) => isFull || !minor).map(({ name }) => name.length);
  const width = Math.min(columns < ROOMY ? 24 : 40, Math.max(0, ...shownNames));
  return [...groups]
    .map(([group, found]) => {
      const shown = found.filter(({ minor }) => isFull || !minor);
      const minor = found.length - shown.length;
      // What is to be done about several in a row is said once, below the last of them.
      const lines = shown.map((check, at) =>
        renderCheck(shown[at + 1]?.remedy === check.remedy ? withoutRemedy(check) : check, { width, columns, colours }),
      );
      const rest =
        minor === 0 ? [] : [`  ${colours.dim(`${minor} more at their defaults or not set: --verbose shows them`)}`];
      return [colours.bold(withoutControls(group)), ...lines, ...rest].join("\n");
    })
    .join("\n\n");
}

/** How many of each, in a line. */
export function summaryOf(checks: readonly Check[]): string {
  const number = (status: Check["status"]) => checks.filter((check) => check.status === status).length;
  const warnings = number("warning");
  const parts = [
    `${number("ok")} ok`,
    `${warnings} warning${warnings === 1 ? "" : "s"}`,
    `${number("failed")} failed`,
    `${number("skipped")} skipped`,
  ];
  return `\n${parts.join(", ")}`;
}

// --- internal ---

/** From this width on a long name leaves enough room beside it. */
const ROOMY = 120;

const STATUS_WIDTH = "warning".length;

function renderCheck(
  { name, status, found, remedy }: Check,
  { width, columns, colours }: { width: number; columns: number; colours: Colors },
): string {
  const paint = { ok: colours.green, warning: colours.yellow, failed: colours.red, skipped: colours.dim }[status];
  const indent = 2 + STATUS_WIDTH + 2 + width + 2;
  const room = Math.max(20, columns - indent);
  const label = withoutControls(name);
  const told = wrap(withoutControls(found), room);
  const advice =
    remedy === undefined ? [] : wrap(withoutControls(`→ ${remedy}`), room).map((line) => colours.cyan(line));
  const [first = "", ...rest] = label.length > width ? ["", ...told] : told;
  const head = `  ${paint(status.padEnd(STATUS_WIDTH))}  ${colours.bold(label.padEnd(width))}  ${first}`.trimEnd();
  return [head, ...[...rest, ...advice].map((line) => `${" ".repeat(indent)}${line}`)].join("\n");
}

function withoutRemedy({ group, name, status, found }: Check): Check {
  return { group, name, status, found };
}

/** Broken between words; a word that is too long for a line, such as a path, stands whole where it can be copied. */
function wrap(text: string, room: number): string[] {
  const pattern = new RegExp(`(?=\\S)(?:.{1,${room}}(?=\\s|$)|\\S+)`, "gu");
  return text
    .split("\n")
    .flatMap((line) => line.match(pattern) ?? [""])
    .map((line) => line.trim());
}
