import type { SoarError } from "../errors.ts";
import { toSoarError } from "../errors.ts";
import type { AppliedData, OutgoingChange } from "../incidents/mirror.ts";
import { mirrorsIn, mirrorsOut } from "./mirror-direction.ts";
import { bringIn } from "./mirror-in.ts";
import { handOver, type HandedOver, type MirrorRuntime } from "./mirror-out.ts";
import type { RunningInstance } from "./open-instance.ts";

/** What came of mirroring an instance in the directions that it mirrors. */
export interface Mirrored {
  instance: string;
  out?: HandedOver;
  in?: AppliedData;
  /** Why some changes still wait, or nothing was brought in. */
  errors: SoarError[];
}

/** Hands over what waits, then brings in what has happened. What one direction fails with does not stop the other. */
export async function mirrorInstance(instance: RunningInstance, runtime: MirrorRuntime): Promise<Mirrored> {
  const out = await handOverOf(instance, runtime);
  const came = await bringInTo(instance, runtime);
  return { ...out, ...came, errors: [...out.errors, ...came.errors] };
}

/** The first half: before a fetch, so that it meets the vendor's items as they are left here. */
export async function handOverOf(instance: RunningInstance, runtime: MirrorRuntime): Promise<Mirrored> {
  const { name } = instance;
  if (!mirrorsOut(instance)) return { instance: name, errors: [] };
  try {
    const out = await handOver(instance, runtime);
    return { instance: name, out, errors: out.error ? [out.error] : [] };
  } catch (thrown) {
    return { instance: name, errors: [toSoarError(thrown)] };
  }
}

/** The second half: after a fetch, so that what it has made is looked at, too. */
export async function bringInTo(instance: RunningInstance, runtime: MirrorRuntime): Promise<Mirrored> {
  const { name } = instance;
  if (!mirrorsIn(instance)) return { instance: name, errors: [] };
  try {
    return { instance: name, in: await bringIn(instance, runtime), errors: [] };
  } catch (thrown) {
    return { instance: name, errors: [toSoarError(thrown)] };
  }
}

/** One line for people about what came of it; undefined where there is nothing to say. */
export function mirroredLine({ out, in: came }: Mirrored): string | undefined {
  const parts = [
    count(out?.done, "handed over to the vendor"),
    count(out?.refused.length, "refused by the vendor"),
    count(out?.waiting, "waiting to be handed over"),
    count(came?.closed.length, "closed by the vendor"),
    count(came?.reopened.length, "reopened by the vendor"),
    count(came?.noted.length, "with new notes from the vendor"),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(", ");
}

/** A change that was refused, for people. */
export function refusedLine({ incidentId, change, error }: OutgoingChange): string {
  return `incident ${incidentId}: the vendor refused to ${VERBS[change.kind]}: ${error ?? ""}`;
}

// --- internal ---

const VERBS = { close: "close it", assign: "hear of its owner", note: "take the note" } as const;

function count(number: number | undefined, what: string): string | undefined {
  return number === undefined || number === 0 ? undefined : `${number} ${what}`;
}
