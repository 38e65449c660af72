// Addresses and names that are reserved for documentation, so that they belong to nobody.

export type OriginalKind = "word" | "domain" | "host" | "ipv4" | "ipv6" | "mac" | "phone";

/** The made-up value number `count` (from 1) of a kind. Different numbers give different values. */
export function madeUp(kind: OriginalKind, count: number): string {
  switch (kind) {
    case "word":
      return `user${count}`;
    case "domain":
      return count === 1 ? "example.test" : `example${count}.test`;
    case "host":
      return `host${count}`;
    case "ipv4":
      return ipv4(count - 1);
    case "ipv6":
      return `2001:db8::${count.toString(16)}`;
    case "mac":
      return mac(count - 1);
    case "phone":
      return `+1-555-01${String(count).padStart(2, "0")}`;
  }
}

/** Whether a value is made up already: it stays, and is given to nothing else. */
export function isMadeUp(kind: OriginalKind, value: string): boolean {
  return MADE_UP[kind].test(value);
}

// --- internal ---

const MADE_UP: Record<OriginalKind, RegExp> = {
  word: /^user\d+$/,
  domain: /^example\d*\.test$/,
  host: /^host\d+$/,
  ipv4: /^(192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d+)\.\d+$/,
  ipv6: /^2001:db8::[\da-f]+$/,
  mac: /^(00[:-]00[:-]5e[:-]00[:-]53|02[:-]00[:-]5e([:-][\da-f]{2}){2})[:-][\da-f]{2}$/i,
  phone: /^\+1-555-01\d{2,}$/,
};

/** RFC 5737, and for what is more than that, RFC 2544. */
function ipv4(index: number): string {
  const block = ["192.0.2", "198.51.100", "203.0.113"][Math.floor(index / 254)];
  if (block !== undefined) return `${block}.${(index % 254) + 1}`;
  const rest = index - 3 * 254;
  return `198.${18 + (Math.floor(rest / 65_536) % 2)}.${Math.floor(rest / 256) % 256}.${rest % 256}`;
}

/** RFC 7042, and for what is more than that, addresses that are only locally unique. */
function mac(index: number): string {
  const bytes = index < 256 ? [0, 0, 0x5e, 0, 0x53, index] : [2, 0, 0x5e, index >> 16, (index >> 8) & 255, index & 255];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}
