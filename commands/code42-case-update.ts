import { ArgumentError, type Handler } from "soarkit";
import type { Case } from "./_api/cases.ts";
import { checkLengths, noCase, refused, resolvePeople, showCase } from "./_cases.ts";
import type { Code42 } from "./_manifest.gen.ts";

export const run: Handler<Code42, "code42-case-update"> = async ({ args, client, signal }) => {
  const { casenumber: number, clear = [] } = args;
  checkChange(args, clear);
  checkLengths(args);
  const { name, status, description, findings } = args;
  const change = { name, status, description, findings, ...(await resolvePeople(client, args, signal)) };
  const current = await client.cases.get(number, signal);
  if (!current) throw noCase(number);
  // Incydr erases what it is not sent, so all that is to stay is sent along.
  const before = fieldsOf(current);
  const cleared = Object.fromEntries(clear.map((field) => [field, null]));
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const fields = { ...before, ...Object.fromEntries(given), ...cleared };
  if (JSON.stringify(fields) === JSON.stringify(before)) return showCase("Code42 Case Unchanged", current);
  try {
    return showCase("Code42 Case Updated", await client.cases.replace(number, fields, signal));
  } catch (error) {
    throw await refused(error, { number, fields, client, signal });
  }
};

// --- internal ---

const CHANGEABLE = ["name", "status", "assignee", "subject", "description", "findings"] as const;

type Given = Readonly<Partial<Record<(typeof CHANGEABLE)[number], string>>>;

/** @throws ArgumentError when nothing is to be changed, or something both set and cleared */
function checkChange(args: Given, clear: readonly (typeof CHANGEABLE)[number][]): void {
  const given = CHANGEABLE.filter((name) => args[name] !== undefined);
  if (given.length === 0 && clear.length === 0) {
    const hint = `Give at least one of ${CHANGEABLE.join(", ")}; or name in clear what to empty.`;
    throw new ArgumentError("There is nothing to change.", hint);
  }
  const both = given.filter((name) => clear.includes(name));
  if (both.length > 0) {
    throw new ArgumentError(`Both given and to be cleared: ${both.join(", ")}.`, "Give a value, or name it in clear.");
  }
}

function fieldsOf(found: Case) {
  return {
    name: found.name,
    status: found.status ?? "OPEN",
    assignee: found.assignee ?? null,
    subject: found.subject ?? null,
    description: found.description ?? null,
    findings: found.findings ?? null,
  };
}
