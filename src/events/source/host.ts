import { didYouMean } from "../../nearest.ts";

/**
 * What is wrong with an address that must be one of these hosts, with or without `https://` and a slash at its end;
 * undefined: nothing. This machine may stand in for any, also without TLS.
 */
export function readHost(text: string, hosts: readonly string[]): { message: string; hint: string } | undefined {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z][\w+.-]*:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`);
  const hint = `Take the one that belongs to the console you sign in to: ${hosts.join(", ")}.`;
  if (url === null || url.hostname === "" || url.username !== "" || url.password !== "") {
    return { message: "it is no address.", hint };
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) {
    return { message: "it must begin with https://.", hint };
  }
  if (isLoopback(url)) return undefined;
  if (!hosts.includes(url.host)) {
    return { message: `${url.host.slice(0, 100)} is none of its hosts.${didYouMean(url.host, hosts)}`, hint };
  }
  const isBare = ["", "/"].includes(url.pathname) && url.search === "" && url.hash === "";
  return isBare ? undefined : { message: "it must be a host alone, without a path.", hint };
}

// --- internal ---

function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}
