import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { packageRoot } from "../dispatch/integration.ts";

/** How a `soar` is started that is to be killed. */
export interface ChildOptions {
  /** Of `soar`. */
  args: readonly string[];
  cwd: string;
  /** What makes an instance of it; nothing else is in its environment. */
  env: Readonly<Record<string, string>>;
  /** At which durable step it dies; 0 for none. */
  dieAtStep: number;
  /** By how much its clock is off. */
  clockShiftMs: number;
  /** No file may grow beyond so many blocks of 512 bytes; undefined for no bound. */
  mostBlocks?: number | undefined;
  /** Modules loaded into it beside ours. @default none */
  preloads?: readonly string[] | undefined;
}

/** A `soar` that runs. */
export interface Child {
  /** Ends it with SIGKILL, by its process id. */
  kill: () => void;
  ended: Promise<Ended>;
}

/** How it ended. */
export interface Ended {
  /** By SIGKILL. */
  killed: boolean;
  /** Killed because nothing came of it for too long. */
  hung: boolean;
  exitCode: number | null;
  stdout: string;
  /** The end of it. */
  stderr: string;
  /** The durable steps that it came to, in order. */
  steps: string[];
}

/** Starts the `soar` that is built, as a process of its own. It is given up when it has lasted for `patienceMs`. */
export function startChild(options: ChildOptions, patienceMs: number): Child {
  const [program, ...args] = commandOf(options);
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: environmentOf(options),
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const [, stdout, stderr, steps] = child.stdio.map(gather);
  let hung = false;
  const kill = () => child.kill("SIGKILL");
  const patience = setTimeout(() => {
    hung = true;
    kill();
  }, patienceMs);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode, signal) => {
      resolve({
        killed: signal === "SIGKILL",
        hung,
        exitCode,
        stdout: stdout?.() ?? "",
        stderr: (stderr?.() ?? "").slice(-STDERR_KEPT),
        steps: (steps?.() ?? "").split("\n").slice(0, -1),
      });
    });
  }).finally(() => clearTimeout(patience));
  return { kill, ended };
}

// --- internal ---

const STDERR_KEPT = 4_000;

/** What a child prints is read no further than this: no run says more. */
const PRINTED_KEPT = 16 * 1024 * 1024;

function gather(stream: NodeJS.ReadableStream | NodeJS.WritableStream | null | undefined): () => string {
  let text = "";
  if (stream && "setEncoding" in stream) {
    stream.setEncoding("utf8");
    stream.on("data", (piece: string) => {
      if (text.length < PRINTED_KEPT) text += piece;
    });
  }
  return () => text;
}

function commandOf({ args, mostBlocks }: ChildOptions): [string, ...string[]] {
  const soar = [process.execPath, join(packageRoot, "bin", "soar.js"), ...args] as const;
  if (mostBlocks === undefined) return [...soar];
  // `exec`: the process that is killed is soar's own.
  return ["sh", "-c", `ulimit -f ${mostBlocks} && exec "$@"`, "sh", ...soar];
}

function environmentOf({ cwd, env, dieAtStep, clockShiftMs, preloads = [] }: ChildOptions): Record<string, string> {
  const preload = join(packageRoot, "dist", "prove-preload.js");
  // Ours comes last: what another module changes is in place before the first step is counted.
  const imports = [...preloads, preload].map((path) => `--import=${pathToFileURL(path).href}`);
  return {
    PATH: process.env.PATH ?? "",
    HOME: cwd,
    ...env,
    NODE_OPTIONS: imports.join(" "),
    SOARKIT_PROVE_DIE_AT: String(dieAtStep),
    SOARKIT_PROVE_CLOCK_SHIFT_MS: String(clockShiftMs),
  };
}
