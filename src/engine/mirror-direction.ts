import { CLOSE_REASONS } from "../manifest/incident-content.ts";
import { didYouMean } from "../nearest.ts";
import { ArgumentError } from "../errors.ts";
import type { RunningInstance } from "./open-instance.ts";

type Mirroring = Pick<RunningInstance, "params" | "manifest">;

/** Whether what is done to its incidents here is handed over to the vendor. */
export function mirrorsOut({ params }: Mirroring): boolean {
  return directionOf(params).has("outgoing");
}

/** Whether what is done to the vendor's items is done to its incidents. */
export function mirrorsIn({ params }: Mirroring): boolean {
  return directionOf(params).has("incoming");
}

/** Reasons for which an incident of the integration can be closed → what the vendor's item is set to. */
export function closeReasonsOf({ manifest }: Pick<Mirroring, "manifest">): Record<string, string> {
  return manifest.soar.incident?.closeReasons ?? CLOSE_REASONS;
}

/**
 * A close reason as it is declared, whatever the case it is written in, and its state at the vendor.
 * @param given undefined: "Other" where it is declared, else the first
 * @throws ArgumentError for one that is not declared, with the nearest and all of them
 */
export function findCloseReason(
  given: string | undefined,
  reasons: Record<string, string>,
): { reason: string; remoteState: string } {
  const names = Object.keys(reasons);
  const wanted = (given ?? (names.includes("Other") ? "Other" : (names[0] ?? "Other"))).trim().toLowerCase();
  const reason = names.find((name) => name.toLowerCase() === wanted);
  if (reason !== undefined) return { reason, remoteState: reasons[reason] ?? reason };
  throw new ArgumentError(
    `There is no close reason "${given ?? ""}".${didYouMean(given ?? "", names)}`,
    `The reasons are: ${names.join(", ")}.`,
  );
}

/** The reason whose state the vendor's item has: the first declared; where none has it, the state itself. */
export function reasonOfState(state: string, reasons: Record<string, string>): string {
  return Object.entries(reasons).find(([, each]) => each === state)?.[0] ?? state;
}

// --- internal ---

/** XSOAR's words: None, Incoming, Outgoing, Incoming And Outgoing. */
function directionOf({ mirror_direction: direction }: Record<string, unknown>): Set<string> {
  return new Set(typeof direction === "string" ? direction.toLowerCase().split(/\s+and\s+|\s+/u) : []);
}
