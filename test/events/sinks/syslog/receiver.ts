// A receiver of syslog over TCP or TLS, which reads frames and messages strictly.
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

export interface Message {
  facility: number;
  severity: number;
  timestamp: string;
  host: string;
  app: string;
  process: string;
  id: string;
  data: Record<string, Record<string, string>>;
  /** Without the byte order mark. */
  text: string;
  isMarked: boolean;
}

/** The messages of a connection's bytes: octet counting of RFC 6587 §3.4.1. Throws where the last one is torn. */
export function messagesIn(bytes: Buffer): Message[] {
  const messages: Message[] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const length = bytes.toString("latin1", at, space);
    if (space === -1 || !/^[1-9]\d*$/u.test(length)) throw new Error(`no MSG-LEN at ${at}: ${length.slice(0, 20)}`);
    const end = space + 1 + Number(length);
    if (end > bytes.length) throw new Error(`torn: ${end - bytes.length} bytes are missing`);
    messages.push(parseMessage(bytes.subarray(space + 1, end)));
    at = end;
  }
  return messages;
}

/** RFC 5424 §6, to the letter. */
export function parseMessage(bytes: Buffer): Message {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const head =
    /^<(0|[1-9]\d{0,2})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) /u.exec(
      text,
    );
  if (!head) throw new Error(`no HEADER: ${text.slice(0, 100)}`);
  const [whole, priority, timestamp = "", host = "", app = "", process = "", id = ""] = head;
  if (Number(priority) > 191) throw new Error(`PRIVAL ${priority}`);
  let rest = text.slice(whole.length);
  const data: Message["data"] = {};
  const element = /^\[([!#-<>-\\^-~]{1,32})((?: [!#-<>-\\^-~]{1,32}="(?:[^"\\\]]|\\["\\\]])*")*)\]/u;
  for (let match = element.exec(rest); match; match = element.exec(rest)) {
    const [all, name = "", params = ""] = match;
    const pairs = params.matchAll(/ ([^=]+)="((?:[^"\\\]]|\\["\\\]])*)"/gu);
    data[name] = Object.fromEntries(
      [...pairs].map(([, key = "", value = ""]) => [key, value.replaceAll(/\\(["\\\]])/gu, "$1")]),
    );
    rest = rest.slice(all.length);
  }
  if (Object.keys(data).length === 0) throw new Error(`no STRUCTURED-DATA: ${rest.slice(0, 100)}`);
  if (!rest.startsWith(" ")) throw new Error(`no space before MSG: ${rest.slice(0, 20)}`);
  const message = rest.slice(1);
  const isMarked = message.startsWith("\ufeff");
  if (!isMarked && /[^\0-\x7f]/u.test(message)) throw new Error("UTF-8 without its byte order mark");
  return {
    facility: Math.floor(Number(priority) / 8),
    severity: Number(priority) % 8,
    timestamp,
    host,
    app,
    process,
    id,
    data,
    text: isMarked ? message.slice(1) : message,
    isMarked,
  };
}

export interface SyslogReceiver {
  /** host:port */
  at: string;
  /** What each connection has sent, in the order in which they were opened. */
  connections: { socket: Socket; bytes: () => Buffer; isEnded: () => boolean }[];
  close(): Promise<void>;
}

/**
 * @param meet takes a connection in the place of reading it to its end and closing it; `count` is 1 for the first. Gives
 *   true where it leaves that to the receiver
 */
export async function receiveSyslog({
  tls,
  meet,
}: { tls?: TlsOptions; meet?: (socket: Socket, count: number) => boolean } = {}): Promise<SyslogReceiver> {
  const connections: SyslogReceiver["connections"] = [];
  const sockets = new Set<Socket>();
  const onSocket = (socket: Socket) => {
    const chunks: Buffer[] = [];
    let isEnded = false;
    connections.push({ socket, bytes: () => Buffer.concat(chunks), isEnded: () => isEnded });
    socket.on("error", () => undefined);
    if (meet && !meet(socket, connections.length)) return;
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("end", () => {
      isEnded = true;
      socket.end();
    });
  };
  const server = tls
    ? createTlsServer({ ...tls, allowHalfOpen: true }, onSocket)
    : createServer({ allowHalfOpen: true }, onSocket);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    at: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
