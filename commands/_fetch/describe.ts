import type { FetchedIncident, Log } from "soarkit";
import type { Incydr } from "../_api/incydr.ts";
import type { Session } from "../_api/sessions.ts";
import { toIncident } from "../_map/incident.ts";
import { createNames } from "../_names.ts";
import { readSessionFiles } from "./files.ts";

/** Gives each of a page's sessions as an incident. Whatever cannot be found out about one is said in its details. */
export type Describe = <T extends { session: Session }>(
  page: readonly T[],
) => Promise<{ entry: T; incident: FetchedIncident }[]>;

/** Names are looked up once per run; file events, where they are wanted, for a whole page at a time. */
export function createDescribe(
  client: Incydr,
  options: { includeFiles: boolean; now: number; log: Log; signal: AbortSignal },
): Describe {
  const { includeFiles, now, log, signal } = options;
  const namesOf = createNames(client, { signal, tolerant: true });

  return async (page) => {
    const sessions = page.map(({ session }) => session);
    const files = includeFiles ? await readSessionFiles(client, sessions, { log, signal }) : undefined;
    const described = [];
    for (const entry of page) {
      const { session } = entry;
      const { gaps, ...names } = await namesOf(session);
      const file = files?.get(session.sessionId);
      const extras = {
        names,
        consoleUrl: client.consoleUrl,
        fileEvents: file?.events,
        gaps: file?.gap ? [...gaps, file.gap] : gaps,
        seenAt: now,
      };
      described.push({ entry, incident: toIncident(session, extras) });
    }
    return described;
  };
}
