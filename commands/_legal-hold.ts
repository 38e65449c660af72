import { ArgumentError, isNotFound, NotFoundError } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import type { LegalHold, Matter } from "./_api/legal-hold.ts";
import type { User } from "./_api/users.ts";
import { noUser } from "./_watchlists.ts";

/** A matter, and the host that has it. */
export interface FoundMatter {
  host: LegalHold;
  matter: Matter;
}

/**
 * The matter of exactly that name or, where none has it, of that id: on the gateway or, in tenants whose gateway has no
 * legal hold, on the console host.
 * @throws NotFoundError when there is none, naming those that come near · ArgumentError when several have the name
 */
export async function findMatter(client: Incydr, wanted: string, signal: AbortSignal): Promise<FoundMatter> {
  const [host, similar] = await search(client, wanted, signal);
  const exact = similar.filter(({ name }) => name === wanted);
  const [matter, ...others] = exact;
  if (others.length > 0) {
    throw new ArgumentError(
      `There are ${exact.length} legal hold matters called ${wanted}: ${exact.map(describe).join("; ")}.`,
      "Give the ID of the one you mean as mattername.",
    );
  }
  if (matter) return { host, matter };
  const byId = /^\d{10,}$/.test(wanted) ? await host.matter(wanted, signal) : undefined;
  if (byId) return { host, matter: byId };
  throw await noMatter(host, wanted, similar, signal);
}

/** @throws ArgumentError when the matter is closed, for those who want to change who is in it */
export function assertActive(matter: Matter): void {
  if (matter.active) return;
  throw new ArgumentError(
    closedText(matter),
    "Reactivate it in the Incydr console, or give the name of an active one.",
  );
}

/** What to say of a matter that is closed. */
export function closedText({ matterId, name }: Matter): string {
  return `The legal hold matter ${name} (${matterId}) is closed: it holds nobody, and takes nobody in.`;
}

/** The matters that hold a user, on whichever host knows: their names with their IDs. */
export async function mattersHolding(client: Incydr, userId: string, signal: AbortSignal): Promise<string[]> {
  const held = await client.legalHold.heldBy(userId, signal).catch((error: unknown) => {
    if (!isNotFound(error)) throw error;
    return client.consoleLegalHold.heldBy(userId, signal);
  });
  return held.map(({ matterId, name }) => `${name} (${matterId})`);
}

/** @throws NotFoundError naming the user */
export async function resolveUser(client: Incydr, username: string, signal: AbortSignal): Promise<User> {
  const user = await client.users.byUsername(username, signal);
  if (user) return user;
  throw noUser(username);
}

// --- internal ---

async function search(client: Incydr, name: string, signal: AbortSignal): Promise<[LegalHold, Matter[]]> {
  try {
    return [client.legalHold, await all(client.legalHold.matters(name, signal))];
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return [client.consoleLegalHold, await all(client.consoleLegalHold.matters(name, signal))];
  }
}

async function all(pages: AsyncIterable<Matter[]>): Promise<Matter[]> {
  const found: Matter[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

/** Incydr finds names that contain the wanted one. Where none does, the first of all are named. */
async function noMatter(
  host: LegalHold,
  wanted: string,
  similar: readonly Matter[],
  signal: AbortSignal,
): Promise<NotFoundError> {
  const message = `There is no legal hold matter called ${wanted}.`;
  if (similar.length > 0) {
    return new NotFoundError(message, `Did you mean ${similar.slice(0, SHOWN).map(describe).join("; ")}?`);
  }
  for await (const page of host.matters(undefined, signal)) {
    const some = page.slice(0, SHOWN).map(describe).join("; ");
    return new NotFoundError(message, `Give the whole name, or the ID, of a matter. Among them: ${some}.`);
  }
  return new NotFoundError(
    message,
    "There are no matters at all, or none that the API client may see: look for it in the Incydr console.",
  );
}

const SHOWN = 20;

function describe({ matterId, name, active }: Matter): string {
  return `${name} (${matterId}${active ? "" : ", closed"})`;
}
