import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { packageRoot, runsFromBuild } from "../dispatch/integration.ts";

/**
 * A source that is newer than the build that runs, relative to the package; undefined when there is none. Only a
 * checkout has sources beside its build.
 */
export function newerSource(): string | undefined {
  if (!runsFromBuild() || !existsSync(join(packageRoot, "src"))) return undefined;
  const builtAt = statSync(join(packageRoot, "dist", "integration.json")).mtimeMs;
  const files = ["src", "commands"].flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && file.name.endsWith(".ts"))
      .map((file) => join(file.parentPath, file.name)),
  );
  const newer = [join(packageRoot, "integration.yml"), ...files].find((file) => statSync(file).mtimeMs > builtAt);
  return newer === undefined ? undefined : relative(packageRoot, newer);
}
