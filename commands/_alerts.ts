import { isNotFound, NotFoundError, tableToMarkdown, type CommandResult } from "soarkit";
import type { Incydr } from "./_api/incydr.ts";
import type { Session, SessionState } from "./_api/sessions.ts";
import { securityAlertHeaders, toSecurityAlert } from "./_map/security-alert.ts";
import { createNames } from "./_names.ts";

/** An alert (a session, in Incydr's newer words) as table and context. */
export async function showAlert(
  title: string,
  session: Session,
  client: Incydr,
  signal: AbortSignal,
): Promise<CommandResult<"Code42.SecurityAlert">> {
  const names = await createNames(client, { signal, tolerant: false })(session);
  const alert = toSecurityAlert(session, names);
  return {
    readable: tableToMarkdown(title, [alert], { headers: securityAlertHeaders }),
    context: { "Code42.SecurityAlert": alert },
    raw: session,
    ...(names.gaps.length > 0 && { warnings: names.gaps }),
  };
}

/**
 * Sets the alert's state and shows it as it is then.
 * @throws NotFoundError when there is no such alert
 */
export async function setAlertState(
  id: string,
  state: SessionState,
  client: Incydr,
  signal: AbortSignal,
): Promise<CommandResult<"Code42.SecurityAlert">> {
  try {
    await client.sessions.changeState([id], state, signal);
  } catch (error) {
    throw isNotFound(error) ? noAlert(id, error) : error;
  }
  // Incydr may accept ids that it does not know; only the alert itself proves that the state was set.
  const session = await client.sessions.get(id, signal);
  if (!session) throw noAlert(id);
  return showAlert("Code42 Security Alert Updated", session, client, signal);
}

/** What to say of an alert that is not there. */
export function noAlertText(id: string): string {
  return `There is no alert with the ID ${id}.`;
}

// --- internal ---

function noAlert(id: string, cause?: unknown): NotFoundError {
  return new NotFoundError(
    noAlertText(id),
    "Take the ID from a fetched incident (code42alertid), or from the address of the alert in the Incydr console.",
    { cause },
  );
}
