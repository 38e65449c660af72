import { capital, Fields } from "../../manifest/fields.ts";
import type { Branch, TaskWork } from "../playbook.ts";
import { readForm, readMessage } from "./read-form.ts";
import { readLoop } from "./read-loop.ts";
import { clip, readArgs, readGroups, type Reading } from "./reading.ts";

/** The types that a task may have. */
export const TASK_TYPES = ["start", "title", "section", "regular", "standard", "condition", "collection", "playbook"];

/**
 * What a task of a type does; undefined where there is no such type.
 * @param inner its `task` section, which says what it calls
 */
export function readWork(
  type: string,
  fields: Fields,
  inner: Fields | undefined,
  reading: Reading,
): TaskWork | undefined {
  switch (type) {
    case "start":
      return { type: "start" };
    case "title":
    case "section":
      return { type: "title" };
    case "regular":
    case "standard":
      return readCall(fields, inner, reading) ?? { type: "manual" };
    case "condition":
      return readCondition(fields, inner, reading);
    case "collection":
      return { type: "collection", message: readMessage(fields, reading), form: readForm(fields, reading) };
    case "playbook":
      return readSubPlaybook(fields, inner, reading);
    default:
      return undefined;
  }
}

// --- internal ---

/** What separates a brand from its command. */
const BAR = "|||";

function readCall(fields: Fields, inner: Fields | undefined, reading: Reading) {
  const script = inner?.text("script") ?? "";
  const automation = inner?.text("scriptName") ?? "";
  const args = readArgs(fields, "scriptarguments", reading);
  if (script.includes(BAR)) {
    const [brand = "", command = ""] = script.split(BAR);
    if (command.trim() === "") {
      const message = `${capital(fields.what)} names no command: "${clip(script)}".`;
      fields.report("P004", inner?.at("script") ?? fields.map.at, message, "Write Brand|||command, or |||command.");
    }
    return { type: "command" as const, ...(brand !== "" && { brand }), command, args };
  }
  const named = automation === "" ? script : automation;
  return named === "" ? undefined : { type: "automation" as const, automation: named, args };
}

function readCondition(fields: Fields, inner: Fields | undefined, reading: Reading): TaskWork {
  if (fields.list("conditions").length > 0) return { type: "condition", branches: readBranches(fields, reading) };
  const call = readCall(fields, inner, reading);
  if (call?.type === "automation") return { ...call, type: "script condition" };
  if (call !== undefined) return { ...call, type: "command condition" };
  if (fields.entry("message") !== undefined) return { type: "ask", message: readMessage(fields, reading) };
  return { type: "decision" };
}

function readBranches(fields: Fields, reading: Reading): Branch[] {
  const seen = new Set<string>();
  return fields.maps("conditions").flatMap((map) => {
    const each = new Fields(map, fields.report, `a branch of ${fields.what}`);
    const label = each.required("label", "P005", "Write the label that leads to the tasks behind it.")?.trim();
    if (label === undefined) return [];
    if (seen.has(label)) {
      const message = `Two branches of ${fields.what} have the label "${clip(label)}".`;
      fields.report(
        "P005",
        each.at("label"),
        message,
        "The second one can never be taken; give it a label of its own.",
      );
    }
    seen.add(label);
    const branch: Branch = { label, condition: readGroups(each, "condition", reading) };
    reading.places.set(branch, each);
    return [branch];
  });
}

function readSubPlaybook(fields: Fields, inner: Fields | undefined, reading: Reading): TaskWork {
  const playbook = inner?.text("playbookName") ?? inner?.text("playbookId") ?? "";
  if (playbook === "") {
    const at = inner?.map.at ?? fields.map.at;
    fields.report("P004", at, `${capital(fields.what)} names no playbook.`, "Write playbookName: below task:.");
  }
  const loop = readLoop(fields, reading);
  return {
    type: "playbook",
    playbook,
    isPrivate: fields.flag("separatecontext"),
    args: readArgs(fields, "scriptarguments", reading),
    ...(loop && { loop }),
  };
}
