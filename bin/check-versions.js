// First step of `npm test` and of the build: the right Node, and exactly the packages that package.json pins.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { requireNode } from "./node-version.js";

await requireNode(fileURLToPath(import.meta.url));

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const { dependencies, devDependencies } = read("../package.json");
const faults = [];

for (const [name, wanted] of Object.entries({ ...dependencies, ...devDependencies })) {
  if (!/^\d+\.\d+\.\d+$/.test(wanted)) faults.push(`package.json: pin ${name} to an exact version, not "${wanted}"`);
  try {
    const { version } = read(`../node_modules/${name}/package.json`);
    if (version !== wanted) faults.push(`${name} is ${version}, package.json pins ${wanted}: run \`npm ci\``);
  } catch {
    faults.push(`${name} is not installed: run \`npm ci\``);
  }
}

if (faults.length > 0) {
  process.stderr.write(`${faults.join("\n")}\n`);
  process.exit(2);
}
