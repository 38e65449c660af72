import type { Remover } from "./remove-secrets.ts";
import { kindOfName } from "./secret-names.ts";
import type { SecretValues } from "./secret-values.ts";

/** The headers of an answer that a recording keeps: those that change what comes of it. */
export function keptHeaders(headers: Record<string, string>, remover: Remover): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => KEPT.has(name) || /^x-(rate-?limit|total|page)/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, remover.named(name, value)]));
}

/** Notes what a request proved itself with, and what an answer gave to prove oneself with: cookies. */
export function learnFromHeaders(
  sent: Record<string, string>,
  received: Record<string, string>,
  values: SecretValues,
): void {
  for (const [name, value] of Object.entries(sent)) {
    if (name === "authorization" || name === "proxy-authorization") learnProof(value, values);
    else if (name === "cookie") learnCookies(value, values);
    else if (kindOfName(name) !== undefined || /(^|-)(auth|key|session|sid)(-|$)/.test(name)) values.learn(value);
  }
  if (received["set-cookie"] !== undefined) learnCookies(received["set-cookie"], values);
}

// --- internal ---

const KEPT = new Set([
  "content-type",
  "content-disposition",
  "content-range",
  "date",
  "etag",
  "link",
  "location",
  "retry-after",
]);

function learnProof(header: string, values: SecretValues): void {
  const [, scheme = "", proof = ""] = /^(\S+) +(.*)$/.exec(header) ?? ["", "", header];
  values.learn(proof);
  if (scheme.toLowerCase() !== "basic") return;
  const pair = Buffer.from(proof, "base64").toString();
  values.learn(pair.slice(pair.indexOf(":") + 1));
}

const ATTRIBUTES = /^(path|domain|expires|max-age|samesite|secure|httponly|partitioned|priority)$/i;

/** Several `Set-Cookie` headers come as one, with commas between. */
function learnCookies(header: string, values: SecretValues): void {
  for (const part of header.split(/[;,]/)) {
    const at = part.indexOf("=");
    if (at !== -1 && !ATTRIBUTES.test(part.slice(0, at).trim())) values.learn(part.slice(at + 1).trim());
  }
}
