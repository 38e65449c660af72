import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root, startSimulator, temporaryFolder, uncovered, type RunningSimulator } from "./soar.ts";

/** A program on a terminal of its own, as if a person sat before it. */
export interface Pty {
  /** Types: nothing is waited for. */
  type(keys: string): void;
  /** Resolves with what was shown since the last call, once that matches. Rejects when the program ends before. */
  shows(pattern: RegExp): Promise<string>;
  /** The program's exit code, once it has ended. */
  ended: Promise<number | null>;
  close(): Promise<void>;
}

/** Whether a program can be found. */
export function has(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

export interface SoarOnTerminal {
  /** The built `soar` with these words, on a terminal of 80 columns. */
  open(words: string): Pty;
  simulator(): RunningSimulator;
}

/** For the tests around: one folder and one simulated tenant. They are skipped where no terminal is to be had. */
export function soarOnTerminal(): SoarOnTerminal {
  const folder = temporaryFolder();
  let running: RunningSimulator | undefined;
  before(async function () {
    if (!has("script")) this.skip();
    running = await startSimulator();
  });
  after(async () => {
    await running?.stop();
    folder.remove();
  });
  const simulator = (): RunningSimulator => {
    if (running) return running;
    throw new Error("the simulator is not running");
  };
  return {
    simulator,
    open(words) {
      const env = { ...simulator().env, NO_COLOR: "1" };
      return openPty(`${process.execPath} ${join(root, "bin/soar.js")} ${words}`, {
        cwd: folder.path,
        env,
        columns: 80,
      });
    },
  };
}

/**
 * Runs a shell's command line on a terminal, which `script` of util-linux provides; every Debian has it.
 * What is shown comes without the sequences that move the cursor and colour the text.
 */
export function openPty(
  commandLine: string,
  { cwd, env, columns = 120 }: { cwd: string; env: Record<string, string>; columns?: number },
): Pty {
  const child = spawn("script", ["-qec", `stty rows 50 columns ${columns}; exec ${commandLine}`, "/dev/null"], {
    cwd,
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      TERM: "xterm",
      LANG: "C.UTF-8",
      SHELL: "/bin/sh",
      HISTFILE: "/dev/null",
      ...uncovered,
      ...env,
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let shown = "";
  let waiting: (() => void) | undefined;
  let isOver = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
    waiting?.();
  });
  const ended = new Promise<number | null>((resolve) =>
    child.on("close", (code) => {
      isOver = true;
      waiting?.();
      resolve(code);
    }),
  );
  return {
    type: (keys) => child.stdin.write(keys),
    shows: (pattern) =>
      new Promise((resolve, reject) => {
        waiting = () => {
          const text = stripVTControlCharacters(shown);
          if (pattern.test(text)) {
            shown = "";
            waiting = undefined;
            resolve(text);
          } else if (isOver) {
            reject(new Error(`The program ended without showing ${String(pattern)}:\n${text}`));
          }
        };
        waiting();
      }),
    ended,
    close: async () => {
      // The terminal goes with it, and what runs there is hung up on.
      child.kill("SIGKILL");
      await ended;
    },
  };
}
