import type { FetchEstimate } from "soarkit";
import type { Code42 } from "../_manifest.gen.ts";
import { readCursor, windowOf } from "./cursor.ts";
import { readFetchSettings } from "./settings.ts";
import { countPages } from "./stable-pages.ts";
import { surveyed } from "./survey.ts";

export const estimate: FetchEstimate<Code42> = async ({ params, client, lastRun, range, signal, now }) => {
  const { severities, ...spans } = readFetchSettings(params);
  const { totalCount: reopened = 0 } = await client.sessions.page(
    { filter: surveyed(severities) },
    { number: 0, size: 1 },
    signal,
  );
  const span = { now: now(), ...spans };
  const window = range ?? windowOf(readCursor(lastRun, span), span);
  const { totalCount = 0 } = await client.sessions.page(
    { filter: surveyed(severities, window) },
    { number: 0, size: 1 },
    signal,
  );
  return {
    items: totalCount,
    requests: countPages(reopened, client.sessions.pageSize) + countPages(totalCount, client.sessions.pageSize),
  };
};
