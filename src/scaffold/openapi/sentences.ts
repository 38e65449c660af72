/**
 * The first sentences of a description, plain: no markdown, no HTML, one line, at most `most` characters and ending
 * with a full stop. Empty when there is nothing to say.
 */
export function firstSentences(text: string, most = 200): string {
  const plain = plainText(text);
  if (plain === "") return "";
  let kept = "";
  for (const { 0: sentence } of plain.matchAll(/.+?(?:[.!?](?=\s+\p{Lu}|$)|$)/gsu)) {
    if (kept !== "" && kept.length + sentence.length > most) break;
    kept += sentence;
  }
  const short =
    kept.trim().length > most
      ? `${kept
          .slice(0, most)
          .replace(/\s+\S*$/, "")
          .trim()}…`
      : kept.trim();
  const sentence = short.charAt(0).toUpperCase() + short.slice(1);
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence.replace(/[:;,]$/, "")}.`;
}

// --- internal ---

/** What a description's beginning may be; more is not read. */
const LONGEST = 4000;

function plainText(text: string): string {
  return (
    text
      .slice(0, LONGEST)
      // A blank line, a heading or a list ends what is worth a line.
      .replaceAll(/```[\s\S]*?(?:```|$)/g, " ")
      .trim()
      .split(/\n\s*\n|\n\s*(?:[-*+]|\d+\.)\s/)
      .map((part) => part.replaceAll(/^#{1,6}\s.*$/gm, "").trim())
      .find((part) => part !== "")
      ?.replaceAll(/<[^<>]{0,300}>/g, " ")
      .replaceAll(/!?\[([^[\]]{0,300})\]\([^()\s]{0,500}(?:\s"[^"]{0,200}")?\)/g, "$1")
      .replaceAll(/(\*\*|__|~~|`)/g, "")
      .replaceAll(/(^|\s)[*_](\S[^*_]{0,200}\S|\S)[*_](?=[\s.,;:!?]|$)/g, "$1$2")
      .replaceAll(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES.get(name) ?? " ")
      // Control characters would end up in YAML and on terminals.
      .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, " ")
      .replaceAll(/ (?=[.,;:!?](?: |$))/g, "")
      .trim() ?? ""
  );
}

const ENTITIES = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["#39", "'"],
]);
