import { Secret } from "../../secrets.ts";
import type {
  FileConfig,
  HttpWay,
  SinkConfig,
  SinkWay,
  SplunkConfig,
  SumoConfig,
  SyslogConfig,
} from "./sink-config.ts";
import { SinkValues, type SinkFault } from "./sink-values.ts";

/** The types of sinks and the settings that each has, beside `name` and `type`. */
export const sinkTypes: Readonly<Record<SinkConfig["type"], readonly string[]>> = {
  file: ["path", "rotate"],
  stdout: [],
  store: [],
  sumo: ["url", "category", "source", "host", "fields", "proxy", "ca", "insecure"],
  splunk: ["url", "token", "index", "source", "sourcetype", "host", "proxy", "ca", "insecure"],
  syslog: ["url", "facility", "severity", "app", "host", "certificate", "key", "ca", "insecure"],
};

/** Settings that nobody else may learn. */
export const secretSettings: Readonly<Record<SinkConfig["type"], readonly string[]>> = {
  file: [],
  stdout: [],
  store: [],
  sumo: ["url"],
  splunk: ["token"],
  syslog: ["key"],
};

export function isSinkType(text: string): text is SinkConfig["type"] {
  return Object.hasOwn(sinkTypes, text);
}

/** A sink of the settings given as texts, or everything that is wrong with them. */
export function toSinkConfig(
  name: string,
  type: SinkConfig["type"],
  texts: ReadonlyMap<string, string>,
): { config: SinkConfig } | { faults: SinkFault[] } {
  const values = new SinkValues(texts);
  const config = readers[type](name, values);
  return config === undefined || values.faults.length > 0 ? { faults: values.faults } : { config };
}

// --- internal ---

/** 100 MiB: large enough that few are made, small enough for an editor. */
const ROTATE_BYTES = 100 * 1024 * 1024;

const readers: Readonly<Record<SinkConfig["type"], (name: string, values: SinkValues) => SinkConfig | undefined>> = {
  file: readFile,
  stdout: (name) => ({ type: "stdout", name }),
  store: (name) => ({ type: "store", name }),
  sumo: readSumo,
  splunk: readSplunk,
  syslog: readSyslog,
};

function readFile(name: string, values: SinkValues): FileConfig | undefined {
  const path = values.required("path", "Name the file, such as events.ndjson.");
  const rotateBytes = values.size("rotate", ROTATE_BYTES);
  return path === undefined ? undefined : { type: "file", name, path, rotateBytes };
}

function readSumo(name: string, values: SinkValues): SumoConfig | undefined {
  const example = "the URL of the HTTP source as ${env:NAME}: whoever knows it can write to the source";
  const url = values.url("url", { schemes: ["https", "http"], example });
  const keys = ["category", "source", "host", "fields"] as const;
  const headers = present(keys, (key) => values.header(key));
  const way = httpWay(values);
  return url && { type: "sumo", name, url: new Secret(url.href), ...headers, ...way };
}

function readSplunk(name: string, values: SinkValues): SplunkConfig | undefined {
  const url = values.url("url", { schemes: ["https", "http"], example: "such as https://splunk.example.com:8088" });
  const token = values.required("token", "Give the collector's token as ${env:NAME} or ${file:PATH}.");
  values.header("token");
  const labels = present(["index", "source", "sourcetype", "host"], (key) => values.line(key));
  const way = httpWay(values);
  if (!url || token === undefined) return undefined;
  return { type: "splunk", name, url: url.href, token: new Secret(token), ...labels, ...way };
}

function readSyslog(name: string, values: SinkValues): SyslogConfig | undefined {
  const example = "such as syslog+tls://logs.example.com:6514";
  const url = values.url("url", { schemes: ["syslog+tls", "syslog+tcp"], example });
  const facility = values.choice("facility", FACILITIES, FACILITIES.indexOf("local0"));
  const severity = values.choice("severity", SEVERITIES, SEVERITIES.indexOf("info"));
  const { app = "soarkit", host } = present(["app", "host"], (key) => values.line(key));
  const identity = readIdentity(values);
  const way = sinkWay(values);
  return (
    url && {
      type: "syslog",
      name,
      url: url.href,
      facility,
      severity,
      app,
      ...(host === undefined ? {} : { host }),
      ...identity,
      ...way,
    }
  );
}

/** What a client proves itself with: both or neither. */
function readIdentity(values: SinkValues): Pick<SyslogConfig, "certificate" | "key"> {
  const has = { certificate: values.text("certificate") !== undefined, key: values.text("key") !== undefined };
  if (has.certificate !== has.key) {
    const [given, missing] = has.certificate ? ["certificate", "key"] : ["key", "certificate"];
    values.faults.push({ key: given, message: `"${given}" is there without "${missing}".`, hint: "Give both as PEM." });
  }
  const certificate = values.certificates("certificate");
  const key = certificate === undefined ? undefined : values.keyFor(certificate);
  return certificate === undefined || key === undefined ? {} : { certificate, key: new Secret(key) };
}

function present<K extends string>(
  keys: readonly K[],
  read: (key: K) => string | undefined,
): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const value = read(key);
    if (value !== undefined) found[key] = value;
  }
  return found;
}

function sinkWay(values: SinkValues): SinkWay {
  const ca = values.certificates("ca");
  return { ...(ca === undefined ? {} : { ca }), ...(values.flag("insecure") ? { insecure: true } : {}) };
}

function httpWay(values: SinkValues): HttpWay {
  const text = values.line("proxy");
  if (text === undefined || text === "false") return sinkWay(values);
  return { ...sinkWay(values), proxy: text === "true" ? true : text };
}

/** RFC 5424, table 1, by the names that syslog.conf knows. */
const FACILITIES = [
  ...["kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp"],
  ...["audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"],
];

/** RFC 5424, table 2. */
const SEVERITIES = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];
