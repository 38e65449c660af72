import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { Token, TokenOwner } from "../http/ports.ts";

/** Under which a token is found: tells neither the URL nor the client id. */
export function ownerKey(owner: TokenOwner): string {
  return createHash("sha256").update(identity(owner)).digest("hex");
}

/**
 * A token as text that only the owner of the client secret can read: AES-256-GCM, its key derived from the secret with
 * HKDF-SHA-256 and a fresh salt, bound to the URL and the client id.
 */
export function sealToken(token: Token, owner: TokenOwner): string {
  const salt = randomBytes(SALT_BYTES);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, deriveKey(owner, salt), iv).setAAD(identity(owner));
  const encrypted = Buffer.concat([cipher.update(`${token.expiresAt}:${token.accessToken}`, "utf8"), cipher.final()]);
  return [salt, iv, cipher.getAuthTag(), encrypted].map((part) => part.toString("base64")).join(".");
}

/** The sealed token, or undefined when it was sealed for another owner, with another secret, or was tampered with. */
export function openToken(sealed: string, owner: TokenOwner): Token | undefined {
  const [salt, iv, tag, encrypted] = sealed.split(".").map((part) => Buffer.from(part, "base64"));
  if (salt === undefined || iv === undefined || tag === undefined || encrypted === undefined) return undefined;
  try {
    const decipher = createDecipheriv(CIPHER, deriveKey(owner, salt), iv, { authTagLength: TAG_BYTES })
      .setAAD(identity(owner))
      .setAuthTag(tag);
    return parseToken(Buffer.concat([decipher.update(encrypted), decipher.final()]).toString("utf8"));
  } catch {
    // Whatever does not open is as good as absent: the caller asks the vendor for a new token.
    return undefined;
  }
}

// --- internal ---

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** As JSON, so that no URL and client id run together into the identity of another pair. */
function identity({ url, clientId }: TokenOwner): Buffer {
  return Buffer.from(JSON.stringify([url, clientId]));
}

function deriveKey({ clientSecret }: TokenOwner, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", clientSecret, salt, "soarkit token", KEY_BYTES));
}

/** The text is authentic: what comes out is what `sealToken` put in. */
function parseToken(text: string): Token {
  const colon = text.indexOf(":");
  return { accessToken: text.slice(colon + 1), expiresAt: Number(text.slice(0, colon)) };
}
