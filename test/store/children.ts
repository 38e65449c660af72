import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Readable } from "node:stream";

export type Child = ChildProcessByStdio<null, Readable, Readable>;

/** What a child process does; each is a function in child.ts. */
export type Work = "open" | "append" | "commit" | "collect" | "die" | "take" | "count";

/** Starts a process that does `work` on the store at `path`. */
export function startChild(work: Work, path: string, ...args: string[]): Child {
  const script = fileURLToPath(new URL("child.ts", import.meta.url));
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, work, path, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs `count` such processes at once; what each printed. Fails with what one prints as an error. */
export async function runChildren(count: number, work: Work, path: string, ...args: string[]): Promise<string[]> {
  const children = Array.from({ length: count }, () => startChild(work, path, ...args));
  return Promise.all(children.map(finish));
}

/** Waits for the end of a process that is to end by itself. */
async function finish(child: Child): Promise<string> {
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  if (child.exitCode !== 0) throw new Error(`The process ended with ${String(child.exitCode)}: ${errors}`);
  return output;
}
