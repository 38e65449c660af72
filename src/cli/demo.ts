import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { dottedPaths } from "../context/paths.ts";
import { parseCommandLine } from "../dispatch/command-line.ts";
import { openIntegration, packageRoot } from "../dispatch/integration.ts";
import { ArgumentError } from "../errors.ts";
import { contextLine } from "./context.ts";
import { fetch } from "./fetch.ts";
import { soarOf, type CliIo, type Globals } from "./globals.ts";
import { coloursOf } from "./render/colours.ts";
import { runLine } from "./run.ts";
import { withSession } from "./session.ts";
import { exportLines, simulatorOf } from "./simulate.ts";
import { test } from "./test.ts";

/** A first fetch worth looking at, under both of XSOAR's spellings. */
export const FIRST_FETCH = {
  SOAR_FIRST_FETCH: "7 days",
  SOAR_FETCH_TIME: "7 days",
  SOAR_MAX_FETCH: "20",
  SOAR_FETCH_LIMIT: "20",
};

/** The port that the copyable commands name: they must fit each other. */
const PORT = 4242;

/**
 * `soar demo`: what an analyst does, against the vendor simulator with a fixed seed and a store of its own: test, fetch,
 * the manifest's demo lines for the newest incident, the context. Leaves nothing behind.
 */
export async function demo(globals: Globals, io: CliIo): Promise<number> {
  // Several commands would print as many documents.
  if (globals.json)
    throw new ArgumentError("The demo has no JSON form.", "Run the commands that it shows with --json.");
  const module = await simulatorOf(globals);
  const folder = await mkdtemp(join(tmpdir(), "soar-demo-"));
  const simulator = await module.create({ seed: 1 });
  try {
    const options: Globals = { ...globals, store: `sqlite:${join(folder, "soar.db")}`, quiet: true };
    const environment = { ...io.env, ...FIRST_FETCH, ...module.environment(simulator) };
    const { manifest } = await openIntegration(resolve(globals.integration ?? packageRoot));
    const fetches = manifest.fetchesIncidents;
    const exitCode = await investigate(options, fetches, { ...io, env: environment });
    const next = module.environment({ ...simulator, url: `http://127.0.0.1:${PORT}` });
    const steps = fetches ? ["fetch", "incidents", "commands"] : ["commands"];
    if (exitCode === 0) printNextSteps(soarOf(globals), next, steps, io);
    return exitCode;
  } finally {
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

// --- internal ---

async function investigate(globals: Globals, fetches: boolean, io: CliIo): Promise<number> {
  const say = (command: string) => io.terminal.print(coloursOf(io.terminal).cyan(`\n$ ${soarOf(globals)} ${command}`));
  say("test");
  const tested = await test(globals, io);
  if (tested !== 0) return tested;
  if (fetches) {
    say("fetch");
    const fetched = await fetch(globals, io);
    if (fetched !== 0) return fetched;
  }
  return withSession(globals, io, async (session) => {
    const [newest] = await session.store.incidents.list({ limit: 1 });
    for (const demoLine of session.instances[0]?.manifest.soar.demo ?? []) {
      say(`${newest ? `--incident ${newest.id} ` : ""}'${demoLine}'`);
      const exitCode = await runLine(parseCommandLine(demoLine), globals, io, session, newest?.id);
      if (exitCode !== 0) return exitCode;
    }
    say(newest ? `--incident ${newest.id} context` : "context");
    const context = await session.store.investigations.context(newest?.id ?? "playground");
    for (const [path, value] of dottedPaths(context)) io.terminal.print(contextLine(path, value, io.terminal.columns));
    return 0;
  });
}

function printNextSteps(soar: string, environment: Record<string, string>, steps: string[], io: CliIo): void {
  const { terminal } = io;
  // The simulator's secret is made up, and whoever copies these lines needs it.
  terminal.protect((text) => text);
  terminal.print(
    [
      "",
      coloursOf(terminal).bold("Try next, in a terminal of your own:"),
      "",
      `npx ${soar} simulate --quiet --port ${PORT} &`,
      ...exportLines(environment),
      ...steps.map((step) => `npx ${soar} ${step}`),
    ].join("\n"),
  );
}
