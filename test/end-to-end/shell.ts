import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, uncovered } from "./soar.ts";

/** One shell of a person who has `soar` on the path: folder, variables and jobs stay from one call to the next. */
export class Shell {
  readonly #bash: ChildProcessWithoutNullStreams;
  #printed = "";
  #calls = 0;

  /** `home` is where it begins, and all that it has. */
  constructor(home: string) {
    const programs = join(home, ".programs");
    mkdirSync(programs, { recursive: true });
    const soar = join(programs, "soar");
    writeFileSync(soar, `#!/bin/sh\nexec "${process.execPath}" "${join(root, "bin", "soar.js")}" "$@"\n`);
    chmodSync(soar, 0o755);
    const path = [programs, join(root, "node_modules", ".bin"), process.env.PATH].join(":");
    // How this machine reaches a package registry is its own affair; how its Node and its instances are set up is not ours.
    const own = Object.entries(process.env).filter(
      ([name]) => !/^(NODE_(?!EXTRA_CA)|SOAR_|CODE42_|npm_(?!config))/.test(name),
    );
    const env = { ...Object.fromEntries(own), ...uncovered, PATH: path, HOME: home, NO_COLOR: "1", COLUMNS: "120" };
    this.#bash = spawn("bash", ["--noprofile", "--norc"], { cwd: home, env, detached: true });
    this.#bash.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#printed += text;
      this.#bash.emit("printed");
    });
    // Through two pipes, the end of a call could come before the last of what it says.
    this.#bash.stdin.write("exec 2>&1\n");
  }

  /** Runs lines and gives what they print, standard error included, and how the last one ended. */
  async run(commands: string): Promise<{ code: number; printed: string }> {
    const from = this.#printed.length;
    const isJob = /&\s*$/.test(commands);
    const end = `--- end of call ${(this.#calls += 1)}:`;
    // What the shell reads next is not for the programs that it runs.
    this.#bash.stdin.write(`{ ${commands.trimEnd()}\n} </dev/null\n printf '%s %s\\n' '${end}' "$?"\n`);
    const ended = new RegExp(`${end} (\\d+)\\n`);
    for (;;) {
      const text = this.#printed.slice(from);
      const match = ended.exec(text);
      // A job goes on: what it has to say is said when it tells how to end it.
      if (match && (!isJob || /Ctrl-C ends .*\n/.test(text))) {
        return { code: Number(match[1]), printed: text.replace(ended, "") };
      }
      await once(this.#bash, "printed");
    }
  }

  /** Ends the shell with its jobs. */
  async close(): Promise<void> {
    const { pid } = this.#bash;
    if (pid === undefined || this.#bash.exitCode !== null) return;
    const closed = once(this.#bash, "close");
    // A group of its own: the minus means all of it.
    process.kill(-pid, "SIGTERM");
    this.#bash.stdin.end();
    await closed;
  }
}
