import isEqual from "lodash/isEqual.js";
import { type Manifest, type Parameter, ParameterType } from "../manifest.ts";
import type { Note } from "./change.ts";
import { compareChoices } from "./compare-choices.ts";
import { pairUp } from "./pairs.ts";
import type { Words } from "./words.ts";

export function compareParameters(before: Manifest, after: Manifest, note: Note, words: Words): void {
  const { kept, gone, added, perhaps } = pairUp(before.parameters, after.parameters, ({ name }) => name);
  for (const { name } of gone) note("C104", `Parameter "${name}" is gone.${perhaps(name)}`, after, "configuration");
  for (const parameter of added) {
    if (isAskedFor(parameter)) note("C109", `Parameter "${parameter.name}" is new, and must be given.`, parameter);
    else note("C201", `Parameter "${parameter.name}" is new.`, parameter);
  }
  for (const [old, fresh] of kept) compareParameter(old, fresh, note, words);
}

// --- internal ---

/** An instance without it is refused. */
function isAskedFor({ required, hidden, defaultValue }: Parameter): boolean {
  return required && !hidden && (defaultValue ?? "") === "";
}

function compareParameter(before: Parameter, after: Parameter, note: Note, words: Words): void {
  const what = `Parameter "${after.name}"`;
  words.compare(before.display, after.display, after, "display");
  words.compare(before.info, after.info, after, "additionalinfo");
  if (before.type !== after.type) {
    const isAlike = TEXT.includes(before.type) && TEXT.includes(after.type);
    const message = `${what} was of type ${before.type} and is ${after.type} now.`;
    note(isAlike ? "C302" : "C107", message, after, "type");
  }
  const [wasAskedFor, isNowAskedFor] = [isAskedFor(before), isAskedFor(after)];
  if (!wasAskedFor && isNowAskedFor) note("C109", `${what} must be given now.`, after, "required");
  else if (wasAskedFor && !isNowAskedFor) note("C204", `${what} need not be given any more.`, after, "required");
  else if (!isEqual(before.defaultValue ?? "", after.defaultValue ?? "")) {
    note("C202", `The default of parameter "${after.name}" has changed.`, after, "defaultvalue");
  }
  if (CHOICES.includes(before.type) && before.type === after.type) {
    compareChoices(before.options, after.options, { what, part: after, key: "options" }, note);
  }
  compareVariables(before, after, what, note);
  if (before.hidden !== after.hidden) {
    note("C302", `${what} is ${after.hidden ? "hidden" : "shown"} now.`, after, "hidden");
  }
}

/** The same to those who read them: one line, or several. */
const TEXT: readonly number[] = [ParameterType.text, ParameterType.longText];
const CHOICES: readonly number[] = [ParameterType.singleSelect, ParameterType.multiSelect];

function compareVariables({ env: before }: Parameter, after: Parameter, what: string, note: Note): void {
  const gone = before.filter((name) => !after.env.includes(name));
  const added = after.env.filter((name) => !before.includes(name));
  if (gone.length > 0) note("C105", `${what} is no longer set by ${gone.join(", ")}.`, after, "x-soar");
  if (added.length > 0) note("C201", `${what} is set by ${added.join(", ")}, too.`, after, "x-soar");
}
