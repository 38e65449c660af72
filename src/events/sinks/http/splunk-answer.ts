import { SinkError } from "../../../errors.ts";
import { isRecord } from "../../../json.ts";
import type { Handing } from "../persist.ts";
import type { PostAnswer } from "./post.ts";

/**
 * What an HTTP event collector's answer means. Given is the acknowledgement's id, where it keeps some.
 * https://docs.splunk.com/Documentation/Splunk/latest/Data/TroubleshootHTTPEventCollector
 * @throws SinkError for what no other try can mend
 */
export function judgeAnswer({ status, text, retryAfterMs }: PostAnswer, name: string): Handing<number | undefined> {
  const { code, said, ackId } = parse(text);
  if (status >= 200 && status < 300) {
    if (code === 0) return { kind: "taken", value: ackId };
    throw new SinkError(
      `Sink ${name}: what answered is no HTTP event collector (${status.toString()}).`,
      "Check the sink's `url`: scheme and port are those of the collector (8088 as a rule), not of Splunk's pages.",
    );
  }
  const why = said === undefined ? status.toString() : `${status.toString()}, code ${String(code)}: ${said}`;
  const what = `Sink ${name}: Splunk refused the events (${why})`;
  if (status === 429 || status >= 500) {
    const hint = "Its queues are full or it is disturbed. What was not committed comes again with the next collection.";
    const error = (tries: number) => new SinkError(`${what}, ${tries.toString()} tries.`, hint);
    return { kind: "again", error, afterMs: retryAfterMs };
  }
  throw new SinkError(`${what}.`, CODE_HINTS[code ?? -1] ?? STATUS_HINTS[status] ?? "Check the sink's `url`.");
}

// --- internal ---

const TOKEN = "Check the sink's `token`: an administrator of Splunk can show or renew it.";

/** Who has to do what, by the collector's own codes. */
const CODE_HINTS: Readonly<Record<number, string>> = {
  1: "The token is switched off: an administrator of Splunk can switch it on.",
  2: TOKEN,
  3: TOKEN,
  4: TOKEN,
  7: "The token may not write to this index: correct the sink's `index`, or have an administrator of Splunk allow it.",
};

const STATUS_HINTS: Readonly<Record<number, string>> = {
  400: "Splunk cannot read what it was sent. Check the sink's `index`, `source`, `sourcetype` and `host`.",
  401: TOKEN,
  403: TOKEN,
  404: "Check the sink's `url`: there is no HTTP event collector, or it is switched off.",
  413: "An event is larger than the collector takes: max_content_length of [http_input] in Splunk's limits.conf.",
};

function parse(text: string): { code?: number; said?: string; ackId?: number } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (!isRecord(value)) return {};
  const { code, text: said, ackId } = value;
  return {
    ...(typeof code === "number" ? { code } : {}),
    ...(typeof said === "string" ? { said: said.slice(0, 200) } : {}),
    ...(typeof ackId === "number" ? { ackId } : {}),
  };
}
