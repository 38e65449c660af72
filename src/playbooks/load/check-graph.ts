import type { Report } from "../../manifest/findings.ts";
import type { Places } from "../../manifest/places.ts";
import { nearest } from "../../nearest.ts";
import { ALWAYS, ON_ERROR, OTHERWISE, type Playbook, type Task } from "../playbook.ts";
import { clip } from "./reading.ts";

/** Reports what keeps a playbook's tasks from being walked from its start to an end. */
export function checkGraph(playbook: Playbook, places: Places, report: Report): void {
  checkStart(playbook, places, report);
  for (const task of playbook.tasks.values()) {
    checkNext(task, playbook, places, report);
    checkLabels(task, places, report);
  }
  const { reached, cycle } = walk(playbook);
  const [again] = cycle;
  const first = again === undefined ? undefined : playbook.tasks.get(again);
  if (first) {
    const way = cycle.map((id) => `"${id}"`).join(" → ");
    const hint = "To repeat tasks, put them into a playbook of their own, and loop over that.";
    report("P010", places.at(first, "nexttasks"), `The tasks ${way} lead back to where they began.`, hint);
  }
  for (const task of playbook.tasks.values()) {
    if (reached.has(task.id)) continue;
    const hint = "Lead a task to it (nexttasks:), or take it out.";
    report("P011", places.at(task, "id"), `No way leads to task ${nameOf(task)}.`, hint);
  }
}

/** The ids that follow a task, by whatever label. */
export function followers({ next }: Task): string[] {
  return [...new Set([...next.values()].flat())];
}

// --- internal ---

function checkStart(playbook: Playbook, places: Places, report: Report): void {
  const { start, tasks } = playbook;
  const first = tasks.get(start);
  if (!first) {
    const message = `The playbook begins with task "${clip(start)}", which there is not.`;
    report("P008", places.at(playbook, "starttaskid"), message, "Name the id of its task of type start.");
  } else if (first.type !== "start") {
    const hint = `Write type: start there, or name another one in starttaskid.`;
    report(
      "P008",
      places.at(first, "type"),
      `The playbook begins with task ${nameOf(first)}, which is no start.`,
      hint,
    );
  }
  for (const task of tasks.values()) {
    if (task.type !== "start" || task.id === start) continue;
    const message = `Task ${nameOf(task)} is of the type start, and the playbook begins with "${clip(start)}".`;
    report("P008", places.at(task, "type"), message, "A playbook has one start; write title instead.");
  }
}

function checkNext(task: Task, { tasks }: Playbook, places: Places, report: Report): void {
  for (const [label, ids] of task.next) {
    for (const id of ids) {
      if (tasks.has(id)) continue;
      const message = `Task ${nameOf(task)} leads to task "${clip(id)}" (${clip(label)}), which there is not.`;
      report("P009", places.at(task, "nexttasks"), message, "Name the id of a task, or take it out.");
    }
  }
}

/** What a task can answer must lead somewhere, and what leads somewhere be an answer; in capitals or not. */
function checkLabels(task: Task, places: Places, report: Report): void {
  const labels = labelsOf(task);
  if (labels === undefined) return;
  const answers = new Set([...labels, ...COMMON].map(plain));
  const ways = new Set([...task.next.keys()].map(plain));
  for (const label of task.next.keys()) {
    if (answers.has(plain(label))) continue;
    const like = nearest(label, labels);
    const hint = like === undefined ? "Give it a branch of that label, or take it out." : `Did you mean "${like}"?`;
    const message = `Task ${nameOf(task)} leads on by "${clip(label)}", which is none of its answers.`;
    report("P012", places.at(task, "nexttasks"), message, hint);
  }
  for (const label of labels) {
    if (ways.has(plain(label))) continue;
    const hint = "Name below nexttasks what follows; without it, this way ends there.";
    report("P013", places.at(task, "nexttasks"), `Nothing follows "${clip(label)}" of task ${nameOf(task)}.`, hint);
  }
}

function plain(label: string): string {
  return label.trim().toLowerCase();
}

const COMMON = [ALWAYS, OTHERWISE, ON_ERROR];

/** The labels that a task may answer with; undefined where that is not known before. */
function labelsOf(task: Task): string[] | undefined {
  if (task.type === "condition") return task.branches.map(({ label }) => label);
  if (task.type === "ask") return [...task.message.options];
  if (task.type === "decision" || task.type.endsWith(" condition")) return undefined;
  return [];
}

/** Depth first, without recursion: a playbook may be as deep as it is long. */
function walk({ start, tasks }: Playbook): { reached: Set<string>; cycle: string[] } {
  const reached = new Set<string>();
  const open = new Set<string>();
  let cycle: string[] = [];
  const begin = tasks.get(start);
  const path: { id: string; rest: string[] }[] = begin ? [{ id: start, rest: followers(begin) }] : [];
  if (begin) reached.add(start);
  open.add(start);
  for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
    const id = here.rest.shift();
    if (id === undefined) {
      open.delete(here.id);
      path.pop();
      continue;
    }
    if (open.has(id) && cycle.length === 0) {
      const ids = path.map((each) => each.id);
      cycle = [...ids.slice(ids.indexOf(id)), id];
    }
    const task = tasks.get(id);
    if (!task || reached.has(id)) continue;
    reached.add(id);
    open.add(id);
    path.push({ id, rest: followers(task) });
  }
  return { reached, cycle };
}

function nameOf({ id, name }: Task): string {
  return name === "" || name === id ? `"${clip(id)}"` : `"${clip(id)}" (${clip(name)})`;
}
