import { ApiError, CredentialsError, type SoarError } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import type { Session } from "./_api/sessions.ts";
import type { SessionNames } from "./_map/security-alert.ts";

/** The names of a session's actor and rules, and what of them could not be found out. */
export interface FoundNames extends SessionNames {
  /** In sentences. A deleted actor or rule is one, too. */
  gaps: string[];
}

/**
 * Looks up the names behind sessions' ids: nothing is asked where the session carries them, and each actor and rule
 * once at most. `tolerant` makes a gap of an actor or rule that Incydr refuses or fails to serve, so that one broken
 * record does not hold up all others, and stops asking where it goes on like that; a failure of budget or network is
 * thrown either way.
 */
export function createNames(
  client: Incydr,
  options: { signal: AbortSignal; tolerant: boolean },
): (session: Session) => Promise<FoundNames> {
  const { signal, tolerant } = options;
  const actor = once(lookUp((id) => client.actors.get(id, signal), tolerant));
  const rule = once(lookUp((id) => client.alertRules.get(id, signal), tolerant));

  return async (session) => {
    const gaps: string[] = [];
    const rules = new Set<string>();
    for (const { ruleId, ruleName } of session.triggeredAlerts) {
      const name = ruleName ?? (ruleId ? take(await rule(ruleId), `alert rule ${ruleId}`, gaps) : undefined);
      if (name) rules.add(name);
    }
    const { actorId, actorName } = session;
    const name = actorName ?? (actorId ? take(await actor(actorId), `actor ${actorId}`, gaps) : undefined);
    return { actor: name, rules: [...rules], gaps };
  };
}

// --- internal ---

/** So many failures of one kind of record, and no more of it are asked for. */
const MOST_FAILURES = 3;

type Found = { name: string } | { gap: string };

function lookUp(
  read: (id: string) => Promise<{ name: string } | undefined>,
  tolerant: boolean,
): (id: string) => Promise<Found> {
  let failures = 0;
  let last: SoarError | undefined;
  return async (id) => {
    if (last && failures >= MOST_FAILURES)
      return { gap: `was not looked up, after others had failed (${last.message})` };
    try {
      return (await read(id)) ?? { gap: "no longer exists" };
    } catch (error) {
      if (!tolerant || !(error instanceof ApiError || error instanceof CredentialsError)) throw error;
      // A permission that is missing is missing for all of them.
      failures += error instanceof CredentialsError ? MOST_FAILURES : 1;
      last = error;
      return { gap: `could not be looked up (${error.message})` };
    }
  };
}

function take(found: Found, what: string, gaps: string[]): string | undefined {
  if ("name" in found) return found.name;
  const gap = `The ${what} ${found.gap}.`;
  if (!gaps.includes(gap)) gaps.push(gap);
  return undefined;
}

function once<T>(read: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (id) => {
    const known = asked.get(id);
    if (known) return known;
    const answer = read(id);
    asked.set(id, answer);
    return answer;
  };
}
