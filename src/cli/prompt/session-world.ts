import type { Session } from "../../engine/open-session.ts";
import type { LineWorld } from "../complete/world.ts";

/** What there is to be named at the prompt. `incident` gives the id of the incident at hand, if there is one. */
export function sessionWorld({ instances, store }: Session, incident: () => string | undefined): LineWorld {
  return {
    commands: () => Promise.resolve(instances.flatMap(({ manifest }) => manifest.commands)),
    incidents: async (prefix) => {
      const found = await store.incidents.list({ limit: MOST_INCIDENTS });
      return found.filter(({ id }) => id.startsWith(prefix));
    },
    context: () => store.investigations.context(incident() ?? "playground"),
    lines: () => store.history.newest(MOST_LINES),
  };
}

// --- internal ---

const MOST_INCIDENTS = 100;
const MOST_LINES = 1_000;
