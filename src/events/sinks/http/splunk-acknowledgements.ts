import { SinkError } from "../../../errors.ts";
import { isRecord } from "../../../json.ts";
import { persist, type Handing, type Patience } from "../persist.ts";
import type { PostAnswer } from "./post.ts";
import { judgeAnswer } from "./splunk-answer.ts";

/**
 * Waits until an HTTP event collector says that requests are indexed.
 * https://docs.splunk.com/Documentation/Splunk/latest/Data/AboutHECIDXAck
 * @param options.ask sends the question
 */
export function createAcknowledgements(
  options: Patience & { name: string; ask: (body: Buffer, signal: AbortSignal) => Promise<Handing<PostAnswer>> },
): (ids: readonly number[], signal: AbortSignal) => Promise<void> {
  const { name, ask } = options;
  return async (ids, signal) => {
    let missing = [...ids];
    if (missing.length === 0) return;
    await persist(
      async () => {
        const answer = await ask(Buffer.from(JSON.stringify({ acks: missing })), signal);
        if (answer.kind === "again") return answer;
        const said = answer.value.status === 200 ? parse(answer.value.text) : undefined;
        if (!said) {
          // A refusal is thrown or worth another try; what is neither is no answer of a collector.
          const judged = judgeAnswer(answer.value, name);
          return judged.kind === "again" ? judged : late();
        }
        missing = missing.filter((id) => said[id] !== true);
        return missing.length === 0 ? { kind: "taken", value: null } : late();
      },
      options,
      signal,
    );

    function late(): Handing<null> {
      return {
        kind: "again",
        error: () =>
          new SinkError(
            `Sink ${name}: Splunk took the events, but has not said in time that they are indexed.`,
            "They come again with the next collection, and are told apart by `_id`. Ask an administrator of Splunk " +
              "what holds its indexers up.",
          ),
      };
    }
  };
}

// --- internal ---

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && isRecord(value.acks) ? value.acks : undefined;
  } catch {
    return undefined;
  }
}
