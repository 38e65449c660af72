import { expect } from "chai";
import { EventEmitter, once } from "node:events";
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dev } from "../../src/cli/dev.ts";
import type { DevOptions } from "../../src/cli/dev/plan.ts";
import type { Globals } from "../../src/cli/globals.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import { SoarError } from "../../src/errors.ts";
import { second } from "./soar.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** `soar dev` in this process on a copy of the second integration; what it runs are real processes. */
class Session {
  readonly folder = mkdtempSync(join(tmpdir(), "soar-dev-"));
  readonly integration = join(this.folder, "second");
  readonly #printed = join(this.folder, "printed.txt");
  readonly #notices = new EventEmitter();
  #stop = new AbortController();
  #told = "";
  #ended: Promise<number> | undefined;

  constructor() {
    cpSync(second, this.integration, { recursive: true });
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
  }

  start(words: string[], options: DevOptions, globals: Partial<Globals> = {}): void {
    const output = openSync(this.#printed, "a");
    const all: Globals = {
      integration: this.integration,
      store: `sqlite:${join(this.folder, "soar.db")}`,
      ...globals,
    };
    const io = { terminal: this.#terminal(), env: process.env, signal: this.#stop.signal, now: Date.now };
    this.#ended = dev(words, options, all, io, ["ignore", output, output]).finally(() => closeSync(output));
    this.#ended.catch((error: unknown) => this.#notices.emit("failure", error));
  }

  /** The end of a run, and what it printed. */
  async run(change: () => void): Promise<{ told: string; printed: string }> {
    const [from, before] = [this.#told.length, this.#size()];
    const ended = once(this.#notices, "exit");
    const failed = once(this.#notices, "failure").then(([error]) => Promise.reject(error as Error));
    failed.catch(() => undefined);
    change();
    await Promise.race([ended, failed]);
    return { told: this.#told.slice(from), printed: readFileSync(this.#printed, "utf8").slice(before) };
  }

  /** Saves a file of the integration with `from` replaced. */
  edit(name: string, from: string, to: string): void {
    const path = join(this.integration, name);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${name} does not hold ${from}`);
    writeFileSync(path, text.replace(from, to));
  }

  async stop(): Promise<number | undefined> {
    this.#stop.abort();
    const code = await this.#ended;
    this.#stop = new AbortController();
    return code;
  }

  async close(): Promise<number | undefined> {
    const code = await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }

  #size(): number {
    try {
      return readFileSync(this.#printed, "utf8").length;
    } catch {
      return 0;
    }
  }

  #terminal(): Terminal {
    return {
      protect: () => undefined,
      print: () => undefined,
      pour: async () => undefined,
      notice: (text) => {
        this.#told += `${text}\n`;
        if (text.startsWith("exit ")) this.#notices.emit("exit");
      },
      ask: async () => "",
      status: () => undefined,
      isInteractive: false,
      colour: false,
      columns: 80,
      isPiped: true,
    };
  }
}

async function refusal(promise: Promise<unknown>): Promise<SoarError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof SoarError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("soar dev", function () {
  this.timeout(60_000);
  let session: Session;
  beforeEach(() => {
    session = new Session();
  });
  afterEach(() => session.close());

  it("runs a command, and again with what a changed file makes of it", async () => {
    const first = await session.run(() => session.start(["lodestar-ticket-get", "id=1"], { simulator: true }));
    expect(first.printed).to.contain("Disk 1 is full");
    expect(first.told).to.match(/^exit 0, \d+ ms; waiting for a change\n$/);
    const change = () => session.edit("commands/_lodestar.ts", "Title: ticket.title", "Title: `!${ticket.title}`");
    const again = await session.run(change);
    expect(again.told).to.match(/^\n> commands\/_lodestar\.ts\nexit 0, \d+ ms; waiting for a change\n$/);
    expect(again.printed).to.contain("!Disk 1 is full");
  });

  it("says what is wrong with a module that cannot be loaded, and goes on when it is mended", async () => {
    await session.run(() => session.start(["!lodestar-ticket-get id=1"], { simulator: true }));
    const file = "commands/lodestar-ticket-get.ts";
    const broken = await session.run(() => session.edit(file, "export const run", "export const = run"));
    expect(broken.told).to.contain("exit 2,");
    expect(broken.printed).to.match(/lodestar-ticket-get\.ts:\d+ cannot be loaded/);
    const mended = await session.run(() => session.edit(file, "export const = run", "export const run"));
    expect(mended.told).to.contain("exit 0,");
  });

  it("writes the types anew when the manifest changes, and says what is wrong with one that has faults", async () => {
    await session.run(() => session.start(["lodestar-ticket-get", "id=1"], { simulator: true }));
    await session.run(() => session.edit("integration.yml", "[open, closed]", "[open, closed, held]"));
    const faulty = await session.run(() => session.edit("integration.yml", "commonfields:", "commonfield:"));
    expect(faulty.told).to.contain("exit 2,");
    const types = readFileSync(join(session.integration, "commands", "_manifest.gen.ts"), "utf8");
    expect(types).to.contain('"open" | "closed" | "held"');
  });

  it("says that a running simulator is not renewed", async () => {
    await session.run(() => session.start(["lodestar-ticket-get", "id=1"], { simulator: true }));
    const { told } = await session.run(() => session.edit("commands/_simulator/tickets.ts", "import", "// x\nimport"));
    expect(told).to.contain("The simulator that runs is the one from before this change; start dev again for the new");
  });

  it("runs the last command that ran, when none is named", async () => {
    const error = await refusal(
      dev([], {}, { integration: second, store: `sqlite:${join(session.folder, "soar.db")}` }, ioOfNobody()),
    );
    expect(error.message).to.equal("No command has run yet that dev could run again.");
    await session.run(() => session.start(["lodestar-ticket-get", "id=2"], { simulator: true }));
    await session.stop();
    const { printed } = await session.run(() => session.start([], { simulator: true }));
    expect(printed).to.contain("│ 2  │");
  });

  it("refuses to repeat what writes at the vendor's, unless it is said to be harmless", async () => {
    const globals = { integration: second, store: "sqlite::memory:" };
    const error = await refusal(dev(["lodestar-ticket-close", "id=1"], {}, globals, ioOfNobody()));
    expect(error.message).to.equal(
      "lodestar-ticket-close writes at the vendor's, and would do so again at each change.",
    );
    const { told } = await session.run(() => session.start(["lodestar-ticket-delete", "id=1"], { simulator: true }));
    expect(told).to.contain("exit 0,");
  });

  it("refuses a command that does not exist, --json, and tests where there is no mocha", async () => {
    const globals = { integration: second, store: "sqlite::memory:" };
    expect((await refusal(dev(["lodestar-ticket-gte"], {}, globals, ioOfNobody()))).message).to.equal(
      'There is no command lodestar-ticket-gte. Did you mean "lodestar-ticket-get"?',
    );
    expect((await refusal(dev([], {}, { ...globals, json: true }, ioOfNobody()))).message).to.equal(
      "dev has no JSON form.",
    );
    rmSync(join(session.folder, "node_modules"));
    const error = await refusal(
      dev([], { test: true }, { ...globals, integration: session.integration }, ioOfNobody()),
    );
    expect(error.message).to.match(/second has no mocha to run its tests with\.$/);
    expect(error.hint).to.equal("Install what its package.json names: npm install.");
  });

  it("runs the tests, and of a changed command only its own", async () => {
    writeFileSync(join(session.integration, "package.json"), '{ "type": "module" }');
    const test = (name: string) => `import { run } from "../commands/${name}.ts";
      describe("${name}", () => { it("is a function", () => { if (typeof run !== "function") throw new Error(); }); });`;
    mkdirSync(join(session.integration, "test"));
    for (const name of ["lodestar-ticket-get", "lodestar-ticket-list"]) {
      writeFileSync(join(session.integration, "test", `${name}.test.ts`), test(name));
    }
    const all = await session.run(() => session.start([], { test: true }));
    expect(all.printed).to.contain("2 passing");
    const change = () => session.edit("commands/lodestar-ticket-get.ts", "export", "// changed\nexport");
    const one = await session.run(change);
    expect(one.printed).to.contain("1 passing");
    expect(one.told).to.contain("exit 0,");
  });

  function ioOfNobody() {
    const nothing = () => undefined;
    const terminal: Terminal = {
      protect: nothing,
      print: nothing,
      pour: async () => undefined,
      notice: nothing,
      ask: async () => "",
      status: nothing,
      isInteractive: false,
      colour: false,
      columns: 80,
      isPiped: true,
    };
    return { terminal, env: {}, signal: AbortSignal.abort(), now: Date.now };
  }
});
