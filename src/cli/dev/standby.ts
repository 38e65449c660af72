// The process that has everything loaded which no change touches, and waits until there is something to run. It is used
// once: the next run gets a new one, so that no module of an earlier state is left over.
import { stripTypeScriptTypes } from "node:module";
import { pathToFileURL } from "node:url";
import { bindSoarkit } from "../../dispatch/integration.ts";
import { isRecord } from "../../json.ts";
import { main } from "../main.ts";

/** What a standby process is told to run: a line of `soar`, or tests, by the mocha whose entry lies at `mocha`. */
export type Order = { argv: string[] } | { mocha: string; files: string[] };

// Whoever started it has gone.
process.once("disconnect", () => process.exit());
process.once("message", (order) => {
  process.removeAllListeners("disconnect");
  process.disconnect();
  void carryOut(order);
});
await preload(process.argv[2]);
process.send?.("ready");

// --- internal ---

/** `mocha`: where its entry lies, when tests are to be run. */
async function preload(mocha: string | undefined): Promise<void> {
  // What strips the types is loaded with the first file that has some, and a changed file is in no cache.
  stripTypeScriptTypes("const warm: true = true;");
  await Promise.all([
    import("../run.ts"),
    import("../render/entry.ts"),
    import("../../manifest/load.ts"),
    import("../../http/transport.ts"),
    import("ajv"),
    ...(mocha === undefined ? [] : [importMocha(mocha), import("../../testing/index.ts")]),
  ]);
  // The modules under test, and their tests, are to mean the soarkit that runs them.
  if (mocha !== undefined) bindSoarkit();
}

async function carryOut(order: unknown): Promise<void> {
  if (!isRecord(order)) return;
  if (Array.isArray(order.argv)) await main(order.argv.map(String));
  if (typeof order.mocha === "string" && Array.isArray(order.files)) {
    (await importMocha(order.mocha))(order.files.map(String));
  }
}

/** Mocha's own entry for programs, which reads the folder's configuration as `npx mocha` does. */
async function importMocha(path: string): Promise<(argv: string[]) => void> {
  const module: unknown = await import(pathToFileURL(path).href);
  const run = isRecord(module) ? module.main : undefined;
  if (typeof run !== "function") throw new Error(`${path} exports no main`);
  return (argv) => {
    Reflect.apply(run, undefined, [argv]);
  };
}
