import { CredentialsError, NetworkError, type SoarError } from "../../errors.ts";
import type { Token } from "../../http/ports.ts";
import { count, notesOf, shownMs, waitsFor, type Check } from "./check.ts";
import type { SeenRequest } from "./watch-wire.ts";

export interface CredentialFacts {
  /** What `test-module` ended with; undefined when all was well. */
  error: SoarError | undefined;
  /** What it sent. */
  requests: readonly SeenRequest[];
  /** The tokens that were used. */
  tokens: { kept?: Token; obtained?: Token };
  /** Epoch milliseconds. */
  now: number;
}

/** Whether the vendor takes the credentials, and what the integration's own test says. */
export function checkCredentials(group: string, facts: CredentialFacts): Check[] {
  const { error, requests } = facts;
  const notes = notesOf(group);
  const sent = count(requests.length, "request");
  const test = error ? notes.error("test-module", error) : notes.ok("test-module", `all is well (${sent})`);
  return [checkAccepted(group, facts), test];
}

/** Whether anything can be asked with these credentials. */
export function areAccepted({ error, requests }: Pick<CredentialFacts, "error" | "requests">): boolean {
  if (error === undefined) return true;
  return requests.some(({ status }) => status === 403) && !requests.some(({ status }) => status === 401);
}

// --- internal ---

function checkAccepted(group: string, facts: CredentialFacts): Check {
  const { error, requests, tokens, now } = facts;
  const notes = notesOf(group);
  if (areAccepted(facts)) {
    if (tokens.obtained) return notes.ok("credentials", `a token was obtained, ${validity(tokens.obtained, now)}`);
    if (tokens.kept) return notes.ok("credentials", `a token was kept from before, ${validity(tokens.kept, now)}`);
    const isProven = requests.length > 0;
    return isProven ? notes.ok("credentials", "accepted") : notes.skipped("credentials", "test-module asks nothing");
  }
  if (error instanceof CredentialsError) return notes.error("credentials", error);
  if (error instanceof NetworkError) return notes.skipped("credentials", waitsFor("a way to the vendor"));
  return notes.skipped("credentials", waitsFor("test-module"));
}

function validity({ expiresAt }: Token, now: number): string {
  return `valid for ${shownMs(Math.max(0, expiresAt - now))}`;
}
