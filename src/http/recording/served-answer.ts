import { Readable } from "node:stream";
import { ProxyError } from "../network-fault.ts";
import type { WireAnswer } from "../wire.ts";
import type { RecordedAnswer, RecordedFault } from "./recording.ts";

/** What the network gave when this was recorded. @throws the fault that was recorded */
export function serveAnswer(answer: RecordedAnswer | RecordedFault): WireAnswer {
  if ("fault" in answer) throw faultOf(answer.fault);
  const { status, headers } = answer;
  const bytes = bytesOf(answer);
  const body = new Readable({
    read() {
      if (bytes.length > 0) this.push(bytes);
      this.push(null);
    },
  });
  return { status, headers: { ...headers }, body };
}

/** A fault's name in a recording; that of a proxy tells its status, too. */
export function faultName({ code, cause }: { code: string; cause: Error }): string {
  return cause instanceof ProxyError && cause.status !== undefined ? `${code} ${cause.status}` : code;
}

// --- internal ---

function bytesOf({ headers, body, base64 }: RecordedAnswer): Buffer {
  if (base64 !== undefined) return Buffer.from(base64, "base64");
  if (body === undefined) return Buffer.alloc(0);
  const isText = typeof body === "string" && !(headers["content-type"] ?? "").includes("json");
  return Buffer.from(isText ? body : JSON.stringify(body));
}

/** The system calls of a connection that does not come about: nothing of the request was sent then. */
const SYSCALLS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connect",
  EHOSTUNREACH: "connect",
  ENETUNREACH: "connect",
  ENOTFOUND: "getaddrinfo",
  EAI_AGAIN: "getaddrinfo",
};

function faultOf(name: string): Error {
  const [, status] = /^PROXY(?: (\d{3}))?$/.exec(name) ?? [undefined, undefined];
  if (name.startsWith("PROXY")) return new ProxyError("on the way", status === undefined ? undefined : Number(status));
  const syscall = SYSCALLS[name];
  return Object.assign(new Error(`${name} (recorded)`), { code: name, ...(syscall === undefined ? {} : { syscall }) });
}
