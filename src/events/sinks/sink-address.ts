import { ArgumentError } from "../../errors.ts";
import type { Environment } from "../../instance/environment.ts";
import { SINK_NAME, type SinkConfig } from "../../instance/sinks/sink-config.ts";
import { secretSettings, sinkTypes, toSinkConfig } from "../../instance/sinks/to-sink-config.ts";
import { didYouMean } from "../../nearest.ts";

/**
 * The sink that an address on the command line describes; undefined for a plain word, which names one of `soar.yml`.
 * Secrets come from `env`: SOAR_SINK_TOKEN for Splunk, SOAR_SINK_URL for Sumo Logic.
 * @throws ArgumentError for an address that is none, that lacks something or that holds a secret
 */
export function parseSinkAddress(text: string, env: Environment): SinkConfig | undefined {
  if (SINK_NAME.test(text)) return undefined;
  const { type, name, settings, query } = split(text, env);
  const known = sinkTypes[type].filter((key) => !IN_FILES_ONLY.has(key));
  const faults = [...new Set(query.keys())].flatMap((key) => queryFault(key, type, known));
  for (const [key, value] of query) if (known.includes(key)) settings.set(key, value);
  const outcome = toSinkConfig(name, type, settings);
  if ("config" in outcome && faults.length === 0) return outcome.config;
  if ("faults" in outcome) faults.push(...outcome.faults.map((fault) => fromEnvironment(fault, type)));
  const hints = [...new Set(faults.map(({ hint }) => hint))].join(" ");
  throw new ArgumentError(`--sink: ${faults.map(({ message }) => message).join(" ")}`, hints);
}

// --- internal ---

interface Address {
  type: SinkConfig["type"];
  name: string;
  settings: Map<string, string>;
  query: URLSearchParams;
}

interface Fault {
  message: string;
  hint: string;
}

/** What an address says elsewhere than behind its question mark, what is a secret, and what fills pages. */
const IN_FILES_ONLY = new Set(["path", "url", "token", "key", "certificate", "ca", "proxy"]);

const SCHEMES = ["file:", "store:", "sumo:", "splunk+https:", "syslog+tcp:", "syslog+tls:"];

function split(text: string, env: Environment): Address {
  const [, before = "", after = ""] = /^([^?]*)(?:\?(.*))?$/su.exec(text) ?? [];
  const query = new URLSearchParams(after);
  if (before === "-") return { type: "stdout", name: "stdout", settings: new Map(), query };
  // A single letter before a colon is a drive of Windows.
  const [, scheme = ""] = /^([a-z][a-z\d+.-]+:)/iu.exec(before) ?? [];
  switch (scheme.toLowerCase()) {
    case "":
      return fileAddress(before, query);
    case "file:":
      return fileAddress(before.slice(scheme.length).replace(/^\/\/(?=\/)/u, ""), query);
    case "store:":
      return { type: "store", name: "store", settings: new Map(), query };
    case "sumo:":
      if (before.length > scheme.length) throw undecided();
      return { type: "sumo", name: "sumo", settings: given({ url: env.SOAR_SINK_URL }), query };
    case "splunk+https:":
    case "splunk+http:":
      return splunkAddress(before.slice("splunk+".length), query, env);
    case "https:":
    case "http:":
      if (/\/services\/collector(\/|$)/u.test(before)) return splunkAddress(before, query, env);
      throw undecided();
    case "syslog+tcp:":
    case "syslog+tls:":
      return { type: "syslog", name: addressName(before), settings: given({ url: before }), query };
    default:
      throw new ArgumentError(
        `--sink: nothing is known that is addressed by ${scheme}${didYouMean(scheme, SCHEMES)}`,
        `Write - for standard output, a path, a name of soar.yml's sinks, or an address that begins with ` +
          `${SCHEMES.join(", ")}. A file of this name is file:./NAME.`,
      );
  }
}

function fileAddress(path: string, query: URLSearchParams): Address {
  return { type: "file", name: `file:${path}`, settings: given({ path }), query };
}

function splunkAddress(url: string, query: URLSearchParams, env: Environment): Address {
  const settings = given({ url, token: env.SOAR_SINK_TOKEN });
  return { type: "splunk", name: `splunk+${addressName(url)}`, settings, query };
}

/** Where it leads, without what could be a secret. */
function addressName(text: string): string {
  const url = URL.parse(text);
  return url ? `${url.protocol}//${url.host}` : "";
}

function given(values: Record<string, string | undefined>): Map<string, string> {
  return new Map(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

function queryFault(key: string, type: SinkConfig["type"], known: readonly string[]): Fault[] {
  if (known.includes(key)) return [];
  if (secretSettings[type].includes(key) || /token|secret|password|key/iu.test(key)) {
    return [{ message: `"${key}" is a secret, which others can see on a command line.`, hint: SECRETS }];
  }
  const all = known.length === 0 ? "It has no settings." : `Settings of this sink are: ${known.join(", ")}.`;
  return [{ message: `"${key}" is no setting that an address can have.${didYouMean(key, known)}`, hint: all }];
}

/** What is missing from an address because it is a secret is to be set elsewhere. */
function fromEnvironment(fault: Fault, type: SinkConfig["type"]): Fault {
  const missing = type === "sumo" ? '"url" is missing.' : '"token" is missing.';
  if (fault.message !== missing) return fault;
  const variable = type === "sumo" ? "SOAR_SINK_URL" : "SOAR_SINK_TOKEN";
  return { message: `${variable} is not set.`, hint: SECRETS };
}

const SECRETS =
  "Secrets come from the environment (SOAR_SINK_TOKEN: Splunk's token; SOAR_SINK_URL: the URL of a Sumo Logic source, " +
  "with --sink sumo:), or describe the sink in soar.yml: sinks: [{ name: siem, type: splunk, url: https://…, token: " +
  "${env:NAME} }], and say --sink siem.";

/** The URL is not repeated: Sumo Logic's is a secret. */
function undecided(): ArgumentError {
  return new ArgumentError(
    "--sink: what the web address expects cannot be told from it, and if it is that of a Sumo Logic source, it is a " +
      "secret that others can see on a command line.",
    `For Splunk write splunk+https://HOST:8088. ${SECRETS}`,
  );
}
