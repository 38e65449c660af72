import { ApiError, ArgumentError, NotFoundError, tableToMarkdown, type Handler } from "soarkit";
import type { ConsoleUser } from "./_api/console-users.ts";
import type { Code42 } from "./_manifest.gen.ts";
import { resolveOrg } from "./_orgs.ts";

export const run: Handler<Code42, "code42-user-create"> = async ({ args, client, signal }) => {
  const { orgname, username, email } = args;
  const { orgUid } = await resolveOrg(client, orgname, signal);
  const warnings: string[] = [];
  const user = await client.consoleUsers.create({ orgUid, username, email }, signal).catch(async (error: unknown) => {
    if (isOrgGone(error)) throw orgGone(orgname, error);
    if (!(error instanceof ApiError) || !error.body.includes("USER_DUPLICATE")) throw error;
    // Refused because it was done before? Then what was wanted is so.
    const same = await client.consoleUsers.byUsername(username, signal);
    const difference = same ? differenceOf(same, { orgUid, email }) : "is one whom the API client may not see";
    if (!same || difference) throw taken(username, difference, error);
    warnings.push(`The user ${username} was there already.`);
    return same;
  });
  const created = { UserID: user.userUid, Username: user.username, Email: user.email ?? email };
  return {
    readable: tableToMarkdown("Code42 User Created", [created], { headers: ["Username", "Email", "UserID"] }),
    context: { "Code42.User": created },
    raw: user,
    warnings,
  };
};

// --- internal ---

/** In what the user there is differs from the one wanted; empty when in nothing. */
function differenceOf(user: ConsoleUser, wanted: { orgUid: string; email: string }): string {
  if (user.orgUid !== wanted.orgUid) return `belongs to the organization ${user.orgName ?? user.orgUid ?? "unknown"}`;
  if (user.email?.toLowerCase() !== wanted.email.toLowerCase()) return `has the email ${user.email ?? "unknown"}`;
  return user.active === false ? "is deactivated" : "";
}

function isOrgGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && error.body.includes("Organization was not found");
}

function orgGone(name: string, cause: unknown): NotFoundError {
  return new NotFoundError(
    `Incydr does not find the organization ${name} any more, though it was there a moment ago.`,
    "Run the command again: it then names the organizations that there are.",
    { cause },
  );
}

function taken(username: string, difference: string, cause: ApiError): ArgumentError {
  const hint =
    difference === "is deactivated"
      ? "Run code42-user-reactivate to have the user back."
      : "Choose another username, or change the user there is in the console.";
  return new ArgumentError(`The username ${username} is taken: its user ${difference}.`, hint, { cause });
}
