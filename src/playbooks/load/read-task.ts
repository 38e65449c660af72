import { Fields } from "../../manifest/fields.ts";
import { didYouMean } from "../../nearest.ts";
import type { Task, TaskFacts } from "../playbook.ts";
import { readWork, TASK_TYPES } from "./read-work.ts";
import { clip, valueAt, type Reading } from "./reading.ts";

/** One task; undefined, and reported, where it is of no known type. */
export function readTask(id: string, fields: Fields, reading: Reading): Task | undefined {
  const { report } = fields;
  const inner = fields.child("task", `"task" of ${fields.what}`);
  const own = fields.text("id");
  if (own !== undefined && own !== id) {
    const message = `Task "${clip(id)}" says that its id is "${clip(own)}".`;
    report("P003", fields.at("id"), message, "Write the same id in both places.");
  }
  // The inner type may be missing, or another: the outer one counts.
  const type = fields.required("type", "P003", `Write one of ${TASK_TYPES.join(", ")}.`);
  if (type === undefined) return undefined;
  const work = readWork(type, fields, inner, reading);
  if (work === undefined) {
    const message = `There is no task type "${clip(type)}".${didYouMean(type, TASK_TYPES)}`;
    report("P003", fields.at("type"), message, `Write one of ${TASK_TYPES.join(", ")}.`);
    return undefined;
  }
  const task: Task = { ...readFacts(id, fields, inner, reading), ...work };
  reading.places.set(task, fields);
  return task;
}

// --- internal ---

function readFacts(id: string, fields: Fields, inner: Fields | undefined, reading: Reading): TaskFacts {
  const description = inner?.text("description");
  const quiet = readQuiet(fields);
  const assignee = readAssignee(fields, reading);
  return {
    id,
    name: inner?.text("name") ?? id,
    ...(description !== undefined && description !== "" && { description }),
    next: readNext(fields),
    onError: readOnError(fields),
    skipUnavailable: fields.flag("skipunavailable"),
    ...(quiet !== undefined && { quiet }),
    isNote: fields.flag("note"),
    tags: (inner?.texts("tags", true) ?? []).map(({ text }) => text),
    fieldMapping: readFieldMapping(fields, reading),
    timers: readTimers(fields),
    ...(assignee && { assignee }),
  };
}

function readNext(fields: Fields): Map<string, string[]> {
  const next = new Map<string, string[]>();
  const section = fields.child("nexttasks", `"nexttasks" of ${fields.what}`);
  for (const [label] of section?.map.entries ?? []) {
    const ids = section?.texts(label, true).map(({ text }) => text) ?? [];
    // Labels differ from those that they answer to in spaces, where authors are careless.
    const trimmed = label.trim();
    next.set(trimmed, [...(next.get(trimmed) ?? []), ...ids]);
  }
  return next;
}

function readOnError(fields: Fields): TaskFacts["onError"] {
  if (!fields.flag("continueonerror")) return "stop";
  const type = fields.text("continueonerrortype") ?? "";
  if (type === "errorPath") return "error path";
  if (type !== "") {
    const message = `"continueonerrortype" of ${fields.what} is "${clip(type)}".`;
    fields.report("P003", fields.at("continueonerrortype"), message, "Write errorPath, or leave it empty.");
  }
  return "continue";
}

function readQuiet(fields: Fields): boolean | undefined {
  const mode = fields.text("quietmode") ?? "0";
  if (mode === "1" || mode === "2") return mode === "1";
  if (mode !== "0" && mode !== "") {
    const message = `"quietmode" of ${fields.what} is "${clip(mode)}".`;
    fields.report("P003", fields.at("quietmode"), message, "Write 0 (as the playbook), 1 (on) or 2 (off).");
  }
  return undefined;
}

function readFieldMapping(fields: Fields, reading: Reading): TaskFacts["fieldMapping"] {
  return fields.maps("fieldMapping").flatMap((map) => {
    const mapping = new Fields(map, fields.report, `a field mapping of ${fields.what}`);
    const field = mapping.required("incidentfield", "P003", "Name the incident field that is set.")?.trim();
    const output = valueAt(mapping, "output", reading);
    return field !== undefined && output ? [{ field, output }] : [];
  });
}

function readTimers(fields: Fields): TaskFacts["timers"] {
  return fields.maps("timertriggers").flatMap((map) => {
    const timer = new Fields(map, fields.report, `a timer of ${fields.what}`);
    const field = timer.required("fieldname", "P003", "Name the incident field of the timer.");
    const action = timer.text("action") ?? "";
    if (action === "start" || action === "stop" || action === "pause") return field ? [{ field, action }] : [];
    fields.report(
      "P003",
      timer.at("action"),
      `A timer of ${fields.what} does "${clip(action)}".`,
      "Write start, stop or pause.",
    );
    return [];
  });
}

function readAssignee(fields: Fields, reading: Reading) {
  return valueAt(fields, "defaultassigneecomplex", reading) ?? valueAt(fields, "defaultassignee", reading);
}
