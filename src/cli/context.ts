import { ArgumentError } from "../errors.ts";
import { evaluateDt } from "../context/dt/evaluate.ts";
import { parseDt } from "../context/dt/parse.ts";
import { dottedPaths } from "../context/paths.ts";
import { setContext } from "../context/set.ts";
import { contextView } from "../context/view.ts";
import { isJsonObject, toJson, type Json } from "../json.ts";
import { didYouMean } from "../nearest.ts";
import type { Store } from "../store/open.ts";
import type { CliIo, Globals } from "./globals.ts";
import { incidentOf, investigationOf, withStore } from "./session.ts";
import { withoutControls } from "./terminal.ts";

/** `soar context [DT]`, `soar context set PATH VALUE`, `soar context clear`. */
export async function context(words: string[], globals: Globals, io: CliIo): Promise<number> {
  return withStore(globals, io, async (store) => {
    const id = await investigationOf(globals, store);
    const [action, path, value] = words;
    if (action === "clear" && words.length === 1) {
      await store.investigations.append(id, [], () => ({}), io.now());
    } else if (action === "set" && path !== undefined && value !== undefined && words.length === 3) {
      await store.investigations.append(id, [], (before) => setContext(before, path, jsonOrText(value)), io.now());
    } else if (action === "set") {
      throw new ArgumentError("set takes a path and a value", 'For example: soar context set Case.Owner "Mara Quill"');
    } else if (words.length > 1) {
      throw new ArgumentError(
        `${words.length} expressions were given.${didYouMean(action ?? "", ACTIONS)}`,
        "Quote a DT expression that holds spaces.",
      );
    } else {
      await show(action, id, store, globals, io);
    }
    return 0;
  });
}

// --- internal ---

/** What can stand in the place of an expression: one may have been misspelt. */
const ACTIONS = ["set", "clear"];

async function show(dt: string | undefined, id: string, store: Store, globals: Globals, io: CliIo): Promise<void> {
  const { terminal, now } = io;
  const stored = await store.investigations.context(id);
  if (dt === undefined) {
    if (globals.json) terminal.print(JSON.stringify(stored));
    else
      for (const [path, value] of dottedPaths(stored))
        terminal.print(contextLine(path, value, terminal.isPiped ? Infinity : terminal.columns));
    return;
  }
  const incident = toJson(await incidentOf(globals, store));
  const { value, warnings } = evaluateDt(parseDt(dt), {
    root: contextView(stored, isJsonObject(incident) ? { incident } : {}),
    now,
  });
  for (const warning of warnings) terminal.notice(`warning: ${withoutControls(warning)}`);
  if (value !== undefined) terminal.print(JSON.stringify(value, null, globals.json ? 0 : 2));
  else if (globals.json) terminal.print("null");
  else if (!globals.quiet) terminal.notice(`That gives nothing in this context.${didYouMean(dt, ACTIONS)}`);
}

/** One line of the context as people read it, cut to `columns`. */
export function contextLine(path: string, value: Json, columns: number): string {
  const text = typeof value === "string" ? value.replaceAll("\n", "\\n") : JSON.stringify(value);
  const line = withoutControls(`${path} = ${text}`);
  const count = Array.isArray(value) ? ` (${String(value.length)})` : "";
  return line.length <= columns ? line : `${line.slice(0, columns - count.length - 1)}…${count}`;
}

function jsonOrText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // What is no JSON is meant as text.
    return text;
  }
}
