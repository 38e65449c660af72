/**
 * Items between an opening and a closing, as prettier lays them out: on one line where that holds 120 characters, else
 * one a line. `indent` is how far the line itself is indented.
 */
export function wrapped(open: string, items: readonly string[], close: string, indent = ""): string {
  const line = `${indent}${open} ${items.join(", ")} ${close}`;
  if (line.length <= 120) return line;
  return [`${indent}${open}`, ...items.map((item) => `${indent}  ${item},`), `${indent}${close}`].join("\n");
}
