import type { Report } from "../../manifest/findings.ts";
import type { Places } from "../../manifest/places.ts";
import { followers } from "../load/check-graph.ts";
import { clip } from "../load/reading.ts";
import type { Playbook, Task } from "../playbook.ts";

/** Reports each of the tasks that can be reached from the start without a person having answered on the way. */
export function checkApproval(
  { start, tasks }: Playbook,
  destructive: readonly Task[],
  places: Places,
  report: Report,
): void {
  if (destructive.length === 0) return;
  const unasked = new Set<string>([start]);
  // A set gives what is added to it while it is gone through, too.
  for (const id of unasked) {
    const task = tasks.get(id);
    if (!task || PEOPLES.has(task.type)) continue;
    for (const next of followers(task)) unasked.add(next);
  }
  for (const task of destructive) {
    if (!unasked.has(task.id)) continue;
    const what = task.type === "command" || task.type === "command condition" ? task.command : task.name;
    const message = `Task "${task.id}" calls ${clip(what)}, which is destructive, and nobody is asked before.`;
    const hint = "Put a question before it (a condition with message:, or one that a person decides), on every way.";
    report("P025", places.at(task, "task"), message, hint);
  }
}

// --- internal ---

/** Tasks that wait for a person's answer. */
const PEOPLES: ReadonlySet<Task["type"]> = new Set(["manual", "decision", "ask", "collection"]);
