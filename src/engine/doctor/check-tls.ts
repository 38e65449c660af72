import type { Certificate, Handshake } from "../../http/reach/handshake.ts";
import type { Step } from "../../http/reach/reachable.ts";
import { notesOf, shownMs, waitsFor, type Check, type Notes } from "./check.ts";

/**
 * TLS with the vendor: protocol, and each certificate of the chain. `shaken` is absent where no connection came about,
 * or where the URL does without TLS. `now` is epoch milliseconds.
 */
export function checkTls(
  group: string,
  shaken: Step<Handshake> | undefined,
  context: { host: string; isSecure: boolean; isLoopback: boolean; insecure: boolean; now: number },
): Check[] {
  const notes = notesOf(group);
  const { host, isSecure, isLoopback, insecure, now } = context;
  if (!isSecure) {
    if (isLoopback) return [notes.skipped("TLS", "the URL begins with http:, to this machine")];
    return [
      notes.warning("TLS", "none: credentials travel in plain text", "Let the instance's URL begin with https:."),
    ];
  }
  if (shaken === undefined) return [notes.skipped("TLS", waitsFor("connection"))];
  if (!shaken.ok) {
    return [
      notes.failed(
        "TLS",
        `no secure connection with ${host} came about: ${shaken.message} (${shaken.code})`,
        "Check that the URL's scheme and port are those of an HTTPS server, and whether it asks for a client certificate.",
        OUTSIDE,
      ),
    ];
  }
  const { protocol, distrust, chain } = shaken;
  const isFatal = distrust !== undefined && !insecure;
  const chained = chain.map((certificate, index) => checkCertificate(notes, certificate, index, { now, isFatal }));
  return [checkTrust(notes, { protocol, distrust, chain, ms: shaken.ms, host, insecure }), ...chained];
}

// --- internal ---

const OUTSIDE = 3;
const DAY_MS = 86_400_000;
const SOON_MS = 30 * DAY_MS;

const OLD_PROTOCOLS = ["SSLv3", "TLSv1", "TLSv1.1"];

function checkTrust(
  notes: Notes,
  seen: {
    protocol: string;
    distrust: string | undefined;
    chain: Certificate[];
    ms: number;
    host: string;
    insecure: boolean;
  },
): Check {
  const { protocol, distrust, chain, ms, host, insecure } = seen;
  const fault = distrust === undefined ? undefined : explain(distrust, host, chain[0], chain.at(-1));
  if (insecure) {
    const why = fault ? `; otherwise: ${fault.found}` : ", though its certificate is trusted here";
    const remedy = fault?.remedy ?? "Switch `insecure` off: it is not needed.";
    return notes.warning("TLS", `${protocol}, and \`insecure\` trusts anyone on the way${why}`, remedy);
  }
  if (fault) return notes.failed("TLS", fault.found, fault.remedy, OUTSIDE);
  if (OLD_PROTOCOLS.includes(protocol)) {
    return notes.warning("TLS", `${protocol} is broken`, "Ask whoever runs the server to offer TLS 1.2 or newer.");
  }
  return notes.ok("TLS", `${protocol}, trusted (${shownMs(ms)})`);
}

function explain(
  code: string,
  host: string,
  own: Certificate | undefined,
  last: Certificate | undefined,
): { found: string; remedy: string } {
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    const isOver = code === "CERT_HAS_EXPIRED";
    return {
      found: `a certificate of ${host} ${isOver ? "has expired" : "is not valid yet"}`,
      remedy: "Check this machine's clock. If it is right, whoever runs the server must renew the certificate.",
    };
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    const names = own?.names.join(", ") ?? "";
    return {
      found: `the certificate of ${host} was made out to ${names === "" ? "another name" : names}`,
      remedy: "Use the name that the certificate names in the instance's URL.",
    };
  }
  if (code === "DEPTH_ZERO_SELF_SIGNED_CERT")
    return { found: `${host} shows a certificate that it signed itself`, remedy: TRUST };
  if (/^(SELF_SIGNED_|UNABLE_TO_)/.test(code)) {
    const authority = last?.issuer ?? "an unknown authority";
    return {
      found: `the certificate of ${host} is signed by ${authority}, which this machine does not trust`,
      remedy: TRUST,
    };
  }
  return { found: `the certificate of ${host} is not trusted (${code})`, remedy: TRUST };
}

const TRUST =
  "If that authority is your own (a proxy that looks into TLS, an internal one), trust its certificate: " +
  "`ca: ${file:PATH}` of the instance in soar.yml, or NODE_EXTRA_CA_CERTS=PATH. If it is not, someone may be listening.";

/** `isFatal`: the chain is not trusted. Where it is, one that has expired was not needed, or `insecure` passes it by. */
function checkCertificate(
  notes: Notes,
  { subject, issuer, validTo, validFrom }: Certificate,
  index: number,
  { now, isFatal }: { now: number; isFatal: boolean },
): Check {
  const name = index === 0 ? "certificate" : `issuer ${index}`;
  const signed = issuer === subject ? "signed by itself" : `signed by ${issuer}`;
  const until = new Date(validTo).toISOString().slice(0, 10);
  const found = `${subject}, ${signed}, until ${until}`;
  const wrong = (what: string, remedy: string) =>
    isFatal
      ? notes.failed(name, `${found}: ${what}`, remedy, OUTSIDE)
      : notes.warning(name, `${found}: ${what}`, remedy);
  if (validTo <= now) return wrong("expired", RENEW);
  if (validFrom > now)
    return wrong(`not valid before ${new Date(validFrom).toISOString()}`, "Check this machine's clock.");
  if (validTo - now < SOON_MS) return notes.warning(name, `${found}: in ${shownMs(validTo - now)}`, RENEW);
  return notes.ok(name, found);
}

const RENEW = "Whoever runs the server must renew it.";
