// Plain JavaScript that Node 18 parses: it must run before anything is built, on whatever Node the machine has.
import { spawnSync } from "node:child_process";
import { constants } from "node:os";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The Node release from which type stripping, `node:sqlite` and `module.registerHooks` need no flag. */
const OLDEST = [22, 18];

const pinnedNode = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));

/** Whether this process runs on a Node that soarkit supports. */
export function isSupportedNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/**
 * Ends this process unless its Node is new enough: by running `script` again on the Node that `npm ci` installed
 * beside soarkit, or, where there is none, with exit code 2 and one line that names the remedy.
 */
export function requireNode(script) {
  if (isSupportedNode()) return;
  if (existsSync(pinnedNode)) {
    const { status, signal, error } = spawnSync(pinnedNode, [script, ...process.argv.slice(2)], { stdio: "inherit" });
    if (error) throw error;
    process.exit(status ?? 128 + (constants.signals[signal] ?? 0));
  }
  process.stderr.write(
    `soarkit needs Node ${OLDEST.join(".")} or newer and this is ${process.versions.node}: ` +
      "run `npm ci` again without --ignore-scripts (it installs a suitable Node beside soarkit), or install Node 24.\n",
  );
  process.exit(2);
}
