#!/usr/bin/env node
// The launcher: plain JavaScript that Node 18 parses, so that an old Node gets one clear line or a newer Node.
import { existsSync } from "node:fs";
import * as module from "node:module";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import { requireNode } from "./node-version.js";

await requireNode(fileURLToPath(import.meta.url));

// Nearly all that a short run allocates is code, which stays: collecting it again and again cost a tenth of the run.
v8.setFlagsFromString("--min-semi-space-size=16");

const built = new URL("../dist/cli.js", import.meta.url);
if (!existsSync(built)) {
  process.stderr.write("soarkit is not built: run `npm run build` (`npm ci` without --ignore-scripts does it too).\n");
  process.exit(2);
}
// Node 22 calls its SQLite experimental at every start, and every Node so far the taking away of types, which `soar lint`
// asks for. Those who run soar can do nothing about it.
const { emitWarning } = process;
process.emitWarning = (warning, ...rest) => {
  if (!/^(?:SQLite|stripTypeScriptTypes) is an experimental feature/.test(String(warning)))
    emitWarning.call(process, warning, ...rest);
};

// The cache stays inside the package: nothing executable is ever kept in a user's folder.
module.enableCompileCache?.(fileURLToPath(new URL("../dist/.compile-cache", import.meta.url)));
const { main } = await import(built);
await main(process.argv.slice(2));
