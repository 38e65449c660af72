import type { Command, Manifest } from "./manifest.ts";

/**
 * The prefixes under which a command's handler may put context: for each output the prefixes that `contextKeys` names,
 * else its first two segments; a path of two also gives its first (`File.Name`: `File`). Sorted.
 */
export function contextPrefixes(manifest: Manifest, command: Command): string[] {
  const keyed = Object.keys(manifest.soar.contextKeys);
  const prefixes = command.outputs.flatMap(({ path }) => {
    const named = keyed.filter((prefix) => isUnder(path, prefix));
    if (named.length > 0) return named;
    const [root = path, ...rest] = path.split(".");
    const prefix = [root, ...rest.slice(0, 1)].join(".");
    return rest.length === 1 ? [root, prefix] : [prefix];
  });
  return [...new Set(prefixes)].sort();
}

/** Whether a dotted path is `prefix` or stands below it. */
export function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}.`);
}
