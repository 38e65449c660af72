import { type Mirrored, mirroredLine, refusedLine } from "../engine/mirror-instance.ts";
import { strandedChanges, strandedText } from "../engine/stranded-changes.ts";
import type { Session } from "../engine/open-session.ts";
import type { Globals } from "./globals.ts";
import type { Terminal } from "./terminal.ts";

/** What was mirrored, as `--json` shows it; undefined where nothing is mirrored. */
export function toJsonMirrored(
  { instance, out, in: came, errors }: Mirrored | undefined = { instance: "", errors: [] },
) {
  if (!out && !came && errors.length === 0) return undefined;
  return {
    instance,
    ...(out && {
      handedOver: out.done,
      refused: out.refused.map(({ incidentId }) => incidentId),
      waiting: out.waiting,
    }),
    ...(came && { closed: came.closed, reopened: came.reopened, noted: came.noted }),
    ...(errors[0] && { error: { code: errors[0].code, message: errors[0].message, hint: errors[0].hint } }),
  };
}

/** Tells people what was mirrored, and what was not. Says nothing where there was nothing to mirror. */
export function tellMirrored(mirrored: Mirrored, { quiet }: Globals, terminal: Terminal): void {
  const { instance, out } = mirrored;
  const line = mirroredLine(mirrored);
  if (line !== undefined && !quiet) terminal.notice(`${instance}: ${line}`);
  for (const change of out?.refused ?? []) terminal.notice(`warning: ${refusedLine(change)}`);
  if (out?.error) {
    terminal.notice(`warning: ${instance} could not be told: ${out.error.message}`);
    terminal.notice("    The changes are kept. The next `soar fetch` hands them over, or `soar incidents sync`.");
  }
}

/** Warns of changes that wait for an instance that is not configured any more. Says nothing where all is well. */
export async function tellStranded(
  { instances, store }: Pick<Session, "instances" | "store">,
  { instance: only }: Globals,
  terminal: Terminal,
): Promise<void> {
  // Of the others it is not known then whether they are configured.
  if (only !== undefined) return;
  const names = instances.map(({ name }) => name);
  for (const { found, remedy } of (await strandedChanges(store.mirror, names)).map(strandedText)) {
    terminal.notice(`warning: ${found}`);
    terminal.notice(`    ${remedy}`);
  }
}
