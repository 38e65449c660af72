import { ApiError, ArgumentError, isNotFound, NotFoundError } from "soarkit";
import type { Actor, ActorChange } from "./_api/actors.ts";
import type { Incydr } from "./_api/incydr.ts";
import type { Watchlist } from "./_api/watchlists.ts";

/**
 * The id of the watchlist that an analyst means: by its id, its type (`DEPARTING_EMPLOYEE`) or its title. An id is
 * taken as it is, without a request.
 * @throws NotFoundError when none has that type or title · ArgumentError when several have
 */
export async function resolveWatchlist(client: Incydr, wanted: string, signal: AbortSignal): Promise<string> {
  if (isWatchlistId(wanted)) return wanted;
  const all: Watchlist[] = [];
  for await (const page of client.watchlists.pages(signal)) all.push(...page);
  const matches = all.filter(({ listType, title }) => listType === wanted || title === wanted);
  const [match, ...others] = matches;
  if (!match) throw noneOf(wanted, all);
  if (others.length > 0) {
    throw new ArgumentError(
      `There are ${matches.length} watchlists called ${wanted}: ${matches.map(describe).join("; ")}.`,
      "Give the ID of the one you mean.",
    );
  }
  return match.watchlistId;
}

/**
 * The actor of that name, or its parent where it is one of several accounts.
 * @throws NotFoundError naming the user
 */
export async function resolveActor(client: Incydr, username: string, signal: AbortSignal): Promise<Actor> {
  const actor = await client.actors.parentByName(username, signal);
  if (actor) return actor;
  throw noUser(username);
}

/**
 * Adds an actor to a watchlist. One who is on it already stays.
 * @throws NotFoundError when there is no such watchlist
 */
export async function addToWatchlist(client: Incydr, id: string, actorId: string, signal: AbortSignal): Promise<void> {
  try {
    await client.watchlists.addActors(id, [actorId], signal);
  } catch (error) {
    if (!(error instanceof ApiError) || ![400, 404].includes(error.status)) throw error;
    if (!(await client.watchlists.get(id, signal))) throw noWatchlist(id, error);
    // Refused because it was done before? Then what was wanted is so.
    if (!(await client.watchlists.includedActor(id, actorId, signal))) throw error;
  }
}

/**
 * Removes an actor from a watchlist. False, and nobody is removed, where the actor was not added to it one by one or the
 * list does not exist: Incydr says yes to the removal of anyone, so that a typing error would pass for success.
 */
export async function removeFromWatchlist(
  client: Incydr,
  id: string,
  actorId: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (!(await client.watchlists.includedActor(id, actorId, signal))) return false;
  await client.watchlists.removeActors(id, [actorId], signal);
  return true;
}

/**
 * Writes the given fields of an actor. Gives the actor as it is then.
 * @throws NotFoundError when the actor is gone
 */
export async function updateActor(
  client: Incydr,
  actor: Actor,
  change: ActorChange,
  signal: AbortSignal,
): Promise<Actor> {
  try {
    return await client.actors.update(actor.actorId, change, signal);
  } catch (error) {
    throw isNotFound(error) ? noUser(actor.name, error) : error;
  }
}

/** For a username that Incydr does not know. */
export function noUser(username: string, cause?: unknown): NotFoundError {
  return new NotFoundError(
    `No user found with username ${username}.`,
    "Give the whole name as Incydr shows it, usually an email address.",
    { cause },
  );
}

/** For a watchlist id that Incydr does not know. */
export function noWatchlist(id: string, cause?: unknown): NotFoundError {
  return new NotFoundError(`There is no watchlist with the ID ${id}.`, HINT, { cause });
}

/** Whether a text is a watchlist's id. Only the dashed form: a custom title may look like any other. */
export function isWatchlistId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

// --- internal ---

const HINT = "Run code42-watchlists-list to see all watchlists.";

function noneOf(wanted: string, all: readonly Watchlist[]): NotFoundError {
  const known = all.slice(0, 20).map(({ listType, title }) => title ?? listType ?? "");
  return new NotFoundError(
    `There is no watchlist with the type or title ${wanted}.`,
    known.length === 0 ? HINT : `${HINT} Among them: ${known.join(", ")}.`,
  );
}

function describe({ watchlistId, listType, title }: Watchlist): string {
  return `${title ?? listType ?? ""} (${watchlistId})`;
}
