import { CredentialsError, type TestHandler } from "soarkit";
import { readFetchSettings } from "./_fetch/settings.ts";
import type { Code42 } from "./_manifest.gen.ts";

/**
 * Proves URL, credentials and every permission that reading needs. The first request tells a wrong URL or secret; the
 * others can then only fail for lack of a permission, and all that lack one are named together.
 */
export const run: TestHandler<Code42> = async ({ params, client, progress, signal, now }) => {
  readFetchSettings(params);
  await client.actors.probe(signal);
  const checks: [what: string, read: () => Promise<unknown>][] = [
    ["alerts", () => firstOf(client.sessions.pages({ onOrAfter: now() }, signal))],
    ["file events", () => firstOf(client.fileEvents.pages(ANY_EVENT, 1, signal))],
    ["watchlists", () => firstOf(client.watchlists.pages(signal))],
  ];
  const refused: string[] = [];
  let cause: unknown;
  for (const [index, [what, read]] of checks.entries()) {
    progress(index, checks.length, what);
    try {
      await read();
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      refused.push(what);
      cause = error;
    }
  }
  if (refused.length > 0) {
    throw new CredentialsError(
      `The API client may not read ${refused.join(", ")}.`,
      "Give it those permissions in the Incydr console, or create another API client.",
      { cause },
    );
  }
};

// --- internal ---

const ANY_EVENT = {
  groupClause: "AND" as const,
  groups: [{ filterClause: "AND" as const, filters: [{ term: "event.id", operator: "EXISTS", value: null }] }],
};

async function firstOf<T>(pages: AsyncIterable<T>): Promise<T | undefined> {
  for await (const page of pages) return page;
  return undefined;
}
