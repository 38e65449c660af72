import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { createSecureContext, getCACertificates } from "node:tls";
import type { ConnectionOptions } from "node:tls";
import { X509Certificate } from "node:crypto";
import type { AxiosRequestConfig } from "axios";
import { ParameterError } from "../errors.ts";
import type { ClientCertificate } from "./client.ts";
import { proxyFor, unbracketed } from "./proxy.ts";
import type { ProxyEnvironment, ProxySetting } from "./proxy.ts";

/** What an instance says about the way to its vendor. */
export interface RouteSettings {
  /** `true`: as the environment says (HTTPS_PROXY, NO_PROXY …); a text: that proxy. @default false */
  proxy?: ProxySetting;
  /** What `proxy: true` reads. @default process.env */
  environment?: ProxyEnvironment;
  /** Trust any certificate. @default false */
  insecure?: boolean;
  /** Certificates to trust beside those of this machine, as PEM. */
  ca?: string;
  /** What this client proves itself with, as PEM. */
  clientCertificate?: ClientCertificate;
}

export type Route = Pick<AxiosRequestConfig, "httpAgent" | "httpsAgent" | "proxy">;

/**
 * The connections of one client. They are kept open and used again, except for a request that must not be repeated:
 * an idle connection may be closed by the other side at the very moment it is used again, and whether such a request
 * was carried out nobody could tell. It gets a connection of its own.
 */
export function createRoutes(settings: RouteSettings) {
  const agents = new Map<string, HttpAgent>();
  const environment = () => settings.environment ?? process.env;
  const contexts = { own: once(() => tlsOptions(settings, true)), foreign: once(() => tlsOptions(settings, false)) };

  return async (request: { url: string; repeatable: boolean; foreign: boolean }): Promise<Route> => {
    const secure = request.url.startsWith("https:");
    // Parsing a URL costs more than all else here, and most instances have no proxy.
    const proxy = settings.proxy ? proxyFor(new URL(request.url), settings.proxy, environment) : undefined;
    const tunnelled = proxy !== undefined && (secure || proxy.protocol === "https:");
    const key = [secure, tunnelled ? proxy.href : "", request.repeatable, request.foreign].join(" ");
    const agent = agents.get(key) ?? (await connect());
    agents.set(key, agent);
    return {
      [secure ? "httpsAgent" : "httpAgent"]: agent,
      proxy: proxy && !tunnelled ? forwarding(proxy) : false,
    };

    async function connect(): Promise<HttpAgent> {
      const options = { keepAlive: request.repeatable, keepAliveMsecs: PROBE_MS };
      const tls = (request.foreign ? contexts.foreign : contexts.own)();
      if (tunnelled) {
        const { Tunnel } = await import("./tunnel.ts");
        return new Tunnel(proxy, { keepAlive: request.repeatable, tls });
      }
      return secure ? new HttpsAgent({ ...options, ...tls }) : new HttpAgent(options);
    }
  };
}

/**
 * Whom a connection trusts, and what it proves itself with. Where a redirect leads outside the vendor's origin, nobody is
 * to learn who we are: `identified` is false.
 * @throws ParameterError when a certificate of the instance cannot be read
 */
export function tlsOptions(settings: RouteSettings, identified: boolean): ConnectionOptions {
  const { insecure = false, ca } = settings;
  const clientCertificate = identified ? settings.clientCertificate : undefined;
  const base: ConnectionOptions = { rejectUnauthorized: !insecure };
  if (ca === undefined && clientCertificate === undefined) return base;
  try {
    // Node passes over a certificate it cannot read, and would then call the vendor's untrusted.
    if (ca !== undefined) parseCertificates(ca);
    const secureContext = createSecureContext({
      ...(ca === undefined ? {} : { ca: [...getCACertificates("default"), ca] }),
      ...(clientCertificate ? { cert: clientCertificate.cert, key: clientCertificate.key.reveal() } : {}),
    });
    return { ...base, secureContext };
  } catch (cause) {
    throw new ParameterError(
      "The instance's `ca` or client certificate cannot be read.",
      "Give them as PEM: text that begins with -----BEGIN CERTIFICATE----- (the key: PRIVATE KEY), unencrypted.",
      { cause },
    );
  }
}

// --- internal ---

/** axios wants this of every connection it sends on; an agent that agrees saves two system calls a request. */
const PROBE_MS = 60_000;

function parseCertificates(text: string): X509Certificate[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*(-----END CERTIFICATE-----)?/g);
  if (!blocks) throw new Error("no certificate found");
  return blocks.map((block) => new X509Certificate(block));
}

/** Plain HTTP goes through a proxy by asking it for the whole URL. */
function forwarding(proxy: URL): Exclude<Route["proxy"], undefined> {
  const { protocol, hostname, port, username, password } = proxy;
  const auth = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return {
    protocol,
    host: unbracketed(hostname),
    port: port === "" ? 80 : Number(port),
    ...(username === "" ? {} : { auth }),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
