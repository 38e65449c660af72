import { durableStep } from "../../../durable-step.ts";
import { SinkError } from "../../../errors.ts";
import { throwIfStopped } from "../../../http/interruption.ts";
import type { SumoConfig } from "../../../instance/sinks/sink-config.ts";
import type { Sink } from "../../sink.ts";
import { persist, type Handing, type Patience } from "../persist.ts";
import { batchesOf } from "./batches.ts";
import { forStream } from "./for-stream.ts";
import { createPost, type PostAnswer } from "./post.ts";

/**
 * Lines of JSON to an HTTP source of Sumo Logic. Batches hold up to 1 MiB before they are packed.
 * https://help.sumologic.com/docs/send-data/hosted-collectors/http-source/logs-metrics/upload-logs/
 */
export function createSumoSink(config: SumoConfig, stream: string, patience: Patience & { tryMs?: number }): Sink {
  const { name, url } = config;
  const post = createPost({ ...patience, way: config, name });
  const headers = headersOf(config, stream);

  return {
    name,
    guarantee: "at least once",
    resume: async () => undefined,
    async write(events, signal) {
      const lines = events.values().map(({ line }) => line);
      for (const { body } of batchesOf(lines, BATCH_BYTES)) {
        throwIfStopped(signal);
        durableStep("sink to be written");
        await persist(() => send(body, signal), patience, signal);
        durableStep("sink written");
      }
      return null;
    },
    close: async () => undefined,
  };

  async function send(body: Buffer, signal: AbortSignal): Promise<Handing<null>> {
    const label = "POST to Sumo Logic";
    const answer = await post({ url: url.reveal(), headers, body, isPacked: true, label, signal });
    return answer.kind === "taken" ? judged(answer.value, name) : answer;
  }
}

// --- internal ---

/** What Sumo Logic recommends at most. */
const BATCH_BYTES = 1024 * 1024;

function headersOf({ category, source, host, fields }: SumoConfig, stream: string): Record<string, string> {
  const named = { "X-Sumo-Category": category, "X-Sumo-Name": source, "X-Sumo-Host": host, "X-Sumo-Fields": fields };
  const given = Object.entries(named).flatMap(([header, value]) =>
    value === undefined ? [] : [[header, forStream(value, stream)] as const],
  );
  return { "Content-Type": "text/plain; charset=utf-8", ...Object.fromEntries(given) };
}

function judged({ status, retryAfterMs }: PostAnswer, name: string): Handing<null> {
  if (status >= 200 && status < 300) return { kind: "taken", value: null };
  const what = `Sink ${name}: Sumo Logic refused the events (${status.toString()})`;
  if (status === 429 || status >= 500) {
    const hint = "It is busy or disturbed. What was not committed comes again with the next collection.";
    return {
      kind: "again",
      error: (tries) => new SinkError(`${what}, ${tries.toString()} tries.`, hint),
      afterMs: retryAfterMs,
    };
  }
  throw new SinkError(`${what}.`, HINTS[status] ?? "Check the sink's `url`: it is to be that of an HTTP source.");
}

const HINTS: Readonly<Record<number, string>> = {
  400: "Check the sink's `category`, `source`, `host` and `fields`.",
  401: "The source's URL is not, or no longer, valid: an administrator of Sumo Logic can show the present one.",
  403: "The source's URL is not, or no longer, valid: an administrator of Sumo Logic can show the present one.",
  404: "The source's URL is not, or no longer, valid: an administrator of Sumo Logic can show the present one.",
  413: "An event is larger than the source takes. An administrator of Sumo Logic can say how large one may be.",
};
