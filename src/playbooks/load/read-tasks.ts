import { Fields } from "../../manifest/fields.ts";
import type { Task } from "../playbook.ts";
import { readTask } from "./read-task.ts";
import { clip, type Reading } from "./reading.ts";

/** The tasks below `tasks:`, by their ids. What is no task is reported and left out. */
export function readTasks(root: Fields, reading: Reading): Map<string, Task> {
  const tasks = new Map<string, Task>();
  const section = root.child("tasks", '"tasks"');
  if (section === undefined) {
    root.report("P001", root.map.at, 'The playbook has no "tasks".', "Write each task below its id.");
    return tasks;
  }
  for (const [key, { value }] of section.map.entries) {
    // The suffix of a marketplace: XSOAR's own wins, others are not for us.
    const [id = "", marketplace] = key.split(":");
    if (marketplace !== undefined && marketplace !== "xsoar") continue;
    if (marketplace === undefined && section.map.entries.has(`${id}:xsoar`)) continue;
    if (value.kind !== "map") {
      root.report("P003", value.at, `Task "${clip(id)}" is no map of keys and values.`, "Write type: and task:.");
      continue;
    }
    const task = readTask(id, new Fields(value, root.report, `task "${clip(id)}"`), reading);
    if (task !== undefined) tasks.set(id, task);
  }
  return tasks;
}
