import { isSystemArgument } from "../../dispatch/system-arguments.ts";
import { toList, toText } from "../../manifest/coerce.ts";
import type { Report } from "../../manifest/findings.ts";
import type { Argument, Command, Manifest } from "../../manifest/manifest.ts";
import type { Places } from "../../manifest/places.ts";
import { allowedTexts, argumentsSchema } from "../../manifest/schema.ts";
import type { Value } from "../../manifest/value.ts";
import { didYouMean } from "../../nearest.ts";
import type { Playbook, Task } from "../playbook.ts";
import { clip } from "../load/reading.ts";
import { checkApproval } from "./check-approval.ts";

/**
 * Holds a playbook against the manifest of an integration: that its commands are declared and called as they are, and
 * that a person stands before what is destructive. What other brands have is not known here, and not looked at.
 */
export function checkCalls(playbook: Playbook, places: Places, manifest: Manifest, report: Report): void {
  const commands = new Map<string, Command>();
  for (const command of manifest.commands) {
    for (const name of [command.name, ...command.aliases]) commands.set(name, command);
  }
  const destructive: Task[] = [];
  for (const task of playbook.tasks.values()) {
    if (task.type !== "command" && task.type !== "command condition") continue;
    const isOurs = task.brand === manifest.id;
    if (task.brand !== undefined && !isOurs) continue;
    const command = commands.get(task.command);
    const at = placeIn(places, task, "task", "script");
    if (command) {
      checkCall(task.args, command, { places, task, report, at });
      if (command.effect === "destructive") destructive.push(task);
    } else if (isOurs) {
      const nearest = didYouMean(task.command, commands.keys());
      const message = `${manifest.id} has no command "${clip(task.command)}".${nearest}`;
      report("P020", at, message, "soar commands lists them; it may have been renamed or taken out.");
    }
  }
  checkApproval(playbook, destructive, places, report);
}

// --- internal ---

interface Call {
  places: Places;
  task: Task;
  report: Report;
  /** Where the command stands. */
  at: number;
}

function checkCall(args: Readonly<Record<string, Value>>, command: Command, { places, task, report, at }: Call): void {
  const declared = new Map(command.arguments.map((argument) => [argument.name, argument]));
  for (const [name, value] of Object.entries(args)) {
    const place = placeIn(places, task, "scriptarguments", name);
    const argument = declared.get(name);
    if (argument) checkChoice(argument, value, { command, report, at: place });
    else if (!isSystemArgument(name)) {
      const message = `"${command.name}" has no argument "${clip(name)}".${didYouMean(name, declared.keys())}`;
      report("P021", place, message, `soar commands ${command.name} lists them.`);
    }
  }
  for (const name of argumentsSchema(command).required.filter((each) => args[each] === undefined)) {
    report("P022", at, `"${command.name}" is called without "${name}", which it requires.`, `Give ${name}.`);
  }
  if (command.deprecated) {
    const successor = command.successor === undefined ? "" : ` Call ${command.successor} instead.`;
    report("P024", at, `"${command.name}" is deprecated.${successor}`, "Its description says what replaces it.");
  }
}

/** Where the value of a key in a section of the task stands. */
function placeIn(places: Places, task: Task, section: string, key: string): number {
  const map = places.of(task)?.entry(section)?.value;
  return (map?.kind === "map" ? map.entries.get(key)?.value.at : undefined) ?? places.at(task, section);
}

/** Only what stands there as it is can be looked at: what a path gives is not known before. */
function checkChoice(
  argument: Argument,
  value: Value,
  { command, report, at }: { command: Command; report: Report; at: number },
): void {
  const allowed = allowedTexts(argument);
  if (allowed === undefined || !("simple" in value)) return;
  const text = toText(value.simple);
  if (text.includes("${")) return;
  for (const member of argument.isArray ? toList(text) : [text]) {
    if (allowed.includes(toText(member))) continue;
    const what = `"${clip(toText(member))}"`;
    const message = `${argument.name} of "${command.name}" cannot be ${what}.${didYouMean(toText(member), allowed)}`;
    report("P023", at, message, `Write one of ${allowed.join(", ")}.`);
  }
}
