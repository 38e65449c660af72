import { ParameterError, type Connect, type HttpOptions } from "soarkit";
import soarkit from "soarkit/package.json" with { type: "json" };
import { createIncydr, type Incydr } from "./_api/incydr.ts";
import { clientCredentials, consoleCredentials } from "./_api/oauth.ts";
import type { Code42 } from "./_manifest.gen.ts";

/**
 * Incydr as the instance's parameters say.
 * @throws ParameterError with every fault of URL, region and client id
 */
export const connect: Connect<Code42["params"], Incydr> = ({ params, http }) => {
  const faults: Fault[] = [];
  const api = parseUrl(params.api_url, "api_url", faults);
  const given = params.console_url?.trim() ? parseUrl(params.console_url, "console_url", faults) : undefined;
  if (api) faults.push(...regionFaults(api, given));
  faults.push(...clientIdFaults(params.credentials.identifier), ...certificateFaults(params));
  if (!api || faults.length > 0) {
    throw new ParameterError(faults.map(({ message }) => message).join(" "), faults.map(({ hint }) => hint).join(" "));
  }
  const { identifier, password } = params.credentials;
  const shared = { userAgent: `soarkit/${soarkit.version} (Code42; code42.com)`, ...wayOf(params) };
  // A simulator is both hosts in one.
  const host = withoutSlash(given ?? (isLoopback(api) ? api : consoleOf(api)));
  return createIncydr({
    gateway: http({ ...shared, baseUrl: withoutSlash(api), auth: clientCredentials(identifier, password) }),
    console: http({ ...shared, baseUrl: host, auth: consoleCredentials(identifier, password) }),
    consoleUrl: withoutSlash(given ?? consoleOf(api)),
  });
};

// --- internal ---

type Params = Code42["params"];

interface Fault {
  message: string;
  hint: string;
}

/** With or without scheme, with or without a slash at the end. Plain HTTP only to this machine. */
function parseUrl(text: string, parameter: string, faults: Fault[]): URL | undefined {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  const hint = `Set ${parameter} to a host such as ${parameter === "api_url" ? "api" : "console"}.us.code42.com.`;
  if (!url || url.hostname === "" || !["https:", "http:"].includes(url.protocol)) {
    faults.push({ message: `${parameter} is no URL: "${trimmed}".`, hint });
    return undefined;
  }
  if (url.username || url.password || url.search || url.hash || (!isLoopback(url) && url.pathname !== "/")) {
    faults.push({ message: `${parameter} must be a host alone, without path, query or user.`, hint });
    return undefined;
  }
  if (url.protocol === "http:" && !isLoopback(url)) {
    faults.push({ message: `${parameter} must use https, got "${trimmed}".`, hint });
    return undefined;
  }
  return url;
}

/** Console and API of one tenant lie in one region: `console.ie.code42.com` goes with `api.ie.code42.com`. */
function regionFaults(api: URL, consoleUrl: URL | undefined): Fault[] {
  if (isLoopback(api)) return [];
  if (api.hostname.startsWith("console.")) {
    const region = api.hostname.slice("console.".length);
    return [{ message: `api_url is no API domain: ${api.hostname}.`, hint: `Did you mean api.${region}?` }];
  }
  if (!api.hostname.startsWith("api.")) {
    // A gateway of the company's own, in front of Incydr's: only its administrator knows the console behind it.
    if (consoleUrl) return [];
    return [
      {
        message: `The address of the console cannot be derived from api_url: ${api.hostname}.`,
        hint: "Set console_url to the host you sign in to, such as console.us.code42.com, or api_url to that host's api.",
      },
    ];
  }
  if (consoleUrl === undefined || consoleUrl.hostname === consoleOf(api).hostname) return [];
  return [
    {
      message: `console_url and api_url are of different regions: ${consoleUrl.hostname} and ${api.hostname}.`,
      hint: `With ${api.hostname} goes ${consoleOf(api).hostname}; take the region of the console you sign in to.`,
    },
  ];
}

function clientIdFaults(clientId: string): Fault[] {
  if (clientId.startsWith("key-") && !clientId.includes("@")) return [];
  return [
    {
      message: `The API client id must begin with "key-" and hold no "@", got "${clientId}".`,
      hint: "Give the id of an API client, not a user name; the Incydr console shows it under API Clients.",
    },
  ];
}

/** One is of no use without the other. */
function certificateFaults({ client_certificate: certificate, client_certificate_key: key }: Params): Fault[] {
  if ((certificate === undefined) === (key === undefined)) return [];
  const [given, lacking] = certificate === undefined ? ["_key", ""] : ["", "_key"];
  return [
    {
      message: `client_certificate${given} is set without client_certificate${lacking}.`,
      hint: `Set client_certificate${lacking}, too, or neither.`,
    },
  ];
}

/** How the requests travel, beside what every instance can say. */
function wayOf(params: Params): Pick<HttpOptions, "proxy" | "clientCertificate"> {
  const { http_proxy: proxy, client_certificate: cert, client_certificate_key: key } = params;
  return {
    ...(proxy && { proxy: proxy.reveal() }),
    ...(cert !== undefined && key !== undefined && { clientCertificate: { cert, key } }),
  };
}

function consoleOf(api: URL): URL {
  // A simulator has no console; links then lead to the default one.
  return new URL(
    isLoopback(api) ? "https://console.us.code42.com" : `https://${api.host.replace(/^api\./, "console.")}`,
  );
}

function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
}

function withoutSlash(url: URL): string {
  return url.href.replace(/\/+$/, "");
}
