import type { Command, EffectKind, Manifest } from "../manifest.ts";
import type { Note } from "./change.ts";
import { compareArguments } from "./compare-arguments.ts";
import { compareOutputs } from "./compare-outputs.ts";
import { pairUp } from "./pairs.ts";
import type { Words } from "./words.ts";

export function compareCommands(before: Manifest, after: Manifest, note: Note, words: Words): void {
  const { kept, gone, added, perhaps } = pairUp(before.commands, after.commands, ({ name }) => name);
  const callable = new Map(after.commands.flatMap((command) => command.aliases.map((alias) => [alias, command])));
  const heirs = new Set<Command>();
  for (const command of gone) {
    const heir = callable.get(command.name);
    if (heir === undefined) {
      note("C101", `Command "${command.name}" is gone.${perhaps(command.name)}`, after, "script");
      continue;
    }
    heirs.add(heir);
    note("C201", `Command "${command.name}" is called "${heir.name}" now; the old name still works.`, heir);
    compareCommand(command, heir, note, words);
  }
  for (const command of added) if (!heirs.has(command)) note("C201", `Command "${command.name}" is new.`, command);
  for (const [old, fresh] of kept) compareCommand(old, fresh, note, words);
  compareAliases(before, after, note);
}

// --- internal ---

const HARM: Record<EffectKind, number> = { read: 0, write: 1, destructive: 2 };

function compareCommand(before: Command, after: Command, note: Note, words: Words): void {
  const what = `Command "${after.name}"`;
  words.compare(before.description, after.description, after, "description");
  if (before.effect !== after.effect) {
    const code = HARM[after.effect] > HARM[before.effect] ? "C110" : "C204";
    note(code, `The effect of "${after.name}" was ${before.effect} and is ${after.effect} now.`, after, "x-soar");
  }
  if (!before.deprecated && after.deprecated) note("C203", `${what} is deprecated now.`, after, "deprecated");
  const quiet = ["hidden", "timeoutMs", "polling"] as const;
  const changed = quiet.filter((key) => before[key] !== after[key]);
  if (changed.length > 0) note("C302", `${what} has changed in ${changed.join(", ").replace("Ms", "")}.`, after);
  compareArguments(before, after, note, words);
  compareOutputs(before, after, note, words);
}

function compareAliases(before: Manifest, after: Manifest, note: Note): void {
  const old = aliasesOf(before);
  const fresh = aliasesOf(after);
  const names = new Map(after.commands.map((command) => [command.name, command]));
  for (const [alias, command] of old) {
    if (fresh.has(alias) || names.has(alias)) continue;
    const now = names.get(command.name);
    note("C105", `The alias "${alias}" of "${command.name}" is gone.`, now ?? after, now ? "x-soar" : "script");
  }
  const known = new Set([...old.keys(), ...before.commands.map(({ name }) => name)]);
  for (const [alias, command] of fresh) {
    if (!known.has(alias)) note("C201", `The alias "${alias}" of "${command.name}" is new.`, command, "x-soar");
  }
}

function aliasesOf({ commands }: Manifest): Map<string, Command> {
  return new Map(commands.flatMap((command) => command.aliases.map((alias) => [alias, command] as const)));
}
