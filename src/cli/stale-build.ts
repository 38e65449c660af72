import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { packageRoot, runsFromBuild } from "../dispatch/integration.ts";

/** A source that is newer than the build that runs, relative to the package; undefined when there is none. */
export function newerSource(): string | undefined {
  return runsFromBuild() ? newerThanBuild(packageRoot) : undefined;
}

/**
 * The same of the package in `root`. Only a checkout has sources beside its build; the build has written down which they
 * are, because looking for them would cost every start more than asking each for its date.
 */
export function newerThanBuild(root: string): string | undefined {
  if (!existsSync(join(root, "src"))) return undefined;
  const list = join(root, "dist", "sources.txt");
  const builtAt = statSync(list).mtimeMs;
  return readFileSync(list, "utf8")
    .split("\n")
    .find((source) => (statSync(join(root, source), { throwIfNoEntry: false })?.mtimeMs ?? 0) > builtAt);
}
