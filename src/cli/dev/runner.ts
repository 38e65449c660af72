import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { UnexpectedError } from "../../errors.ts";
import type { Order } from "./standby.ts";

/** Runs orders one after the other, each in a process that was ready before the order came. */
export interface Runner {
  /** Gives the exit code; 130 when it was stopped by a signal. */
  run(order: Order): Promise<number>;
  /** Ends what runs, as Ctrl-C would. */
  stop(): void;
  /** The waiting process has loaded what has changed since: another takes its place. */
  renew(): void;
  close(): Promise<void>;
}

/** @param stdio where the input, output and errors of what runs go: `inherit`, `ignore` or a file's descriptor */
export function createRunner(options: {
  /** Arguments of node that start the standby process. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  stdio: readonly ("inherit" | "ignore" | number)[];
}): Runner {
  const { args, cwd, env, stdio } = options;
  let standby = start();
  let running: ChildProcess | undefined;
  let isClosed = false;

  function start(): Standby {
    const child = spawn(process.execPath, args, { cwd, env, stdio: [...stdio, "ipc"] });
    const exit = once(child, "exit").then(([code]: unknown[]) => (typeof code === "number" ? code : INTERRUPTED));
    const ready = Promise.race([once(child, "message").then(() => true), exit.then(() => false)]);
    return { child, exit, ready };
  }

  return {
    async run(order) {
      const { child, exit, ready } = standby;
      running = child;
      try {
        // One that a signal has ended was stopped while it still loaded.
        if (!(await ready) && (await exit) !== INTERRUPTED) {
          const hint = "What it said stands above. soar run and npx mocha show the same without watching.";
          throw new UnexpectedError("The process that runs the command could not start.", hint);
        }
        if (child.connected) child.send(order);
        return await exit;
      } finally {
        running = undefined;
        // Not earlier: the two would share the processor.
        if (!isClosed) standby = start();
      }
    },
    stop: () => void running?.kill("SIGTERM"),
    renew() {
      if (standby.child === running) return;
      standby.child.disconnect();
      standby = start();
    },
    async close() {
      isClosed = true;
      standby.child.kill("SIGTERM");
      await standby.exit;
    },
  };
}

// --- internal ---

/** The exit code of what a signal has ended. */
const INTERRUPTED = 130;

interface Standby {
  child: ChildProcess;
  exit: Promise<number>;
  /** False when it has ended instead. */
  ready: Promise<boolean>;
}
