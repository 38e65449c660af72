/**
 * Whether a recorded text means the text that is sent: they are the same, or where something was taken out of the
 * recorded one, anything stands in the sent one. One placeholder never stands for another: pages are told apart by them.
 */
export function isSameText(recorded: string, sent: string): boolean {
  if (recorded === sent) return true;
  if (!recorded.includes(STARS)) return false;
  const pieces = recorded.split(PLACEHOLDER);
  const [first = "", ...rest] = pieces;
  if (!sent.startsWith(first)) return false;
  const last = rest.pop() ?? "";
  let at = first.length;
  // The leftmost place of each piece leaves the most for those that follow: no other need be tried.
  for (const piece of rest) {
    const next = sent.indexOf(piece, at + 1);
    if (next === -1 || isPlaceholder(sent.slice(at, next))) return false;
    at = next + piece.length;
  }
  const end = sent.length - last.length;
  return end > at && sent.endsWith(last) && !isPlaceholder(sent.slice(at, end));
}

// --- internal ---

const STARS = "***";
const PLACEHOLDER = /\*{3}\d*/;

function isPlaceholder(text: string): boolean {
  return /^\*{3}\d*$/.test(text);
}
