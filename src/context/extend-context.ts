import { isUnsafeKey, type Json, type JsonObject } from "../json.ts";
import { type DtResult, evaluateOn } from "./dt/evaluate.ts";
import { shortened } from "./dt/syntax-error.ts";
import { Machine } from "./js/machine.ts";

/**
 * What `extend-context` adds to the context: `key=path::key2=path2`, each path a DT over the raw Contents of each
 * result entry. `key=` and `key=.` take all of the Contents as they are; a path that begins with `Contents` begins at
 * the entry. The values of several entries are appended. All expressions together may do the work of `steps`. A path without a match adds nothing. Never throws.
 */
export function applyExtendContext(
  spec: string,
  contents: readonly Json[],
  { now, steps = 20_000_000 }: { now: () => number; steps?: number },
): { entryContext: JsonObject; warnings: string[] } {
  const warnings = new Set<string>();
  const machine = new Machine(now, steps);
  const values = new Map<string, Json[]>();
  for (const { key, path } of assignments(spec, warnings)) {
    for (const content of contents) {
      const result = valueAt(path, content, machine);
      for (const warning of result.warnings) warnings.add(warning);
      if (result.value !== undefined) values.set(key, [...(values.get(key) ?? []), result.value]);
    }
  }
  const entryContext = Object.fromEntries([...values].map(([key, found]) => [key, appended(found)]));
  return { entryContext, warnings: [...warnings] };
}

// --- internal ---

interface Assignment {
  key: string;
  path: string;
}

function assignments(spec: string, warnings: Set<string>): Assignment[] {
  if (spec.trim() === "") return [];
  return spec.split("::").flatMap((text) => {
    const equals = text.indexOf("=");
    const key = text.slice(0, Math.max(0, equals)).trim();
    if (key !== "" && !isUnsafeKey(key)) return [{ key, path: text.slice(equals + 1).trim() }];
    warnings.add(`extend-context: "${shortened(text)}" is not of the form key=path.`);
    return [];
  });
}

function valueAt(path: string, content: Json, machine: Machine): DtResult {
  if (path === "" || path === ".") return { value: content, warnings: [] };
  const root = /^Contents(?![^.()[\]=])/.test(path) ? { Contents: content } : content;
  return evaluateOn(path, root, machine);
}

/** One value stays as it is; several become one list. */
function appended(values: Json[]): Json {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values.flatMap((value) => value);
}
