import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Shell } from "./shell.ts";
import { temporaryFolder } from "./soar.ts";

/** Somebody at a shell in an empty folder, who knows nothing but what `soar` says. */
export class Stranger {
  readonly #home = temporaryFolder();
  readonly #shell = new Shell(this.#home.path);
  /** The integration that is being written. */
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** What the lines print, when the last one ends with this exit code. */
  async run(commands: string, exitCode = 0): Promise<string> {
    const { code, printed } = await this.#shell.run(commands);
    expect(code, printed).to.equal(exitCode);
    return printed;
  }

  /** Starts the simulator, does with its variables as it says, and gives what it says. */
  async simulate(command = "soar simulate"): Promise<string> {
    const printed = await this.run(`${command} &`);
    await this.run(
      printed
        .split("\n")
        .filter((line) => line.startsWith("export "))
        .join("\n"),
    );
    return printed.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT");
  }

  /** Puts a file here, beside the integration to be. */
  write(file: string, text: string): void {
    writeFileSync(join(this.#home.path, file), text);
  }

  /** A JSON document that the integration's folder holds. */
  read(file: string): unknown {
    return JSON.parse(readFileSync(join(this.#home.path, this.#name, file), "utf8"));
  }

  /** Changes the one place of a file where `before` stands, and gives what changes it back. */
  edit(file: string, before: string, after: string): () => void {
    const path = join(this.#home.path, this.#name, file);
    const text = readFileSync(path, "utf8");
    expect(text.split(before), `${before} in ${file}`).to.have.length(2);
    writeFileSync(
      path,
      text.replace(before, () => after),
    );
    return () => writeFileSync(path, text);
  }

  async leave(): Promise<void> {
    await this.#shell.close();
    this.#home.remove();
  }
}

/** The entries of a run's JSON document; when a run was and which entry it made is its own. */
export function entriesOf(document: unknown): unknown[] {
  const { entries } = document as { entries: Record<string, unknown>[] };
  return entries.map((entry) => ({ ...entry, ID: "", Metadata: {} }));
}

/** Whether `npm install` would find what it needs. */
export function canReachNpm(): boolean {
  return spawnSync("npm", ["view", "mocha", "version"], { encoding: "utf8", timeout: 30_000 }).status === 0;
}
