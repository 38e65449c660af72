import { NetworkError } from "../errors.ts";

/** The vendor was not reached, or its answer broke off. */
export interface NetworkFault {
  kind: "network";
  /** The system's name of what happened, such as ECONNREFUSED. */
  code: string;
  cause: Error;
  /** False when certainly no byte of the request reached the vendor. */
  sent: boolean;
  /** False for what no second try can mend. */
  transient: boolean;
}

/** Sorts a failed connection or a broken answer. */
export function toNetworkFault(error: unknown): NetworkFault {
  const cause = innermost(error);
  const code = property(cause, "code") ?? "UNKNOWN";
  const syscall = property(cause, "syscall") ?? "";
  return {
    kind: "network",
    code,
    cause,
    sent: !BEFORE_SENDING.has(syscall) && !isTls(code) && !(cause instanceof ProxyError),
    transient: cause instanceof ProxyError ? isTransientAtProxy(cause) : TRANSIENT.has(code),
  };
}

/** The error to report for a fault; `label` is the request's method and path, `host` whom it was meant for. */
export function networkError(fault: NetworkFault, label: string, host: string, tries: number): NetworkError {
  const { what, hint } = explain(fault, host);
  const count = tries > 1 ? ` (${tries} tries)` : "";
  return new NetworkError(`${label}: ${what}${count}.`, hint, { cause: fault.cause });
}

/** Whether it is OpenSSL's name for a certificate that it does not accept, or for a handshake that failed. */
export function isTls(code: string): boolean {
  return TLS.test(code);
}

/** The proxy would not open a way to the vendor (`status`), or was not reached itself (`cause`). */
export class ProxyError extends Error {
  readonly code = "PROXY";
  readonly status: number | undefined;

  constructor(host: string, status: number | undefined, cause?: unknown) {
    super(
      status === undefined ? `the proxy ${host} was not reached` : `the proxy ${host} refused (${status})`,
      cause === undefined ? undefined : { cause },
    );
    this.status = status;
  }
}

/** Said by the proxy on CONNECT, or in place of an answer where it forwards plain HTTP. */
export const PROXY_CREDENTIALS = {
  what: (host: string) => `the proxy on the way to ${host} asks for credentials`,
  hint: "Give user and password in the proxy's URL: http://user:password@host:port.",
};

// --- internal ---

const BEFORE_SENDING = new Set(["connect", "getaddrinfo"]);

const TRANSIENT = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

const TLS = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/;
const UNTRUSTED = /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

function explain(fault: NetworkFault, host: string): { what: string; hint: string } {
  const { code, cause } = fault;
  if (cause instanceof ProxyError) return explainProxy(cause, host);
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    const state = code === "CERT_HAS_EXPIRED" ? "has expired" : "is not valid yet";
    return {
      what: `the certificate of ${host} ${state}`,
      hint: "Check this machine's clock. If it is right, the server's certificate must be renewed; until then only `insecure` gets past it.",
    };
  }
  if (UNTRUSTED.test(code)) {
    return {
      what: `the certificate of ${host} is signed by nobody this machine trusts (${code})`,
      hint: "If a proxy or an internal authority signs here, trust its certificate: `ca: ${file:PATH}` of the instance in soar.yml, or NODE_EXTRA_CA_CERTS=PATH. `insecure` trusts anyone: for tests only.",
    };
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return {
      what: `the certificate of ${host} was made out to another name`,
      hint: "Use the host name that the certificate names in the instance's URL. `insecure` trusts anyone: for tests only.",
    };
  }
  if (isTls(code)) {
    return {
      what: `no secure connection with ${host} came about (${code})`,
      hint: "Check that the URL's scheme and port are those of an HTTPS server, and whether the server asks for a client certificate.",
    };
  }
  if (code.startsWith("HPE_")) {
    return {
      what: `what ${host} answered is not HTTP (${code})`,
      hint: "Check that the URL's scheme and port are those of a web server, and what stands between it and here.",
    };
  }
  return { what: plain(code, host, cause), hint: PLAIN_HINTS[code] ?? UNREACHED };
}

const UNREACHED = "Check the instance's URL, this machine's network, and whether a proxy is needed (`proxy`).";

const PASSING = "Try again later. If it stays so, check the network between, and whether a proxy is needed (`proxy`).";

const PLAIN_HINTS: Readonly<Record<string, string>> = {
  ENOTFOUND: "Check the host name in the instance's URL, and whether a proxy is needed (`proxy`).",
  EAI_AGAIN: "This machine's name server does not answer. Check its network.",
  ECONNREFUSED: "Check host and port in the instance's URL (and the proxy's), and whether a firewall stands between.",
  ETIMEDOUT: PASSING,
  ECONNABORTED: PASSING,
  ECONNRESET: PASSING,
  EPIPE: PASSING,
  ERR_STREAM_PREMATURE_CLOSE: PASSING,
};

function plain(code: string, host: string, cause: Error): string {
  switch (code) {
    case "ENOTFOUND":
      return `no such host as ${host}`;
    case "EAI_AGAIN":
      return `the name ${host} could not be looked up`;
    case "ECONNREFUSED":
      return `${host} refused the connection`;
    case "ETIMEDOUT":
    case "ECONNABORTED":
      return `${host} did not answer in time`;
    case "ECONNRESET":
    case "EPIPE":
    case "ERR_STREAM_PREMATURE_CLOSE":
      return `${host} closed the connection before its answer was complete`;
    default:
      return `${host} could not be reached: ${cause.message} (${code})`;
  }
}

function explainProxy(error: ProxyError, host: string): { what: string; hint: string } {
  if (error.status === 407) {
    return { what: PROXY_CREDENTIALS.what(host), hint: PROXY_CREDENTIALS.hint };
  }
  if (error.status === undefined) {
    return { what: error.message, hint: "Check host and port of the proxy, or switch it off (`proxy`)." };
  }
  return {
    what: `on the way to ${host}, ${error.message}`,
    hint: "Ask whoever runs the proxy to allow this host, or leave it out through NO_PROXY.",
  };
}

function isTransientAtProxy(error: ProxyError): boolean {
  if (error.status !== undefined) return error.status >= 500;
  return TRANSIENT.has(property(innermost(error.cause), "code") ?? "ECONNRESET");
}

/**
 * What really happened, without the wrappers: an HTTP library's error carries the whole request with its credentials,
 * which must not travel on as a `cause`.
 */
function innermost(error: unknown): Error {
  let found = error;
  for (let depth = 0; depth < MOST_WRAPPERS && !(found instanceof ProxyError); depth++) {
    const [first] = found instanceof AggregateError ? (found.errors as unknown[]) : [];
    const inner: unknown = first ?? (found instanceof Error ? found.cause : undefined);
    if (!(inner instanceof Error)) break;
    found = inner;
  }
  if (found instanceof ProxyError) return found;
  const slim: Error & { code?: string; syscall?: string } = new Error(
    found instanceof Error ? found.message : String(found),
  );
  const code = property(found, "code");
  const syscall = property(found, "syscall");
  if (code !== undefined) slim.code = code;
  if (syscall !== undefined) slim.syscall = syscall;
  return slim;
}

const MOST_WRAPPERS = 5;

function property(value: unknown, name: "code" | "syscall"): string | undefined {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === "string" ? found : undefined;
}
