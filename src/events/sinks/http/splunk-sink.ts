import { durableStep } from "../../../durable-step.ts";
import { throwIfStopped } from "../../../http/interruption.ts";
import type { SplunkConfig } from "../../../instance/sinks/sink-config.ts";
import type { SentEvent } from "../../events.ts";
import type { Sink } from "../../sink.ts";
import { persist, type Handing, type Patience } from "../persist.ts";
import { batchesOf } from "./batches.ts";
import { forStream } from "./for-stream.ts";
import { createPost } from "./post.ts";
import { createAcknowledgements } from "./splunk-acknowledgements.ts";
import { judgeAnswer } from "./splunk-answer.ts";

/**
 * Events to an HTTP event collector of Splunk. Batches hold up to 1 MB before they are packed. Where the token asks for
 * acknowledgements, a write resolves once all its events are indexed.
 * https://docs.splunk.com/Documentation/Splunk/latest/Data/FormateventsforHTTPEventCollector
 */
export function createSplunkSink(
  config: SplunkConfig,
  stream: string,
  options: Patience & { tryMs?: number; newId: () => string },
): Sink {
  const { name, token } = config;
  const post = createPost({ ...options, way: config, name });
  const base = config.url.replace(/\/(services\/collector(\/.*)?)?$/su, "");
  const headers = () => ({
    Authorization: `Splunk ${token.reveal()}`,
    "Content-Type": "application/json",
    // Acknowledgements are counted by channel; a token that asks for none takes no notice.
    "X-Splunk-Request-Channel": channel,
  });
  const channel = options.newId();
  const acknowledged = createAcknowledgements({
    ...options,
    name,
    ask: (body, signal) => {
      const [url, label] = [`${base}/services/collector/ack`, "POST /services/collector/ack"];
      return post({ url, headers: headers(), body, isPacked: false, label, signal });
    },
  });
  const labels = labelsOf(config, stream);

  return {
    name,
    guarantee: "at least once",
    resume: async () => undefined,
    async write(events, signal) {
      const waiting: number[] = [];
      const texts = events.values().map((event) => envelope(event, labels));
      for (const { body } of batchesOf(texts, BATCH_BYTES)) {
        throwIfStopped(signal);
        durableStep("sink to be written");
        const ackId = await persist(() => send(body, signal), options, signal);
        durableStep("sink written");
        if (ackId !== undefined) waiting.push(ackId);
      }
      await acknowledged(waiting, signal);
      return null;
    },
    close: async () => undefined,
  };

  async function send(body: Buffer, signal: AbortSignal): Promise<Handing<number | undefined>> {
    const [url, label] = [`${base}/services/collector/event`, "POST /services/collector/event"];
    const answer = await post({ url, headers: headers(), body, isPacked: true, label, signal });
    return answer.kind === "taken" ? judgeAnswer(answer.value, name) : answer;
  }
}

// --- internal ---

/** What Splunk's cloud takes at most. */
const BATCH_BYTES = 1_000_000;

/** The labels as they stand in each envelope, behind the time. */
function labelsOf({ host, source, sourcetype, index }: SplunkConfig, stream: string): string {
  const given = Object.entries({ host, source, sourcetype, index });
  return given
    .flatMap(([key, value]) => (value === undefined ? [] : [`"${key}":${JSON.stringify(forStream(value, stream))},`]))
    .join("");
}

/** The line is JSON already. */
function envelope({ at, line }: SentEvent, labels: string): string {
  return `{"time":${(at / 1000).toFixed(3)},${labels}"event":${line}}`;
}
