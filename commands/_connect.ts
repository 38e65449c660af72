import { ParameterError, type Connect } from "soarkit";
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
  faults.push(...clientIdFaults(params.credentials.identifier));
  if (!api || faults.length > 0) {
    throw new ParameterError(faults.map(({ message }) => message).join(" "), faults.map(({ hint }) => hint).join(" "));
  }
  const { identifier, password } = params.credentials;
  const userAgent = `soarkit/${soarkit.version} (Code42; code42.com)`;
  // A simulator is both hosts in one.
  const console = withoutSlash(given ?? (isLoopback(api) ? api : consoleOf(api)));
  return createIncydr({
    gateway: http({ baseUrl: withoutSlash(api), auth: clientCredentials(identifier, password), userAgent }),
    console: http({ baseUrl: console, auth: consoleCredentials(identifier, password), userAgent }),
    consoleUrl: withoutSlash(given ?? consoleOf(api)),
  });
};

// --- internal ---

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
  if (!api.hostname.startsWith("api.")) {
    const region = api.hostname.startsWith("console.") ? api.hostname.slice("console.".length) : "us.code42.com";
    return [{ message: `api_url is no API domain: ${api.hostname}.`, hint: `Did you mean api.${region}?` }];
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
