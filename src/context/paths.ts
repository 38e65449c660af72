import { isJsonObject, type Json } from "../json.ts";

/**
 * Every dotted path of a context with what `${path}` reads there: lists are read through, so the events of a list share
 * one path, and a single value stands for itself. Paths that hold nothing (null, empty lists and objects) are left out.
 * For showing a context to people, one line a path.
 */
export function* dottedPaths(context: Json): Generator<[path: string, value: Json]> {
  yield* walk([context], "");
}

// --- internal ---

function* walk(values: readonly Json[], path: string): Generator<[string, Json]> {
  const scalars: Json[] = [];
  const children = new Map<string, Json[]>();
  for (const value of values.flatMap(flat)) {
    if (!isJsonObject(value)) scalars.push(value);
    else for (const [key, child] of Object.entries(value)) gather(children, key, child);
  }
  const present = scalars.filter((value) => value !== null);
  const [only] = present;
  if (only !== undefined) yield [path, present.length === 1 ? only : present];
  for (const [key, child] of children) yield* walk(child, path === "" ? key : `${path}.${key}`);
}

function gather(children: Map<string, Json[]>, key: string, child: Json): void {
  const list = children.get(key);
  if (list) list.push(child);
  else children.set(key, [child]);
}

function flat(value: Json): readonly Json[] {
  return Array.isArray(value) ? value.flatMap(flat) : [value];
}
