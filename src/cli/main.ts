import { InterruptedError } from "../errors.ts";
import { createTerminal } from "./terminal.ts";
import { runProgram } from "./program.ts";

/**
 * `soar` as a process: arguments without `node` and the script's name. Sets the exit code; the first Ctrl-C stops the
 * work cleanly, the second ends the process at once.
 */
export async function main(argv: string[]): Promise<void> {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort(new InterruptedError("Interrupted", "What was committed before stays; run it again to go on."));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  // A reader that has seen enough (`soar … | head`) closes the pipe: nothing is left to say.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  try {
    process.exitCode = await runProgram(argv, {
      terminal: createTerminal({
        input: process.stdin,
        output: process.stdout,
        error: process.stderr,
        env: process.env,
      }),
      env: process.env,
      signal: stop.signal,
      now: Date.now,
    });
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
  // Once nothing is left to do, without Node's own clean-up: it was seen to wait for good for a connection that had been
  // reset (Node 24, after a proof of a thousand crashes).
  process.once("beforeExit", () => process.exit());
  // A handler that was given up may have left a timer or a connection, for which nobody waits once all is printed.
  process.stdout.write("", () => setTimeout(() => process.exit(), GRACE_MS).unref());
}

// --- internal ---

/** For what ends by itself, such as a connection that says goodbye. */
const GRACE_MS = 1_000;
