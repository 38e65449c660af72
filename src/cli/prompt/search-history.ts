import type { Interface, Key } from "node:readline";

/**
 * Ctrl-R, which Node's readline lacks: the newest line of the history that contains what is typed, and with each
 * further Ctrl-R an older one. Only while `isWanted`.
 */
export function searchHistory(
  lines: Interface,
  input: NodeJS.ReadableStream,
  history: readonly string[],
  isWanted: () => boolean,
): void {
  let known: readonly string[] = history;
  let sought: string | undefined;
  let at = 0;
  lines.on("history", (kept) => (known = [...kept]));
  const onKey = (_text: string | undefined, key: Key) => {
    if (!key.ctrl || key.name !== "r") {
      sought = undefined;
      return;
    }
    if (!isWanted()) return;
    if (sought === undefined) [sought, at] = [lines.line, 0];
    const wanted = sought;
    const found = known.findIndex((line, index) => index >= at && line.includes(wanted) && line !== lines.line);
    if (found < 0) return;
    at = found + 1;
    lines.write(null, { ctrl: true, name: "e" });
    lines.write(null, { ctrl: true, name: "u" });
    lines.write(known[found] ?? "");
  };
  input.on("keypress", onKey);
  lines.on("close", () => input.removeListener("keypress", onKey));
}
