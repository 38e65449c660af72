import { ParameterError } from "../errors.ts";

/** How an instance reaches its vendor: straight, as the environment says, or through one proxy. */
export type ProxySetting = boolean | string;

/** The environment variables that name proxies; the lower-case form wins, as it does for curl. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL; undefined for none. `environment` is only read when the setting says so.
 * @throws ParameterError when what is set is no proxy's URL
 */
export function proxyFor(url: URL, setting: ProxySetting, environment: () => ProxyEnvironment): URL | undefined {
  if (setting === false || setting === "") return undefined;
  if (typeof setting === "string") return parseProxy(setting, "the instance's proxy");
  const env = environment();
  if (isExempt(url, variable(env, "no_proxy"))) return undefined;
  const name = url.protocol === "https:" ? "https_proxy" : "http_proxy";
  const text = variable(env, name) || variable(env, "all_proxy");
  return text === "" ? undefined : parseProxy(text, name.toUpperCase());
}

/** An IPv6 address without the brackets that it has in URLs. */
export function unbracketed(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}

// --- internal ---

function variable(env: ProxyEnvironment, name: string): string {
  return (env[name] ?? env[name.toUpperCase()] ?? "").trim();
}

/** Proxies are often named without a scheme: `proxy:3128`. */
function parseProxy(text: string, where: string): URL {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:") || !isDecodable(url.username + url.password)) {
    throw new ParameterError(
      `${capitalise(where)} is no URL of an HTTP proxy.`,
      "Give it as http://host:port, or http://user:password@host:port; SOCKS is not supported.",
    );
  }
  return url;
}

/** `NO_PROXY`: hosts separated by commas or spaces; a host covers its subdomains, `*` covers all, a port may follow. */
function isExempt(url: URL, list: string): boolean {
  const host = unbracketed(url.hostname);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      if (entry === "*") return true;
      const wanted = /^(?:\[.*\]|[^:]*):(\d+)$/.exec(entry)?.[1];
      const name = unbracketed(wanted === undefined ? entry : entry.slice(0, -wanted.length - 1)).replace(/^\*?\./, "");
      if (name === "" || (wanted !== undefined && wanted !== port)) return false;
      return host === name || host.endsWith(`.${name}`);
    });
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
