/**
 * What a name says about its value: `credential`, which proves who asks; `handle`, which is as good as secret but may
 * have to be sent again (a page's token, a signature), so that one must be told from another; undefined: nothing.
 */
export type NameKind = "credential" | "handle" | undefined;

/** For names of JSON members, form fields, query parameters, headers; in any case and with any separator. */
export function kindOfName(name: string): NameKind {
  if (found.has(name)) return found.get(name);
  const kind = lookAt(name);
  // A vendor's data has few names, each many times; an attacker's many.
  if (found.size >= MOST_FOUND) found.clear();
  found.set(name, kind);
  return kind;
}

/** Whether a name means what a vendor calls a session: with a web page's login it is a secret, as a record's id it is none. */
export function isSessionId(name: string): boolean {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "") === "sessionid";
}

/** Whether even a number under this name is secret. */
export function isCode(name: string): boolean {
  return CODES.has(name.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
}

// --- internal ---

const MOST_FOUND = 10_000;
const found = new Map<string, NameKind>();

function lookAt(name: string): NameKind {
  const joined = name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const known = kinds.get(joined);
  if (known !== undefined) return known;
  // All parts of a signed request, its date too: one without the others is of no use to anybody.
  if (/^x(amz|goog)/.test(joined)) return "handle";
  // Of something that has such a name, this tells what is no secret.
  if (HARMLESS.has(lastWord(name)) || HARMLESS_NAMES.has(joined)) return undefined;
  if (CREDENTIALS.some((part) => joined.includes(part))) return "credential";
  return HANDLES.some((part) => joined.includes(part)) ? "handle" : undefined;
}

const kinds = new Map<string, NameKind>([
  ...["pass", "pwd", "pw", "auth", "pin", "otp", "jwt", "secretid", "bearer", "cred", "creds"].map(
    (name): [string, NameKind] => [name, "credential"],
  ),
  ...["sig", "sid", "sessionid", "jsessionid", "phpsessid", "aspnetsessionid", "awsaccesskeyid", "keypairid"].map(
    (name): [string, NameKind] => [name, "handle"],
  ),
]);

const CREDENTIALS = [
  "password",
  "passwd",
  "passphrase",
  "passcode",
  "secret",
  "apikey",
  "privatekey",
  "accesskey",
  "accesstoken",
  "refreshtoken",
  "idtoken",
  "authtoken",
  "bearertoken",
  "authorization",
  "cookie",
  "assertion",
];

/** Of a session only what opens it: `sessions` and `sessionName` are what some vendors' data is about. */
const HANDLES = ["token", "signature", "credential", "sessionkey", "csrf", "xsrf"];

const HARMLESS = new Set(
  (
    "at on in date time type kind count age policy status state length size limit expires expiry expiration ttl enabled " +
    "required url uri endpoint name label title set changed version days hours minutes seconds ms id ids field fields " +
    "description algorithm uses used valid"
  ).split(" "),
);

const HARMLESS_NAMES = new Set(["tokentype", "expiresin", "grantname", "authorized", "digitalsignaturestatus"]);

const CODES = new Set(["password", "passwd", "pwd", "pass", "passcode", "pin", "otp", "secret", "token", "apikey"]);

function lastWord(name: string): string {
  const [, word = ""] = /([A-Z]?[a-z0-9]+|[A-Z0-9]+)[^A-Za-z0-9]*$/.exec(name.slice(-LONGEST)) ?? [];
  return word.toLowerCase();
}

const LONGEST = 100;
