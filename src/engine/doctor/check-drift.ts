import type { Drift } from "../../http/drift/find-drift.ts";
import { count, notesOf, type Check } from "./check.ts";

export interface DriftOutcome {
  /** How many answers were looked at. */
  answers: number;
  drift: readonly Drift[];
  /** Endpoints of which no recording shows what they answer. */
  unlearnt: readonly string[];
  /** How many recordings could not be played again, so that their enumerations are not known. */
  unplayed: number;
}

/** What vendors' answers have that the integration was not made for. */
export function checkDrift(group: string, { answers, drift, unlearnt, unplayed }: DriftOutcome): Check[] {
  const notes = notesOf(group);
  const checks = drift.map((one) => notes.warning(one.kind, sentenceOf(one), remedyOf(one)));
  if (unlearnt.length > 0) {
    const what = `no recording in test_data shows what these answer: ${unlearnt.join(", ")}`;
    checks.push(notes.skipped("endpoints", what));
  }
  if (unplayed > 0) checks.push(notes.skipped("values", `${count(unplayed, "recording")} could not be played again`));
  if (answers === 0) return [notes.skipped("answers", "there is no answer to look at"), ...checks];
  if (drift.length > 0) return checks;
  return [
    notes.ok("answers", `${count(answers, "answer")}, nothing new in ${answers === 1 ? "it" : "them"}`),
    ...checks,
  ];
}

// --- internal ---

function sentenceOf({ endpoint, path, type, expected, count: times, example }: Drift): string {
  const was = expected === undefined ? "" : ` instead of ${expected}`;
  const such = example === undefined ? "" : `, such as ${example}`;
  return `${endpoint}: ${path === "" ? "the answer" : path} (${type}${was}${such}), ${times === 1 ? "once" : `${times} times`}`;
}

function remedyOf({ kind }: Drift): string {
  if (kind === "unknown value")
    return "Look whether the integration can handle it, and add it to the request's `known`.";
  return "Extend the answer's schema if the integration needs it, and record the command again (`soar run … --record`).";
}
