import { ApiError, ArgumentError, isNotFound, tableToMarkdown, type CommandResult } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import type { User } from "./_api/users.ts";
import { mattersHolding, resolveUser } from "./_legal-hold.ts";
import { noUser } from "./_watchlists.ts";

/**
 * Deactivates or reactivates a user. One who is so already stays, and a warning says it.
 * @throws NotFoundError naming the user · ArgumentError when a legal hold keeps from it
 */
export async function setActive(
  client: Incydr,
  username: string,
  active: boolean,
  signal: AbortSignal,
): Promise<CommandResult<"Code42.User">> {
  const user = await resolveUser(client, username, signal);
  const was = user.active === active;
  if (!was) {
    const sent = active ? client.users.activate(user.userId, signal) : client.users.deactivate(user.userId, signal);
    await sent.catch(async (error: unknown) => {
      throw isHeld(error) ? await held(client, user, error, signal) : toReason(error, user);
    });
  }
  return changed(user, { Active: active }, { word: active ? "Reactivated" : "Deactivated", was });
}

/**
 * Blocks or unblocks a user, on the console host: the gateway cannot. One who is so already stays, and a warning says it.
 * @throws NotFoundError naming the user
 */
export async function setBlocked(
  client: Incydr,
  username: string,
  blocked: boolean,
  signal: AbortSignal,
): Promise<CommandResult<"Code42.User">> {
  const user = await resolveUser(client, username, signal);
  const was = user.blocked === blocked;
  if (!was) {
    const { consoleUsers } = client;
    const sent = blocked ? consoleUsers.block(user.userId, signal) : consoleUsers.unblock(user.userId, signal);
    await sent.catch((error: unknown) => {
      throw toReason(error, user);
    });
  }
  return changed(user, { Blocked: blocked }, { word: blocked ? "Blocked" : "Unblocked", was });
}

/**
 * Whom a change would be about, for who is asked whether it may be made.
 * @throws NotFoundError naming the user
 */
export async function previewOf(
  client: Incydr,
  username: string,
  change: "deactivates" | "blocks",
  signal: AbortSignal,
): Promise<string> {
  const user = await resolveUser(client, username, signal);
  const [isDone, state] = change === "blocks" ? [user.blocked, "blocked"] : [user.active === false, "deactivated"];
  if (isDone) return `${user.username} is ${state} already: this changes nothing.`;
  const name = [user.firstName, user.lastName].filter((part) => part).join(" ");
  const whom = name === "" ? user.username : `${name} (${user.username})`;
  return `This ${change} ${whom}${user.orgName ? ` of ${user.orgName}` : ""}.`;
}

// --- internal ---

function changed(
  { userId, username, firstName, lastName, orgName }: User,
  state: { Active: boolean } | { Blocked: boolean },
  { word, was }: { word: string; was: boolean },
): CommandResult<"Code42.User"> {
  const context = { UserID: userId, Username: username, ...state };
  // Whom it was that was meant, for who looks at it.
  const row = { ...context, FirstName: firstName, LastName: lastName, OrgName: orgName };
  return {
    readable: tableToMarkdown(`Code42 User ${word}`, [row], {
      headers: ["Username", "FirstName", "LastName", "OrgName", "UserID"],
      removeNull: true,
    }),
    context: { "Code42.User": context },
    ...(was && { warnings: [`${username} was ${word.toLowerCase()} already.`] }),
  };
}

function isHeld(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && error.body.includes("ACTIVE_LEGAL_HOLD");
}

async function held(client: Incydr, user: User, cause: unknown, signal: AbortSignal): Promise<ArgumentError> {
  // The reason is known. What is looked up here only helps, and an API client may lack the permission for it.
  const matters = await mattersHolding(client, user.userId, signal).catch(() => []);
  const from = matters.length === 0 ? "it" : matters.join("; ");
  return new ArgumentError(
    `${user.username} is under a legal hold, and Incydr deactivates nobody who is.`,
    `code42-user-block keeps the user out meanwhile. To deactivate, release the user from ${from} with ` +
      "code42-legalhold-remove-user, when whoever answers for the hold agrees.",
    { cause },
  );
}

/** A user who has gone since the look-up; every other failure as it is, that of a path that has gone, too. */
function toReason(error: unknown, { username }: User): unknown {
  const isGone = isNotFound(error) && /user not found/i.test(error.body);
  return isGone ? noUser(username, error) : error;
}
