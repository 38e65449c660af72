import { once } from "node:events";
import { relative, sep } from "node:path";
import { watch } from "chokidar";

/**
 * Tells which files of a folder people have changed: their paths below it, with `/`, several at once when they were
 * saved together. Resolves when nothing that changes from now on is missed.
 */
export async function watchFolder(
  folder: string,
  onChange: (paths: string[]) => void,
): Promise<{ close(): Promise<void> }> {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { ignored: (path) => isIgnored(relative(folder, path)), ignoreInitial: true });
  watcher.on("all", (_, path) => {
    const name = relative(folder, path);
    if (!EDITED.test(name)) return;
    changed.add(name.split(sep).join("/"));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...changed].sort();
      changed.clear();
      onChange(paths);
    }, SETTLE_MS);
  });
  await once(watcher, "ready");
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

// --- internal ---

/** Editors write a file in several steps, and save several files at once. */
const SETTLE_MS = 25;

const EDITED = /\.(ts|js|mjs|json|ya?ml)$/;

/** What no person edits, and what `soar` itself writes. */
function isIgnored(path: string): boolean {
  return path.split(sep).some((name) => /^(node_modules|coverage|dist|\..+)$/.test(name)) || path.endsWith(".gen.ts");
}
