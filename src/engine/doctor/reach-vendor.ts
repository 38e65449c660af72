import { connectProxy, openTunnel } from "../../http/reach/open-tunnel.ts";
import { connect, lookUp, type Limits } from "../../http/reach/reachable.ts";
import { handshake } from "../../http/reach/handshake.ts";
import { proxyFor, unbracketed, type ProxyEnvironment, type ProxySetting } from "../../http/proxy.ts";
import { toSoarError } from "../../errors.ts";
import type { ClientCertificate } from "../../http/client.ts";
import { notesOf, waitsFor, type Check } from "./check.ts";
import { checkTls } from "./check-tls.ts";
import { checkConnection, checkName, checkProxy, type Way } from "./check-way.ts";

export interface VendorWay {
  /** The vendor's URL as the integration reads it. */
  baseUrl: string;
  /** Whether the instance goes through a proxy, as the environment says; or a proxy of its own. */
  proxy: ProxySetting;
  clientCertificate?: ClientCertificate;
  insecure: boolean;
  ca?: string;
  env: ProxyEnvironment;
}

/** Goes the way to the vendor step by step, without a request: URL, name, proxy, connection, TLS. */
export async function reachVendor(
  group: string,
  vendor: VendorWay,
  limits: Limits & { now: () => number },
): Promise<Check[]> {
  const notes = notesOf(group);
  const url = URL.parse(vendor.baseUrl);
  if (!url)
    return [notes.failed("URL", "it cannot be parsed", "Give scheme and host, such as https://api.example.com.")];
  const isSecure = url.protocol === "https:";
  const host = unbracketed(url.hostname);
  const port = Number(url.port || (isSecure ? 443 : 80));
  const checks = [notes.ok("URL", `${url.origin}${url.pathname.replace(/\/$/, "")}`)];
  let proxy: URL | undefined;
  try {
    proxy = proxyFor(url, vendor.proxy, () => vendor.env);
  } catch (thrown) {
    return [...checks, notes.error("proxy", toSoarError(thrown)), notes.skipped("connection", waitsFor("proxy"))];
  }
  const way: Way = {
    host: `${url.hostname}:${port}`,
    proxy: { ...(proxy && { host: proxy.host }), why: reasonFor(url, proxy, vendor) },
  };
  const context = { host, isSecure, isLoopback: LOOPBACK.test(host), insecure: vendor.insecure, now: limits.now() };

  if (!proxy) {
    const looked = await lookUp(host, limits);
    const connected = looked.ok ? await connect(host, port, limits) : undefined;
    const shaken =
      connected?.ok && isSecure ? await handshake(connected.socket, { host, settings: vendor }, limits) : undefined;
    if (connected?.ok) connected.socket.destroy();
    checks.push(checkName(group, host, looked), checkProxy(group, way, undefined, undefined));
    checks.push(checkConnection(group, way, connected, "name"), ...checkTls(group, shaken, context));
    return checks;
  }

  const reached = await connectProxy(proxy, limits);
  // Plain HTTP is handed to the proxy request by request: there is no way to the vendor that could be tried alone.
  const tunnelled =
    reached.ok && isSecure ? await openTunnel(reached.socket, { proxy, host, port }, limits) : undefined;
  const isOpen = tunnelled?.ok === true && tunnelled.status === 200;
  const shaken = reached.ok && isOpen ? await handshake(reached.socket, { host, settings: vendor }, limits) : undefined;
  if (reached.ok) reached.socket.destroy();
  checks.push(checkName(group, host, undefined), checkProxy(group, way, reached, tunnelled));
  checks.push(checkConnection(group, way, isOpen ? tunnelled : undefined, isSecure ? "proxy" : "the first request"));
  checks.push(...checkTls(group, shaken, context));
  return checks;
}

// --- internal ---

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** Why this proxy, or why none. */
function reasonFor(url: URL, proxy: URL | undefined, { proxy: setting, env }: VendorWay): string {
  const unexempt = { ...env, no_proxy: "", NO_PROXY: "" };
  const names = url.protocol === "https:" ? ["https_proxy", "all_proxy"] : ["http_proxy", "all_proxy"];
  const name = names.flatMap((each) => [each, each.toUpperCase()]).find((each) => (env[each] ?? "").trim() !== "");
  if (typeof setting === "string") return "the instance's own";
  if (proxy) return name ?? "the environment";
  if (name === undefined) return setting ? "`proxy` is on, and no variable names one" : "`proxy` is off";
  if (!setting) return `\`proxy\` is off (${name} is set, and not used)`;
  return proxyFor(url, true, () => unexempt) ? `NO_PROXY leaves ${url.hostname} out` : "no variable names one";
}
