import { ApiError, ArgumentError, isNotFound, NotFoundError, type SoarError } from "soarkit";
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

/** What to say of a watchlist that is not there, where that is not the analyst's to mend. @default noWatchlist */
type Absent = (id: string, cause: unknown) => SoarError;

/**
 * Adds an actor to a watchlist. One who is on it already stays.
 * @throws NotFoundError when there is no such watchlist, or Incydr's watchlists do not know the actor
 */
export async function addToWatchlist(
  client: Incydr,
  id: string,
  actor: Actor,
  signal: AbortSignal,
  absent: Absent = noWatchlist,
): Promise<void> {
  try {
    await client.watchlists.addActors(id, [actor.actorId], signal);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (!(await client.watchlists.get(id, signal))) throw absent(id, error);
    // Refused because it was done before? Then what was wanted is so.
    if (await client.watchlists.includedActor(id, actor.actorId, signal)) return;
    throw isUserUnknown(error) ? notToBeListed(actor, error) : error;
  }
}

/**
 * Removes an actor from a watchlist. False, and nobody is removed, where the actor was not added to it one by one or the
 * list does not exist: Incydr says yes to the removal of anyone, so that a typing error would pass for success.
 */
export async function removeFromWatchlist(
  client: Incydr,
  id: string,
  { actorId }: Actor,
  signal: AbortSignal,
): Promise<boolean> {
  if (!(await client.watchlists.includedActor(id, actorId, signal))) return false;
  try {
    await client.watchlists.removeActors(id, [actorId], signal);
    return true;
  } catch (error) {
    // Refused because somebody else has just removed the actor, or the list? Then what was wanted is so, but not by us.
    if (!isRefusal(error) || (await client.watchlists.includedActor(id, actorId, signal))) throw error;
    return false;
  }
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

/** How Incydr refuses a change of who is on a watchlist: 400 is published, 404 what other resources do. */
function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && [400, 404].includes(error.status);
}

/** "User not found" in version 1 of the API; what version 2 calls it is not published. */
function isUserUnknown({ body }: ApiError): boolean {
  return /\b(user|actor)s? (was |were )?not found/i.test(body);
}

function notToBeListed({ name }: Actor, cause: unknown): NotFoundError {
  return new NotFoundError(
    `Incydr has the actor ${name}, but finds no such user to put on a watchlist.`,
    `Run code42-actor-get username=${name} to see whether the actor is active and in scope; one who has just been ` +
      "removed cannot be added.",
    { cause },
  );
}

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
