import { once } from "node:events";
import { isIP, type Socket } from "node:net";
import { connect as connectTls, type DetailedPeerCertificate, type TLSSocket } from "node:tls";
import { tlsOptions, type RouteSettings } from "../routes.ts";
import { step, type Limits, type Step } from "./reachable.ts";
import { withinMs } from "./within-ms.ts";

/** One certificate of the chain that a server shows. Its texts are the server's own words. */
export interface Certificate {
  subject: string;
  issuer: string;
  /** Epoch milliseconds. */
  validFrom: number;
  validTo: number;
  /** The host names and addresses that it is made out to; of an authority none. */
  names: string[];
}

export interface Handshake {
  protocol: string;
  /** Why this machine does not trust it, as OpenSSL or Node names it; undefined when it does. */
  distrust?: string;
  /** From the server's own up to the root, as far as it is known. */
  chain: Certificate[];
}

/**
 * Speaks TLS on an open connection, just to look at the certificates: whatever is wrong with them is part of the
 * result, and nothing is sent. Ends the connection.
 */
export async function handshake(
  socket: Socket,
  { host, settings }: { host: string; settings: Pick<RouteSettings, "ca" | "clientCertificate"> },
  limits: Limits,
): Promise<Step<Handshake>> {
  return step(async () => {
    const secured = connectTls({
      socket,
      host,
      // Of an address there is no name to ask for.
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...tlsOptions(settings, true),
      rejectUnauthorized: false,
    });
    secured.on("error", () => undefined);
    try {
      await withinMs(once(secured, "secureConnect"), limits);
      return describe(secured);
    } finally {
      secured.destroy();
    }
  });
}

// --- internal ---

const MOST_CERTIFICATES = 10;
const MOST_NAMES = 10;
const LONGEST_NAME = 200;

function describe(secured: TLSSocket): Handshake {
  // Node's types promise an Error; what it gives is the code alone, or an error where it has more to say.
  const fault: unknown = secured.authorizationError;
  const distrust = fault instanceof Error && "code" in fault ? fault.code : fault;
  return {
    protocol: secured.getProtocol() ?? "unknown",
    ...(secured.authorized ? {} : { distrust: typeof distrust === "string" ? distrust : "UNKNOWN" }),
    chain: chainOf(secured.getPeerCertificate(true)),
  };
}

function chainOf(first: DetailedPeerCertificate): Certificate[] {
  const chain: Certificate[] = [];
  const seen = new Set<string>();
  // A root is its own issuer.
  let certificate = shown(first);
  while (certificate && !seen.has(certificate.fingerprint256) && chain.length < MOST_CERTIFICATES) {
    seen.add(certificate.fingerprint256);
    chain.push({
      subject: nameOf(certificate.subject),
      issuer: nameOf(certificate.issuer),
      validFrom: Date.parse(certificate.valid_from),
      validTo: Date.parse(certificate.valid_to),
      names: namesOf(certificate.subjectaltname),
    });
    certificate = shown(certificate.issuerCertificate);
  }
  return chain;
}

/** Node's types promise a certificate and its issuer; where none was shown there is nothing, or an object without any field. */
function shown(certificate: Partial<DetailedPeerCertificate> | undefined): DetailedPeerCertificate | undefined {
  return certificate && isWhole(certificate) ? certificate : undefined;
}

function isWhole(certificate: Partial<DetailedPeerCertificate>): certificate is DetailedPeerCertificate {
  return certificate.raw !== undefined;
}

function nameOf(parts: object): string {
  const fields: Readonly<Record<string, unknown>> = { ...parts };
  const name = [fields.CN, fields.O, fields.OU].find((part) => part !== undefined);
  return cut(name === undefined ? "(no name)" : [name].flat().map(String).join(" "));
}

/** `DNS:a.example, IP Address:127.0.0.1` */
function namesOf(text = ""): string[] {
  return text
    .split(", ")
    .map((part) => cut(part.replace(/^[^:]*:/, "")))
    .filter((name) => name !== "")
    .slice(0, MOST_NAMES);
}

function cut(text: string): string {
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
}
