import isEqual from "lodash/isEqual.js";
import type { Argument, Command } from "../manifest.ts";
import type { Note } from "./change.ts";
import { compareChoices } from "./compare-choices.ts";
import { pairUp } from "./pairs.ts";
import type { Words } from "./words.ts";

export function compareArguments(before: Command, after: Command, note: Note, words: Words): void {
  const of = ` of "${after.name}"`;
  const { kept, gone, added, perhaps } = pairUp(before.arguments, after.arguments, ({ name }) => name);
  for (const { name } of gone) note("C102", `Argument "${name}"${of} is gone.${perhaps(name)}`, after, "arguments");
  for (const argument of added) {
    if (isAskedFor(argument)) note("C108", `Argument "${argument.name}"${of} is new, and must be given.`, argument);
    else note("C201", `Argument "${argument.name}"${of} is new.`, argument);
  }
  for (const [old, fresh] of kept) compareArgument(old, fresh, `Argument "${fresh.name}"${of}`, note, words);
  comparePositional(before, after, note);
}

// --- internal ---

/** A call without it is refused. */
function isAskedFor({ required, defaultValue }: Argument): boolean {
  return required && (defaultValue ?? "") === "";
}

function compareArgument(before: Argument, after: Argument, what: string, note: Note, words: Words): void {
  words.compare(before.description, after.description, after, "description");
  compareType(before, after, what, note);
  const [wasAskedFor, isNowAskedFor] = [isAskedFor(before), isAskedFor(after)];
  if (!wasAskedFor && isNowAskedFor) note("C108", `${what} must be given now.`, after, "required");
  else if (wasAskedFor && !isNowAskedFor) note("C204", `${what} need not be given any more.`, after, "required");
  else if (!isEqual(before.defaultValue ?? "", after.defaultValue ?? "")) {
    note("C202", `The default of ${what.replace("A", "a")} ${changed(before, after)}.`, after, "defaultValue");
  }
  compareChoices(before.choices, after.choices, { what, part: after, key: "predefined" }, note);
  if (!before.deprecated && after.deprecated) note("C203", `${what} is deprecated now.`, after, "deprecated");
  if (before.hidden !== after.hidden || before.secret !== after.secret) {
    note("C302", `${what} is shown otherwise.`, after, before.hidden === after.hidden ? "secret" : "hidden");
  }
}

function compareType(before: Argument, after: Argument, what: string, note: Note): void {
  if (before.isArray && !after.isArray) note("C107", `${what} no longer takes a list.`, after, "isArray");
  if (!before.isArray && after.isArray) note("C204", `${what} takes a list now.`, after, "isArray");
  if (before.type === after.type) return;
  // Whatever is given is text, or can be written as text.
  const isWider = after.type === "unknown" || after.type === "string";
  note(isWider ? "C204" : "C107", `${what} was of type ${before.type} and is ${after.type} now.`, after, "type");
}

function changed({ defaultValue: was = "" }: Argument, { defaultValue: is = "" }: Argument): string {
  if (was === "") return `is ${JSON.stringify(is)} now, and there was none`;
  return is === ""
    ? `was ${JSON.stringify(was)} and is gone`
    : `was ${JSON.stringify(was)} and is ${JSON.stringify(is)} now`;
}

function comparePositional(before: Command, after: Command, note: Note): void {
  const was = before.arguments.find(({ positional }) => positional);
  const is = after.arguments.find(({ positional }) => positional);
  if (was?.name === is?.name) return;
  if (was === undefined) {
    if (is !== undefined)
      note("C204", `A value without a name goes to "${is.name}" of "${after.name}" now.`, is, "default");
    return;
  }
  const now = is === undefined ? "nowhere now" : `to "${is.name}" now`;
  const message = `A value without a name went to "${was.name}" of "${after.name}", and goes ${now}.`;
  note("C112", message, is ?? after, is ? "default" : "arguments");
}
