import { ApiError, ArgumentError, NotFoundError, type SoarError } from "../../errors.ts";
import type { Command } from "../../manifest/manifest.ts";
import { count, notesOf, type Check } from "./check.ts";
import type { Family } from "./plan-probes.ts";
import type { SeenRequest } from "./watch-wire.ts";

/** What came of a probe; why none was made, where it says `skipped`. */
export type ProbeOutcome = { requests: readonly SeenRequest[]; error?: SoarError } | { skipped: string };

/** Whether the credentials can use the commands of a family, as far as reading shows it. */
export function checkFamily(group: string, family: Family, outcome: ProbeOutcome | undefined): Check {
  const { probe, permissions, commands } = family;
  const notes = notesOf(group);
  const tried = probe?.command ?? commands[0];
  const name = tried?.name ?? "";
  const others = commands.filter((command) => command !== tried).map((command) => command.name);
  const also = others.length === 0 ? "" : `; the same holds for ${others.join(", ")}`;
  const needs = permissions.length === 0 ? "" : `, needs ${permissions.join(", ")}`;
  if (!probe || !outcome) return notes.skipped(name, `not tried: no example of it is recorded${needs}${also}`);
  if ("skipped" in outcome) return notes.skipped(name, `not tried: ${outcome.skipped}${needs}${also}`);
  const { requests, error } = outcome;
  const refused = requests.filter(({ status }) => status === 401 || status === 403);
  if (refused.length > 0) {
    const lines = [...new Set(refused.map(({ method, path, status }) => `${method} ${path} (${status ?? 0})`))];
    const give =
      permissions.length === 0
        ? "Give the instance's account the permission that these requests need, at the vendor's."
        : `Give the instance's account at the vendor's: ${permissions.join(", ")}.`;
    return notes.failed(name, `refused: ${lines.slice(0, SHOWN).join(", ")}${also}`, give);
  }
  if (error instanceof ArgumentError) return notes.skipped(name, `not tried: ${error.message}${needs}${also}`);
  if (error && !isAnswer(error)) return notes.warning(name, error.message, error.hint);
  const cost = requests.length === 0 ? "it needs no request" : count(requests.length, "request");
  return notes.ok(name, `can be used (${cost})${also}`);
}

/** What is never tried: commands that change something. */
export function checkWrites(group: string, commands: readonly Command[]): Check[] {
  if (commands.length === 0) return [];
  const names = commands.map(({ name }) => name).join(", ");
  const permissions = [...new Set(commands.flatMap((command) => command.permissions))];
  const needs = permissions.length === 0 ? "" : `; needed: ${permissions.join(", ")}`;
  return [notesOf(group).skipped("writes", `not tried (writes): ${names}${needs}`)];
}

// --- internal ---

const SHOWN = 3;

/** The vendor understood who asks and what, and had nothing of that kind: that is allowed to be asked. */
function isAnswer(error: SoarError): boolean {
  return error instanceof NotFoundError || (error instanceof ApiError && error.status >= 400 && error.status < 500);
}
