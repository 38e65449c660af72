import type { CliIo, Globals } from "./globals.ts";
import { coloursOf } from "./render/colours.ts";
import { renderEntry } from "./render/entry.ts";
import { investigationOf, withStore } from "./session.ts";

/** `soar war-room`: the entries of an incident's investigation, or of the playground, oldest first. */
export async function warRoom(globals: Globals, io: CliIo): Promise<number> {
  return withStore(globals, io, async (store) => {
    const entries = await store.investigations.entries(await investigationOf(globals, store));
    if (globals.json) {
      io.terminal.print(JSON.stringify({ entries }));
      return 0;
    }
    const colours = coloursOf(io.terminal);
    for (const entry of entries) io.terminal.print(`${renderEntry(entry, io.terminal.columns, colours)}\n`);
    if (entries.length === 0 && !globals.quiet) io.terminal.notice("No entries yet. `soar run` writes the first.");
    return 0;
  });
}
