/** The words of a name in any spelling, in lower case: `ticketIDs`, `ticket_ids` and `Ticket-IDs` give ticket, ids. */
export function wordsOf(name: string): string[] {
  return (
    name
      .slice(0, LONGEST)
      .replaceAll(/IPv(?=\d)|OAuth/g, (word) => sentenceCase(word.toLowerCase()))
      .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
      // `HTTPServer` is two words, and `IDs` is one.
      .replaceAll(/(\p{Lu})(?=\p{Lu}\p{Ll})(?!\p{Lu}s(?!\p{Ll}))/gu, "$1 ")
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word !== "")
  );
}

/** `statuses` → `status`, `entries` → `entry`, `people` → `person`; what is no plural stays as it is. */
export function singularOf(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (UNCOUNTABLE.has(word) || word.length < 4 || !word.endsWith("s")) return word;
  if (/(?:ss|us|is|ias)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  const dropsTwo = /(?:us|ias|ss|sh|ch|x|zz)es$/.test(word) && !/(?:^uses|[ao]uses|caches)$/.test(word);
  return word.slice(0, dropsTwo ? -2 : -1);
}

/** `ticket` → `tickets`. */
export function pluralOf(word: string): string {
  for (const [plural, singular] of IRREGULAR) if (singular === word) return plural;
  if (UNCOUNTABLE.has(word)) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** `alert rules` → `alert rule`: the last word says how many. */
export function singularPhrase(words: readonly string[]): string[] {
  return words.map((word, index) => (index === words.length - 1 ? singularOf(word) : word));
}

/** `alert rule` → `alert rules` */
export function pluralPhrase(words: readonly string[]): string[] {
  return words.map((word, index) => (index === words.length - 1 ? pluralOf(word) : word));
}

/** Whether it takes no article: settings, metadata, access. */
export function isMass(word: string): boolean {
  return UNCOUNTABLE.has(word);
}

export function isPlural(word: string): boolean {
  return singularOf(word) !== word;
}

/** As XSOAR's context paths are written: `ticket_id` → `TicketID`, `created-at` → `CreatedAt`. */
export function pascalOf(words: readonly string[]): string {
  const text = words.map((word) => ACRONYMS.get(word) ?? word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^\d/.test(text) ? `N${text}` : text;
}

/** `ticket comment` → `ticketComment`. */
export function camelOf(words: readonly string[]): string {
  const text = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
  return /^\d/.test(text) ? `n${text}` : text;
}

/** `AssetTag` for types: plain capitals, where `pascalOf` keeps abbreviations whole. */
export function typeNameOf(words: readonly string[]): string {
  const camel = camelOf(words);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}

/** `a ticket`, `an asset`. */
export function withArticle(words: readonly string[]): string {
  const text = words.join(" ");
  return /^(?:[aeio]|u(?!ni|s))/.test(text) ? `an ${text}` : `a ${text}`;
}

/** `Ticket comment` */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// --- internal ---

const LONGEST = 200;

const IRREGULAR = new Map([
  ["people", "person"],
  ["children", "child"],
  ["criteria", "criterion"],
  ["indices", "index"],
  ["vertices", "vertex"],
  ["matrices", "matrix"],
  ["analyses", "analysis"],
  ["diagnoses", "diagnosis"],
  ["hypotheses", "hypothesis"],
  ["movies", "movie"],
  ["cookies", "cookie"],
  ["cves", "cve"],
  ["ids", "id"],
  ["ips", "ip"],
  ["vms", "vm"],
  ["os", "os"],
  ["bios", "bios"],
  ["dns", "dns"],
]);

/** Words that are the same for one and for many, or that no one says in the singular. */
const UNCOUNTABLE: ReadonlySet<string> = new Set([
  ...["settings", "preferences", "statistics", "stats", "metrics", "analytics", "credentials", "details", "news"],
  ...[
    "series",
    "species",
    "data",
    "metadata",
    "media",
    "info",
    "https",
    "sms",
    "tls",
    "permissions",
    "canvas",
    "atlas",
  ],
]);

const ACRONYMS = new Map(
  [
    ...[
      "id",
      "ip",
      "url",
      "uri",
      "uuid",
      "guid",
      "api",
      "os",
      "cpu",
      "gpu",
      "dns",
      "mac",
      "html",
      "http",
      "https",
      "ssl",
    ],
    ...[
      "tls",
      "vpn",
      "vm",
      "sid",
      "cve",
      "cvss",
      "sla",
      "ssid",
      "fqdn",
      "ttl",
      "pid",
      "ioc",
      "utc",
      "csv",
      "pdf",
      "json",
    ],
    ...["xml", "md5", "sha1", "sha256", "sha512", "ad", "ram", "iso", "sso", "mfa", "rfc"],
  ].map((word): [string, string] => [word, word.toUpperCase()]),
)
  .set("ids", "IDs")
  .set("ips", "IPs")
  .set("urls", "URLs")
  .set("ipv4", "IPv4")
  .set("ipv6", "IPv6");
