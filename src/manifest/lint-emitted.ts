import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { nearest } from "../nearest.ts";
import type { CheckedManifest } from "./lint.ts";
import type { Command, Output } from "./manifest.ts";

/** What one recorded run of a command has put into the context. */
export interface Emission {
  command: string;
  /** The recording, for messages. */
  source: string;
  context: JsonObject;
  /** Paths that were emitted but are not declared. */
  undeclared: readonly string[];
}

/** What commands declare against what their runs have emitted. Runs that emitted nothing prove nothing. */
export function lintEmitted({ manifest, places, faults }: CheckedManifest, runs: readonly Emission[]): void {
  const byCommand = Map.groupBy(runs, ({ command }) => command);
  for (const command of manifest?.commands ?? []) {
    const own = byCommand.get(command.name) ?? [];
    lintUndeclared(command, own);
    lintOutputs(
      command,
      own.filter(({ context }) => Object.keys(context).length > 0),
    );
  }

  function lintUndeclared(command: Command, own: readonly Emission[]): void {
    const paths = new Map(own.flatMap(({ undeclared, source }) => undeclared.map((path) => [path, source] as const)));
    const declared = command.outputs.map(({ path }) => path);
    for (const [path, source] of first(paths)) {
      const message = `"${command.name}" emits ${path} (${source}), which it does not declare.`;
      const hint = "Add it to the command's outputs, or do not emit it.";
      faults.report("R001", places.at(command, "name"), message + sibling(path, declared) + more(paths.size), hint);
    }
  }

  function lintOutputs(command: Command, own: readonly Emission[]): void {
    if (own.length === 0) return;
    const missing: Output[] = [];
    for (const output of command.outputs) {
      const values = own.flatMap(({ context }) => valuesAt(context, output.path.split(".")));
      if (values.length === 0) missing.push(output);
      const wrong = values.find((value) => !fits(value, output.type));
      if (wrong === undefined) continue;
      const message = `Output "${output.path}" of "${command.name}" is declared ${output.type}, and ${told(wrong)} was emitted.`;
      faults.report("R003", places.at(output, "type"), message, "Correct the type, or emit what is declared.");
    }
    const recorded = own.length === 1 ? "the recorded run" : `any of ${own.length} recorded runs`;
    for (const output of first(missing)) {
      const message = `Output "${output.path}" of "${command.name}" was not emitted by ${recorded}.`;
      const hint = "Record a run that emits it, or remove the output.";
      faults.report("R002", places.at(output, "contextPath"), message + more(missing.length), hint);
    }
  }
}

// --- internal ---

/** The declared path that was meant: of those beside it, for what most paths begin with makes them all alike. */
function sibling(path: string, declared: readonly string[]): string {
  const parent = path.slice(0, path.lastIndexOf(".") + 1);
  const beside = declared.filter((each) => each.startsWith(parent)).map((each) => each.slice(parent.length));
  const meant = nearest(path.slice(parent.length), beside);
  return meant === undefined ? "" : ` Did you mean "${parent}${meant}"?`;
}

/** More findings of a kind for one command help nobody. */
const MOST = 3;
/** Values of one path that are looked at: a recording may hold thousands of objects. */
const MOST_VALUES = 10_000;

function first<T>(items: Iterable<T>): T[] {
  return Iterator.from(items).take(MOST).toArray();
}

function more(count: number): string {
  return count > MOST ? ` (${count} such paths in all)` : "";
}

/** The values below a path, lists on the way and at its end taken apart; null is a value. */
function valuesAt(context: Json, names: readonly string[]): Json[] {
  let level = membersOf(context);
  for (const name of names) {
    level = level.flatMap((value) => {
      const below = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
      return below === undefined ? [] : membersOf(below);
    });
  }
  return level;
}

/** A list's members; an empty list counts as a value that fits every type. */
function membersOf(value: Json): Json[] {
  if (!Array.isArray(value)) return [value];
  return value.length === 0 ? [null] : value.slice(0, MOST_VALUES);
}

function fits(value: Json, type: Output["type"]): boolean {
  if (type === "unknown" || value === null) return true;
  if (type === "date") return typeof value === "string" ? !Number.isNaN(Date.parse(value)) : typeof value === "number";
  return typeof value === type;
}

function told(value: Json): string {
  const text = JSON.stringify(value);
  return isJsonObject(value) ? "an object" : text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
