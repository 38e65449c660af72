import { EventEmitter, once } from "node:events";
import { existsSync, globSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseCommandLine } from "../dispatch/command-line.ts";
import { openIntegration, packageRoot, type Integration } from "../dispatch/integration.ts";
import { ArgumentError, toSoarError } from "../errors.ts";
import { commandOrder, mochaOf, standbyArguments, testsFor, type DevOptions } from "./dev/plan.ts";
import { createRunner } from "./dev/runner.ts";
import type { Order } from "./dev/standby.ts";
import { watchFolder } from "./dev/watch.ts";
import { types } from "./generate-types.ts";
import type { CliIo, Globals } from "./globals.ts";
import { printError } from "./report-error.ts";
import { withStore } from "./session.ts";
import { simulatorOf } from "./simulate.ts";

/**
 * `soar dev [command …]`: runs a command, or tests, and again whenever a file of the integration changes, until it is
 * stopped. Store and token are those of `soar run`, so context and token stay. Without a command, the last one that ran.
 * @param stdio where the runs print
 */
export async function dev(
  words: string[],
  options: DevOptions,
  globals: Globals,
  io: CliIo,
  stdio: readonly ("inherit" | "ignore" | number)[] = ["inherit", "inherit", "inherit"],
): Promise<number> {
  if (globals.json) throw new ArgumentError("dev has no JSON form.", "`soar run … --json` runs a command once.");
  const folder = resolve(globals.integration ?? packageRoot);
  const integration = await openIntegration(folder);
  const shown: Globals = { ...globals, integration: folder };
  const makeOrder = options.test
    ? testOrders(folder, words)
    : await commandOrders(words, integration, options, shown, io);
  const simulator = options.simulator ? await startSimulator(shown) : undefined;
  const runner = createRunner({
    args: [...standbyArguments(folder), ...(options.test ? [mochaOf(folder)] : [])],
    cwd: options.test ? folder : process.cwd(),
    env: { ...io.env, ...simulator?.env, NODE_COMPILE_CACHE: join(packageRoot, "dist", ".compile-cache") },
    stdio,
  });
  try {
    await watchAndRun({ folder, integration, makeOrder, runner, globals: shown, io });
    return 0;
  } finally {
    await runner.close();
    await simulator?.close();
  }
}

// --- internal ---

/** What to run after these files have changed; at first, after none. */
type MakeOrder = (changed: string[]) => Order;

interface Watching {
  folder: string;
  integration: Integration;
  makeOrder: MakeOrder;
  runner: ReturnType<typeof createRunner>;
  globals: Globals;
  io: CliIo;
}

async function watchAndRun({ folder, integration, makeOrder, runner, globals, io }: Watching): Promise<void> {
  const { terminal, signal, now } = io;
  let changed: string[] = [];
  const waker = new EventEmitter();
  const watched = await watchFolder(folder, (paths) => {
    changed.push(...paths);
    // What still runs is about what was there before.
    runner.stop();
    waker.emit("change");
  });
  try {
    let paths: string[] = [];
    while (!signal.aborted) {
      const startedAt = now();
      if (paths.length > 0) terminal.notice(`\n> ${paths.join(", ")}`);
      if (folder === packageRoot && paths.some((path) => path.startsWith("src/"))) runner.renew();
      const exitCode = await runner.run(makeOrder(paths));
      const tookMs = now() - startedAt;
      await followUp(paths, { folder, integration, globals, io });
      if (!globals.quiet) terminal.notice(`exit ${exitCode}, ${tookMs} ms; waiting for a change`);
      if (changed.length === 0) await once(waker, "change", { signal });
      paths = changed;
      changed = [];
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    await watched.close();
  }
}

/** What a change asks for beside the run: types that fit the manifest, and a word about a simulator that is not renewed. */
async function followUp(
  paths: string[],
  { folder, integration, globals, io }: Omit<Watching, "makeOrder" | "runner">,
): Promise<void> {
  const { handlers, simulator } = integration.manifest.soar;
  if (simulator !== undefined && paths.some((path) => path.startsWith(`${handlers}/_simulator/`))) {
    io.terminal.notice("The simulator that runs is the one from before this change; start dev again for the new one.");
  }
  const isTyped = existsSync(join(folder, handlers, "_manifest.gen.ts"));
  if (!isTyped || !paths.some((path) => /^integration\.ya?ml$/.test(path))) return;
  try {
    await types({ write: true }, { ...globals, quiet: true }, io);
  } catch (thrown) {
    // A run says the same of a manifest with faults, but tests need not.
    printError(toSoarError(thrown), globals, io.terminal);
  }
}

function testOrders(folder: string, asked: string[]): MakeOrder {
  const mocha = mochaOf(folder);
  return (changed) => {
    const all = globSync("test/**/*.test.ts", { cwd: folder }).map((path) => path.replaceAll("\\", "/"));
    return { mocha, files: testsFor(changed, asked, all) };
  };
}

async function commandOrders(
  asked: string[],
  { manifest }: Integration,
  options: DevOptions,
  globals: Globals,
  io: CliIo,
): Promise<MakeOrder> {
  const words = asked.length > 0 ? asked : [`!${await lastLine(globals, io)}`];
  const [first = ""] = words;
  const name = first.startsWith("!") ? parseCommandLine(first).command : first;
  const order = commandOrder(words, name, manifest.commands, options, globals);
  return () => order;
}

/** The command line that ran last. */
async function lastLine(globals: Globals, io: CliIo): Promise<string> {
  const [line] = await withStore(globals, io, (store) => store.history.newest(1));
  if (line !== undefined) return line.replace(/^!/, "");
  throw new ArgumentError(
    "No command has run yet that dev could run again.",
    "Name one: soar dev COMMAND name=value …; or run the tests: soar dev --test.",
  );
}

async function startSimulator(globals: Globals) {
  const module = await simulatorOf(globals);
  const simulator = await module.create({ seed: 1 });
  return { env: module.environment(simulator), close: () => simulator.close() };
}
