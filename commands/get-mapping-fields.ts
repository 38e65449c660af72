import { isRecord, type MappingHandler } from "soarkit";
import type { Session, Sessions } from "./_api/sessions.ts";
import { createDescribe } from "./_fetch/describe.ts";
import type { Code42 } from "./_manifest.gen.ts";

/** The session of the latest activity, as a fetch would make an incident of it. */
export const run: MappingHandler<Code42> = async ({ params, client, log, signal, now }) => {
  const session = await latestSession(client.sessions, signal);
  if (!session) return undefined;
  const describe = createDescribe(client, { includeFiles: params.include_files, now: now(), log, signal });
  const [described] = await Array.fromAsync(describe([{ session, faults: [] }]));
  const raw: unknown = JSON.parse(described?.incident.rawJSON ?? "null");
  return isRecord(raw) ? raw : undefined;
};

// --- internal ---

async function latestSession(sessions: Sessions, signal: AbortSignal): Promise<Session | undefined> {
  // Pages come latest first, so the first of the first is enough.
  for await (const [session] of sessions.pages({}, signal)) return session;
  return undefined;
}
