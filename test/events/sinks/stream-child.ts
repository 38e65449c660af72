// Writes events to standard output without end; exits with 7 once nobody reads them any more.
import { InterruptedError } from "../../../src/errors.ts";
import { createStreamSink } from "../../../src/events/sinks/stream-sink.ts";
import { never, sent } from "./sent.ts";

const sink = createStreamSink("stdout", process.stdout);
const page = sent(["a", "b", "c"], "x".repeat(100_000));
try {
  for (;;) await sink.write(page, never);
} catch (error) {
  process.exit(error instanceof InterruptedError ? 7 : 1);
}
