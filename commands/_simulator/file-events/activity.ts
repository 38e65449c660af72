import type { Person } from "../people.ts";
import { firstUse } from "../themes.ts";
import { draw } from "./draw.ts";
import type { Scenario } from "./scenarios.ts";

/** What a file event is made from. Everything else about it is drawn from `key`. */
export interface Activity {
  /** The event's id. */
  id: string;
  /** When it was inserted; microseconds since 1970. */
  insertedMicros: number;
  /** When it could first be found, where that is later; epoch milliseconds. */
  seenAt?: number;
  /** When it was detected, `@timestamp`; epoch milliseconds. */
  detectedAt: number;
  person: Person;
  scenario: Scenario;
  severity: SeverityLevel;
  key: number;
  /** The event of Incydr's published example: its file is given, not drawn. @default false */
  isExemplary?: boolean;
}

/** From 0, no risk, to 4, critical. */
export type SeverityLevel = 0 | 1 | 2 | 3 | 4;

/** The salts of an event's draws: each draw of an event has one of its own, so that none depends on another. */
export const salts = {
  severity: 1,
  scenario: 2,
  late: 3,
  lag: 4,
  sequence: 5,
  ingested: 6,
  name: 7,
  version: 8,
  folder: 9,
  modified: 10,
  acquired: 11,
  captured: 12,
  related: 13,
  trusted: 14,
  blocked: 15,
  partner: 16,
  device: 17,
  share: 18,
  classified: 19,
  hashError: 20,
} as const;

/** The risk indicators of the event: at every severity those whose weights add up to a score of that severity. */
export function indicatorsOf({ scenario, severity }: Activity): { name: string; weight: number }[] {
  const { destinationIndicator, contentIndicator, behaviourIndicator } = scenario;
  const bySeverity = [
    [],
    [behaviourIndicator],
    [destinationIndicator],
    [destinationIndicator, contentIndicator],
    [destinationIndicator, contentIndicator, firstUse],
  ];
  return bySeverity[severity] ?? [];
}

/** Whether an agent on the person's device saw it, rather than a connection to a cloud service. */
export function isOnDevice({ scenario }: Activity): boolean {
  return scenario.observer === "Endpoint";
}

/** Someone outside the company whom the event may involve. */
export function partnerOf({ key, person }: Activity): string {
  return draw(key, salts.partner) < 0.5 ? `${person.deviceUser}@personal.test` : "buyer@partner.test";
}
