// Plain JavaScript that Node 18 parses: it must run before anything is built, on whatever Node the machine has.
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
export async function requireNode(script) {
  if (isSupportedNode()) return;
  if (existsSync(pinnedNode)) process.exit(await runOnPinnedNode(script));
  process.stderr.write(
    `soarkit needs Node ${OLDEST.join(".")} or newer and this is ${process.versions.node}: ` +
      "run `npm ci` again without --ignore-scripts (it installs a suitable Node beside soarkit), or install Node 24.\n",
  );
  process.exit(2);
}

// --- internal ---

async function runOnPinnedNode(script) {
  const [{ spawn }, { once }, { constants }] = await Promise.all([
    import("node:child_process"),
    import("node:events"),
    import("node:os"),
  ]);
  const child = spawn(pinnedNode, [script, ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal's Ctrl-C reaches both; what is sent to this process alone is meant for the one that works.
  process.on("SIGINT", () => undefined);
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const [code, signal] = await once(child, "exit");
  return code ?? 128 + (constants.signals[signal] ?? 0);
}
