/**
 * Whether text fits a pattern in which `*` stands for any run of characters, also none; nothing else is special.
 * Takes the pieces between the stars one after the other, each at its first place, which is enough because a star can
 * take whatever is left over: no step is ever tried twice.
 */
export function fitsWildcard(text: string, pattern: string): boolean {
  const pieces = pattern.split("*");
  const [first = "", ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
