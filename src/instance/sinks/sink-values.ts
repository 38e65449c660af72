import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { didYouMean } from "../../nearest.ts";

/** What is wrong with a setting of a sink. */
export interface SinkFault {
  /** The setting that it is about; undefined where it is about all of them. */
  key?: string;
  message: string;
  hint: string;
}

/** The settings of one sink, read key by key. Faults are collected; a faulty value is read as absent. */
export class SinkValues {
  readonly faults: SinkFault[] = [];
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** Undefined where it is empty. */
  text(key: string): string | undefined {
    const value = this.#values.get(key)?.trim();
    return value === "" ? undefined : value;
  }

  /** Text without control characters: they would end a header or a frame. */
  line(key: string): string | undefined {
    const value = this.text(key);
    if (value === undefined || !/\p{Cc}/u.test(value)) return value;
    this.#fault(key, `"${key}" holds a line break or another control character.`, "Write it on one line.");
    return undefined;
  }

  /** What travels in the header of a request. */
  header(key: string): string | undefined {
    const value = this.line(key);
    if (value === undefined || /^[\x20-\x7e]*$/u.test(value)) return value;
    this.#fault(key, `"${key}" holds letters that no header can hold.`, "Write it in ASCII.");
    return undefined;
  }

  /** Certificates as PEM. */
  certificates(key: string): string | undefined {
    const value = this.text(key);
    if (value === undefined || isPem(() => parseCertificates(value))) return value;
    const hint = "Give PEM, text that begins with -----BEGIN CERTIFICATE-----, as ${file:PATH}.";
    this.#fault(key, `"${key}" is no certificate.`, hint);
    return undefined;
  }

  /** A private key as PEM, and the certificate that it belongs to. */
  keyFor(certificate: string): string | undefined {
    const value = this.text("key");
    if (value === undefined || isPem(() => createSecureContext({ cert: certificate, key: value }))) return value;
    const hint = "Give it as PEM, text that begins with -----BEGIN PRIVATE KEY-----, unencrypted, as ${file:PATH}.";
    this.#fault("key", '"key" is no key of the certificate.', hint);
    return undefined;
  }

  required(key: string, hint: string): string | undefined {
    const value = this.line(key);
    if (value === undefined && !this.faults.some((fault) => fault.key === key)) {
      this.faults.push({ message: `"${key}" is missing.`, hint });
    }
    return value;
  }

  flag(key: string): boolean {
    const value = this.text(key)?.toLowerCase();
    if (value === undefined || value === "false" || value === "no") return false;
    if (value === "true" || value === "yes") return true;
    this.#fault(key, `"${key}" must be true or false, not "${value}".`, "Write true, or leave it out.");
    return false;
  }

  /** Bytes: `100MB`, `1 GiB`, `4096`. Units are powers of 1024, whichever way they are written. */
  size(key: string, fallback: number): number {
    const value = this.text(key);
    if (value === undefined) return fallback;
    const [, digits = "", unit = ""] = /^(\d{1,12})\s*([kmgt]?)i?b?$/iu.exec(value) ?? [];
    const bytes = Number(digits) * 1024 ** ["", "k", "m", "g", "t"].indexOf(unit.toLowerCase());
    if (digits !== "" && bytes > 0 && Number.isSafeInteger(bytes)) return bytes;
    this.#fault(key, `"${key}" is no size: "${value}".`, "Write a number and a unit, such as 100MB.");
    return fallback;
  }

  /** One of `names`, each of which stands for its place in the list; or the number itself. */
  choice(key: string, names: readonly string[], fallback: number): number {
    const value = this.text(key)?.toLowerCase();
    if (value === undefined) return fallback;
    const number = /^\d{1,3}$/u.test(value) ? Number(value) : names.indexOf(value);
    if (number >= 0 && number < names.length) return number;
    const hint = `Write one of ${names.join(", ")}, or a number from 0 to ${(names.length - 1).toString()}.`;
    this.#fault(key, `"${key}" is unknown: "${value}".${didYouMean(value, names)}`, hint);
    return fallback;
  }

  /** An address without credentials in it. */
  url(key: string, { schemes, example }: { schemes: readonly string[]; example: string }): URL | undefined {
    const value = this.required(key, `Write ${example}.`);
    if (value === undefined) return undefined;
    const url = URL.parse(value);
    // What was written may hold a secret, so it is not repeated.
    if (!url || !schemes.includes(url.protocol.slice(0, -1)) || url.hostname === "") {
      this.#fault(key, `"${key}" is no address that begins with ${schemes.join(" or ")}.`, `Write ${example}.`);
      return undefined;
    }
    if (url.username === "" && url.password === "") return url;
    this.#fault(key, `"${key}" holds a user or password, which this receiver does not ask for.`, "Remove it.");
    return undefined;
  }

  /** What is read twice is at fault once. */
  #fault(key: string, message: string, hint: string): void {
    if (!this.faults.some((fault) => fault.key === key && fault.message === message))
      this.faults.push({ key, message, hint });
  }
}

// --- internal ---

function isPem(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

function parseCertificates(text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*(-----END CERTIFICATE-----)?/gu);
  if (!blocks) throw new Error("no certificate found");
  return blocks.map((block) => new X509Certificate(block));
}
