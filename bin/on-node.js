// Runs a JavaScript program on a Node that soarkit supports, whatever Node npm itself runs on:
// `node node_modules/soarkit/bin/on-node.js node_modules/mocha/bin/mocha.js …`.
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { requireNode } from "./node-version.js";

await requireNode(fileURLToPath(import.meta.url));

const [program, ...rest] = process.argv.slice(2);
if (program === undefined) {
  process.stderr.write("on-node.js needs the path of a program to run.\n");
  process.exit(2);
}
const path = resolve(program);
process.argv = [process.execPath, path, ...rest];
await import(pathToFileURL(path).href);
