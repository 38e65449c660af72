import type { Step } from "../../http/reach/reachable.ts";
import { notesOf, shownMs, waitsFor, type Check } from "./check.ts";

/** How an instance reaches a host. */
export interface Way {
  /** The vendor's host and port. */
  host: string;
  /** The proxy in between, without its credentials; and why it, or why none. */
  proxy: { host?: string; why: string };
}

/** The vendor's name, looked up. `looked` is absent where a proxy does that. */
export function checkName(group: string, host: string, looked: Step<{ addresses: string[] }> | undefined): Check {
  const notes = notesOf(group);
  if (looked === undefined) return notes.skipped("name", `the proxy looks ${host} up`);
  if (looked.ok && looked.addresses.includes(host)) return notes.ok("name", `${host} is an address`);
  if (looked.ok) return notes.ok("name", `${host} is ${looked.addresses.join(", ")} (${shownMs(looked.ms)})`);
  const isSilent = looked.code === "EAI_AGAIN" || looked.code === "ETIMEDOUT";
  return notes.failed(
    "name",
    isSilent
      ? `the name server does not answer for ${host} (${looked.code})`
      : `no such host as ${host} (${looked.code})`,
    isSilent
      ? "Check this machine's network and name server (/etc/resolv.conf)."
      : "Check the host name in the instance's URL, and whether a proxy is needed (`proxy`).",
    OUTSIDE,
  );
}

/** The proxy, and why it or none. `reached` is absent where there is none. */
export function checkProxy(
  group: string,
  { proxy }: Way,
  reached: Step<{ address: string }> | undefined,
  tunnelled: Step<{ status: number }> | undefined,
): Check {
  const notes = notesOf(group);
  if (proxy.host === undefined || reached === undefined) return notes.ok("proxy", `none: ${proxy.why}`);
  if (!reached.ok) {
    return notes.failed(
      "proxy",
      `${proxy.host} (${proxy.why}) was not reached: ${reached.message}`,
      "Check host and port of the proxy, or switch it off (`proxy`, NO_PROXY).",
      OUTSIDE,
    );
  }
  if (tunnelled !== undefined && !tunnelled.ok) {
    return notes.failed(
      "proxy",
      `${proxy.host} (${proxy.why}) does not speak as a proxy does: ${tunnelled.message}`,
      "Check that host and port are those of an HTTP proxy; SOCKS is not supported.",
      OUTSIDE,
    );
  }
  if (tunnelled?.status === 407) {
    return notes.failed(
      "proxy",
      `${proxy.host} (${proxy.why}) asks for credentials (407)`,
      "Give user and password in the proxy's URL: http://user:password@host:port.",
      OUTSIDE,
    );
  }
  if (tunnelled !== undefined && tunnelled.status !== 200) {
    return notes.failed(
      "proxy",
      `${proxy.host} (${proxy.why}) refuses the way to the vendor (${tunnelled.status})`,
      "Ask whoever runs the proxy to allow this host, or leave it out through NO_PROXY.",
      OUTSIDE,
    );
  }
  return notes.ok("proxy", `${proxy.host}, reached in ${shownMs(reached.ms)}: ${proxy.why}`);
}

/** The connection to the vendor itself. `connected` is absent where it could not be tried. */
export function checkConnection(
  group: string,
  { host, proxy }: Way,
  connected: Step<object> | undefined,
  waiting: string,
): Check {
  const notes = notesOf(group);
  if (connected === undefined) return notes.skipped("connection", waitsFor(waiting));
  const through = proxy.host === undefined ? "" : " through the proxy";
  if (connected.ok) return notes.ok("connection", `${host}${through} in ${shownMs(connected.ms)}`);
  const isRefused = connected.code === "ECONNREFUSED";
  return notes.failed(
    "connection",
    isRefused ? `${host} refused the connection` : `${host} was not reached: ${connected.message}`,
    isRefused
      ? "Check host and port in the instance's URL, and whether a firewall stands between."
      : "Check the instance's URL, this machine's network and firewall, and whether a proxy is needed (`proxy`).",
    OUTSIDE,
  );
}

// --- internal ---

/** The exit code of what lies outside this machine. */
const OUTSIDE = 3;
