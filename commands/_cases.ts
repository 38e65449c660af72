import {
  ApiError,
  ArgumentError,
  isJsonObject,
  isNotFound,
  NotFoundError,
  tableToMarkdown,
  type CommandResult,
  type Json,
} from "soarkit";
import type { Case, CaseFields } from "./_api/cases.ts";
import type { Incydr } from "./_api/incydr.ts";
import { toCase } from "./_map/case.ts";

/** A case as table and context. */
export function showCase(title: string, found: Case): CommandResult<"Code42.Case"> {
  const shown = toCase(found);
  // A row for each field: findings may be long, and a table of fifteen columns fits no screen. Names are enough for people.
  const rows = Object.entries(shown)
    .filter(([key]) => !(`${key}Username` in shown))
    .map(([Field, Value]: [string, unknown]) => ({ Field, Value }));
  return {
    readable: tableToMarkdown(title, rows, { headers: ["Field", "Value"] }),
    context: { "Code42.Case": shown },
    raw: found,
  };
}

/** What to say of a case that is not there. */
export function noCaseText(number: number): string {
  return `There is no case ${number}.`;
}

export function noCase(number: number, cause?: unknown): NotFoundError {
  return new NotFoundError(noCaseText(number), "Run code42-case-list to see the numbers of all cases.", { cause });
}

/**
 * Holds texts against the lengths that Incydr takes, before anything is sent.
 * @throws ArgumentError naming each that is too long
 */
export function checkLengths(fields: Pick<Partial<CaseFields>, "name" | "description" | "findings">): void {
  const faults = LONGEST.flatMap(([name, longest]) => {
    const length = fields[name]?.length ?? 0;
    return length > longest ? [`${name} has ${length} characters; Incydr takes at most ${longest}.`] : [];
  });
  if (faults.length > 0) throw new ArgumentError(faults.join(" "), "Shorten what is too long.");
}

/**
 * The ids of subject and assignee. What holds an @ is a username and looked up, all else is taken as an id.
 * @throws NotFoundError naming each who is not found
 */
export async function resolvePeople(
  client: Incydr,
  { subject, assignee }: Pick<CaseFields, "subject" | "assignee">,
  signal: AbortSignal,
): Promise<{ subject?: string; assignee?: string }> {
  const actorId = isName(subject) ? (await client.actors.parentByName(subject, signal))?.actorId : subject;
  const userId = isName(assignee) ? (await client.users.byUsername(assignee, signal))?.userId : assignee;
  const faults = [
    ...(subject && !actorId ? [`No actor found with the name ${subject} to be the subject.`] : []),
    ...(assignee && !userId ? [`No user found with username ${assignee} to be the assignee.`] : []),
  ];
  if (faults.length > 0) {
    throw new NotFoundError(faults.join(" "), "Give the whole name as Incydr shows it, or the ID.");
  }
  return { ...(actorId && { subject: actorId }), ...(userId && { assignee: userId }) };
}

/** The reason that Incydr gives for refusing something of a case, such as `NAME_EXISTS`. Undefined for any other error. */
export function problemOf(error: unknown): { problem: string; description: string } | undefined {
  if (!(error instanceof ApiError) || error.status !== 400) return undefined;
  const body = parse(error.body);
  if (!isJsonObject(body) || typeof body.problem !== "string") return undefined;
  return { problem: body.problem, description: typeof body.description === "string" ? body.description : "" };
}

/**
 * The error to report where Incydr refused to write a case: the analyst's, where its reason is a documented one; else
 * the error itself.
 */
export async function refused(error: unknown, { number, fields, client, signal }: Refused): Promise<unknown> {
  const { problem, description } = problemOf(error) ?? {};
  const options = { cause: error };
  if (problem === "NAME_EXISTS") {
    const taken = await findByName(client, fields.name, signal);
    const which = taken === undefined ? "" : `: number ${taken.number}${taken.status ? ` (${taken.status})` : ""}`;
    const hint = "Names of cases are unique. Go on with that case, or give another name.";
    return new ArgumentError(`There is a case called "${fields.name}" already${which}.`, hint, options);
  }
  if (problem === "DESCRIPTION_TOO_LONG") {
    return new ArgumentError("Incydr finds the description too long.", "Give at most 250 characters.", options);
  }
  if (problem === "INVALID_USER") return invalidUser(description ?? "", fields, error);
  if (number === undefined) return error;
  if (problem === "NO_EDITS_ONCE_CLOSED") return closedCase(number, error);
  return isNotFound(error) ? noCase(number, error) : error;
}

/** For a case that is final. */
export function closedCase(number: number, cause: unknown): ArgumentError {
  return new ArgumentError(
    `Case ${number} is closed and takes no changes.`,
    "Closed and archived cases stay as they are. Open a new one with code42-case-create.",
    { cause },
  );
}

// --- internal ---

const LONGEST = [
  ["name", 50],
  ["description", 250],
  ["findings", 30_000],
] as const;

interface Refused {
  /** Of the case that was to be changed; absent for a new one. */
  number?: number;
  /** As they were sent. */
  fields: CaseFields;
  client: Incydr;
  signal: AbortSignal;
}

function isName(text: string | null | undefined): text is string {
  return text?.includes("@") ?? false;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // A page of a proxy, say: no reason of Incydr's.
    return undefined;
  }
}

/** Incydr's filter takes parts of names, so what it finds is held against the whole. */
async function findByName(client: Incydr, name: string, signal: AbortSignal): Promise<Case | undefined> {
  const { items } = await client.cases.page({ name }, { number: 1, size: 100 }, signal);
  return items.find((found) => found.name === name);
}

function invalidUser(description: string, { subject, assignee }: CaseFields, cause: unknown): ArgumentError {
  const wrong = [
    ...(!subject || /assignee/i.test(description) ? [] : [`the subject ${subject}`]),
    ...(!assignee || /subject/i.test(description) ? [] : [`the assignee ${assignee}`]),
  ];
  return new ArgumentError(
    `Incydr does not take ${wrong.join(" or ") || "a user of the case"}: ${description || "no such user"}.`,
    "The subject is an actor (give the name with its @, or the actor ID), the assignee a user of the console " +
      "(give the username with its @, or the user ID).",
    { cause },
  );
}
