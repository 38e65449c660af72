import { durableStep } from "../../durable-step.ts";
import { InterruptedError, SinkError } from "../../errors.ts";
import { throwIfStopped } from "../../http/interruption.ts";
import type { Sink } from "../sink.ts";
import { chunksOf } from "./chunks.ts";

/** What the lines are written to: standard output, as a rule. */
export type LineOutput = Pick<NodeJS.WritableStream, "write" | "on" | "off">;

/**
 * Lines of JSON to a stream, no faster than its reader takes them. What was written before a crash cannot be taken
 * back, so the page that was under way comes again.
 */
export function createStreamSink(name: string, output: LineOutput): Sink {
  return {
    name,
    guarantee: "at least once",
    resume: async () => undefined,
    async write(events, signal) {
      durableStep("sink to be written");
      for (const chunk of chunksOf(events, CHUNK_BYTES)) {
        throwIfStopped(signal);
        await taken(output, chunk);
      }
      durableStep("sink written");
      return null;
    },
    close: async () => undefined,
  };
}

// --- internal ---

/** As a rule what a pipe holds. */
const CHUNK_BYTES = 64 * 1024;

/** Resolves when the system has the bytes. */
async function taken(output: LineOutput, bytes: Buffer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const settle = (error?: Error | null) => (error ? reject(error) : resolve(undefined));
  // A stream that fails says so in both ways; nobody else might listen.
  output.on("error", settle);
  try {
    output.write(bytes, settle);
    await promise;
  } catch (cause) {
    throw outputFault(cause);
  } finally {
    output.off("error", settle);
  }
}

function outputFault(cause: unknown): InterruptedError | SinkError {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EPIPE" || code === "ERR_STREAM_DESTROYED") {
    const hint = "What was not read comes again with the next collection.";
    return new InterruptedError("Nobody reads standard output any more.", hint, { cause });
  }
  return new SinkError(
    `Standard output cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
    "Check where it leads to. What was not committed comes again with the next collection.",
    { cause },
  );
}
