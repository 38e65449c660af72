import { ApiError, ArgumentError, tableToMarkdown, type CommandResult } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import type { User } from "./_api/users.ts";
import { noUser } from "./_watchlists.ts";

/** @throws NotFoundError naming the user */
export async function resolveUser(client: Incydr, username: string, signal: AbortSignal): Promise<User> {
  const user = await client.users.byUsername(username, signal);
  if (user) return user;
  throw noUser(username);
}

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
  if (user.active !== active) {
    const sent = active ? client.users.activate(user.userId, signal) : client.users.deactivate(user.userId, signal);
    await sent.catch((error: unknown) => {
      throw toReason(error, user);
    });
  }
  return changed(
    user,
    { Active: active },
    { word: active ? "Reactivated" : "Deactivated", was: user.active === active },
  );
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
  if (user.blocked !== blocked) {
    const { consoleUsers } = client;
    const sent = blocked ? consoleUsers.block(user.userId, signal) : consoleUsers.unblock(user.userId, signal);
    await sent.catch((error: unknown) => {
      throw toReason(error, user);
    });
  }
  return changed(
    user,
    { Blocked: blocked },
    { word: blocked ? "Blocked" : "Unblocked", was: user.blocked === blocked },
  );
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
      headers: ["UserID", "Username", "FirstName", "LastName", "OrgName"],
      removeNull: true,
    }),
    context: { "Code42.User": context },
    ...(was && { warnings: [`${username} was ${word.toLowerCase()} already.`] }),
  };
}

/** Incydr's documented reasons in plain words; every other refusal as it is. */
function toReason(error: unknown, { username }: User): unknown {
  if (!(error instanceof ApiError)) return error;
  if (error.status === 400 && error.body.includes("ACTIVE_LEGAL_HOLD")) {
    return new ArgumentError(
      `${username} is under a legal hold, and Incydr deactivates nobody who is.`,
      "Release the user with code42-legalhold-remove-user first. Until then, code42-user-block keeps the user out.",
      { cause: error },
    );
  }
  if (error.status === 404 && /user not found/i.test(error.body)) return noUser(username, error);
  return error;
}
