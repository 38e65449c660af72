// What is a secret by its looks, wherever it stands. Every expression is bounded, or begins where no other can begin, so
// that no text makes them slow.

/** Takes out tokens, keys and passwords that can be told by their shape. */
export function maskShapes(text: string): string {
  const masked = text
    .replace(JWT, STARS)
    .replace(SCHEME, (whole, scheme: string, space: string, value: string) =>
      isProof(scheme, value) ? `${scheme}${space}${STARS}` : whole,
    )
    .replace(KEY_IDS, STARS)
    .replace(USER_INFO, (whole, user: string) => (user.includes(" ") ? whole : `://${STARS}@`));
  return masked.includes(PEM_BEGIN) ? maskKeys(masked) : masked;
}

// --- internal ---

const STARS = "***";

const JWT = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{2,}(?:\.[\w-]*){0,3}/g;

const SCHEME = /\b(bearer|basic|digest|negotiate|token)(\s{1,4}|%20|\+)([\w.~+/=-]{8,})/gi;

/** AWS, GitHub, Slack, Google, in this order. */
const KEY_IDS =
  /\b(?:A(?:KI|SI|PK)A[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{20,255}|xox[abeprs]-[\w-]{10,255}|AIza[\w-]{35})(?![\w-])/g;

const USER_INFO = /:\/\/([^\s/?#@"'<>\\]{1,500}:[^\s/?#@"'<>\\]{0,500})@/g;

/** Both words are found in sentences, too: there, what follows is a word. */
function isProof(scheme: string, value: string): boolean {
  if (/^(basic|negotiate)$/i.test(scheme)) return /[:]/.test(Buffer.from(value, "base64").toString("latin1"));
  return value.length >= 16 || /[\d_~+/=]/.test(value);
}

const PEM_BEGIN = "PRIVATE KEY-----";

function maskKeys(text: string): string {
  const parts: string[] = [];
  let at = 0;
  for (const begin of text.matchAll(/-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY-----/g)) {
    if (begin.index < at) continue;
    const end = text.indexOf("PRIVATE KEY-----", begin.index + begin[0].length);
    parts.push(text.slice(at, begin.index), STARS);
    // A key without an end is one that was cut.
    at = end === -1 ? text.length : end + "PRIVATE KEY-----".length;
  }
  return parts.join("") + text.slice(at);
}
