import { connect as connectTcp, isIP } from "node:net";
import { connect as connectTls } from "node:tls";
import { durableStep } from "../../../durable-step.ts";
import { unbracketed } from "../../../http/proxy.ts";
import { tlsOptions } from "../../../http/routes.ts";
import type { SyslogConfig } from "../../../instance/sinks/sink-config.ts";
import type { Sink } from "../../sink.ts";
import { persist, type Handing, type Patience } from "../persist.ts";
import { unreached } from "../unreached.ts";
import { deliver } from "./deliver.ts";
import { framesOf, type SyslogHeader } from "./frames.ts";

export interface SyslogOptions extends Patience {
  /** The name of this machine. */
  hostName: string;
  /** The number of this process. */
  process: string;
  /** How long the receiver may stand still. @default 30,000 */
  tryMs?: number;
  /** How long it may take to close its side once all is sent. @default 10,000 */
  closeMs?: number;
}

/**
 * Events to a receiver of RFC 5424 over TCP (RFC 6587, octet counting) or TLS (RFC 5425). Each page has a connection of
 * its own, which the receiver closes when it has read to the end; a connection that breaks before is made again, and the
 * page sent again. What the receiver loses after it has read it, nobody learns.
 */
export function createSyslogSink(config: SyslogConfig, stream: string, options: SyslogOptions): Sink {
  const { name, facility, severity, app, host: from = options.hostName } = config;
  const { log, tryMs: idleMs = 30_000, closeMs = 10_000 } = options;
  const header: SyslogHeader = { facility, severity, app, stream, host: from, process: options.process };
  const connect = connector(config);
  const { host } = new URL(config.url);
  let isTold = false;

  return {
    name,
    guarantee: "at least once",
    resume: async () => undefined,
    async write(events, signal) {
      if (events.length === 0) return null;
      durableStep("sink to be written");
      await persist(() => send(), options, signal);
      durableStep("sink written");
      return null;

      async function send(): Promise<Handing<null>> {
        try {
          tell(await deliver(framesOf(events, header), connect, { idleMs, closeMs, signal }));
          return { kind: "taken", value: null };
        } catch (thrown) {
          return unreached(thrown, { name, label: "syslog", host });
        }
      }
    },
    close: async () => undefined,
  };

  function tell(isRead: boolean): void {
    if (isRead || isTold) return;
    isTold = true;
    log.warn("The receiver took the events but did not close its side, so whether it has read them all is not known", {
      sink: name,
    });
  }
}

// --- internal ---

function connector({ url, ca, insecure, certificate, key }: SyslogConfig) {
  const { protocol, hostname, port } = new URL(url);
  const host = unbracketed(hostname);
  if (protocol === "syslog+tcp:") {
    const to = { host, port: Number(port || TCP_PORT) };
    return () => ({ socket: connectTcp(to), connected: "connect" as const });
  }
  const clientCertificate = certificate === undefined || key === undefined ? undefined : { cert: certificate, key };
  const settings = {
    ...(insecure ? { insecure } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...(clientCertificate && { clientCertificate }),
  };
  // An address is no server's name (RFC 6066 §3).
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const to = { host, port: Number(port || TLS_PORT), ...tlsOptions(settings, true), ...servername };
  return () => ({ socket: connectTls(to), connected: "secureConnect" as const });
}

/** IANA's syslog-conn and syslog-tls. */
const TCP_PORT = 601;
const TLS_PORT = 6514;
