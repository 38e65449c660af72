import type { Secret } from "../../secrets.ts";

/** Where events go, as `soar.yml` or an address on the command line describes it. */
export type SinkConfig =
  | FileConfig
  | { type: "stdout"; name: string }
  | { type: "store"; name: string }
  | SumoConfig
  | SplunkConfig
  | SyslogConfig;

export interface FileConfig {
  type: "file";
  name: string;
  /** Relative to the folder that holds `soar.yml`, or to the working folder. */
  path: string;
  /** From how many bytes on a new file is begun. */
  rotateBytes: number;
}

/** How a receiver is reached. */
export interface SinkWay {
  /** Certificates to trust beside those of this machine, as PEM. */
  ca?: string;
  /** Trust any certificate. */
  insecure?: boolean;
}

export interface HttpWay extends SinkWay {
  /** `true`: as the environment says; a text: that proxy. */
  proxy?: boolean | string;
}

/** An HTTP source of Sumo Logic. Whoever knows its URL can write to it. */
export interface SumoConfig extends HttpWay {
  type: "sumo";
  name: string;
  url: Secret;
  /** Sent as X-Sumo-Category, -Name, -Host and -Fields. */
  category?: string;
  source?: string;
  host?: string;
  fields?: string;
}

/** An HTTP event collector of Splunk. */
export interface SplunkConfig extends HttpWay {
  type: "splunk";
  name: string;
  url: string;
  token: Secret;
  index?: string;
  source?: string;
  sourcetype?: string;
  host?: string;
}

/** A receiver of RFC 5424 over TCP, with or without TLS. */
export interface SyslogConfig extends SinkWay {
  type: "syslog";
  name: string;
  /** `syslog+tcp://host:port` or `syslog+tls://host:port`. */
  url: string;
  /** RFC 5424 §6.2.1. */
  facility: number;
  severity: number;
  app: string;
  host?: string;
  /** What this client proves itself with, as PEM. */
  certificate?: string;
  key?: Secret;
}

/** What the name of a sink looks like: never like a path or an address. */
export const SINK_NAME = /^[A-Za-z][\w-]{0,63}$/u;

/** Every secret of a sink, for masking. */
export function sinkSecrets(config: SinkConfig): Secret[] {
  switch (config.type) {
    case "sumo":
      return [config.url];
    case "splunk":
      return [config.token];
    case "syslog":
      return config.key ? [config.key] : [];
    default:
      return [];
  }
}
