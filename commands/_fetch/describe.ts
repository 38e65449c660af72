import type { FetchedIncident, Log } from "soarkit";
import type { Incydr } from "../_api/incydr.ts";
import type { FileEvent } from "../_api/file-events.ts";
import type { Session } from "../_api/sessions.ts";
import { toIncident, type SessionExtras } from "../_map/incident.ts";
import { createNames } from "../_names.ts";
import { createFileReader } from "./files.ts";
import type { Met } from "./survey.ts";

/** Gives sessions as incidents, in their order. Whatever cannot be found out about one is said in its details. */
export type Describe = <T extends Met>(met: readonly T[]) => AsyncGenerator<{ entry: T; incident: FetchedIncident }>;

/** Names are looked up once per run; file events, where they are wanted, for as many sessions at once as Incydr takes. */
export function createDescribe(
  client: Incydr,
  options: { includeFiles: boolean; now: number; log: Log; signal: AbortSignal },
): Describe {
  const { includeFiles, now, log, signal } = options;
  const namesOf = createNames(client, { signal, tolerant: true });
  const readFiles = includeFiles ? createFileReader(client, { log, signal }) : withoutFiles;

  return async function* (met) {
    for await (const { entry, events, gap } of readFiles(met)) {
      const { session, faults } = entry;
      const { gaps, ...names } = await namesOf(session);
      const all = [...faultGaps(faults), ...gaps, ...(gap === undefined ? [] : [gap])];
      const extras = { names, consoleUrl: client.consoleUrl, fileEvents: events, gaps: all, seenAt: now };
      yield { entry, incident: attempt(session, extras, log) };
    }
  };
}

// --- internal ---

/** One session that cannot be described must not keep the others from being it. */
function attempt(session: Session, extras: SessionExtras, log: Log): FetchedIncident {
  try {
    return toIncident(session, extras);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    log.warn("A session could not be described.", { id: session.sessionId, error: said });
    return {
      name: `Code42 - ${session.sessionId}`,
      occurred: new Date(extras.seenAt).toISOString(),
      details: [...extras.gaps, `This session could not be described (${said}).`].join("\n"),
      rawJSON: JSON.stringify(session),
    };
  }
}

async function* withoutFiles<T extends Met>(
  met: readonly T[],
): AsyncGenerator<{ entry: T; events?: FileEvent[]; gap?: string }> {
  for (const entry of met) yield { entry };
}

function faultGaps(faults: readonly string[]): string[] {
  const gaps = faults.includes("sessionId")
    ? ["Incydr gave this session without an id; the one shown here is made of its content."]
    : [];
  const fields = faults.filter((fault) => fault !== "sessionId");
  return fields.length > 0 ? [...gaps, `What Incydr gave as ${fields.join(", ")} could not be read.`] : gaps;
}
