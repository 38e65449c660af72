import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { packageRoot, runsFromBuild } from "../dispatch/integration.ts";

/** A source that is newer than the build that runs, relative to the package; undefined when there is none. */
export function newerSource(): string | undefined {
  return runsFromBuild() ? newerThanBuild(packageRoot) : undefined;
}

/** The same of the package in `root`. Only a checkout has sources beside its build. */
export function newerThanBuild(root: string): string | undefined {
  if (!existsSync(join(root, "src"))) return undefined;
  const builtAt = statSync(join(root, "dist", "integration.json")).mtimeMs;
  const files = ["src", "commands"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && file.name.endsWith(".ts"))
      .map((file) => join(file.parentPath, file.name)),
  );
  const newer = [join(root, "integration.yml"), ...files].find((file) => statSync(file).mtimeMs > builtAt);
  return newer === undefined ? undefined : relative(root, newer);
}
