import { ArgumentError } from "../../errors.ts";
import { didYouMean } from "../../nearest.ts";
import { labelOf, type Operation } from "./operation.ts";

export interface LeftOut {
  /** `GET /tickets/{id}` */
  operation: string;
  why: string;
}

/**
 * Which operations become commands. Without patterns: all that can and are not deprecated. A pattern is an operationId,
 * a tag, or `METHOD /path`; `*` stands for any characters, `?` for one.
 * @throws ArgumentError naming every pattern that fits nothing; when nothing is left; and when more is left than anybody
 *   could use
 */
export function chooseOperations(
  operations: readonly Operation[],
  patterns: readonly string[] | undefined,
): { chosen: Operation[]; leftOut: LeftOut[] } {
  const wanted = patterns === undefined ? undefined : wantedBy(operations, patterns);
  const chosen: Operation[] = [];
  const leftOut: LeftOut[] = [];
  for (const operation of operations) {
    const why = reason(operation, wanted);
    if (why === undefined) chosen.push(operation);
    else leftOut.push({ operation: labelOf(operation), why });
  }
  if (chosen.length > MOST_COMMANDS) throw tooMany(chosen);
  if (chosen.length === 0) {
    const lines = leftOut.slice(0, MOST_SHOWN).map((left) => `\n  ${left.operation}: ${left.why}`);
    throw new ArgumentError(
      `Not one operation of the document can become a command:${lines.join("")}`,
      "Choose others with --operations, or mend the document.",
    );
  }
  return { chosen, leftOut };
}

// --- internal ---

const MOST_SHOWN = 20;
/** XSOAR's largest integration has 143. */
const MOST_COMMANDS = 150;

function tooMany(chosen: readonly Operation[]): ArgumentError {
  const tags = Map.groupBy(chosen, ({ tags: [first = "no tag"] }) => first);
  const largest = [...tags].map(([tag, members]) => ({ tag, count: members.length })).sort((a, b) => b.count - a.count);
  const shown = largest.slice(0, MOST_SHOWN).map(({ tag, count }) => `${tag} (${String(count)})`);
  return new ArgumentError(
    `The document gives ${String(chosen.length)} commands; at most ${String(MOST_COMMANDS)} make an integration that ` +
      `anybody can find their way in. Its tags are ${shown.join(", ")}${largest.length > MOST_SHOWN ? " …" : ""}.`,
    'Choose what you need, such as --operations "GET /tickets*,Assets,closeTicket".',
  );
}

function reason(operation: Operation, wanted: ReadonlySet<Operation> | undefined): string | undefined {
  if (wanted !== undefined && !wanted.has(operation)) return "not chosen";
  const [obstacle] = operation.obstacles;
  if (obstacle !== undefined) return obstacle;
  return wanted === undefined && operation.isDeprecated
    ? "deprecated; name it with --operations to have it"
    : undefined;
}

function wantedBy(operations: readonly Operation[], patterns: readonly string[]): Set<Operation> {
  const wanted = new Set<Operation>();
  const unknown: string[] = [];
  for (const pattern of patterns) {
    const found = operations.filter((operation) => isMeant(operation, pattern));
    if (found.length === 0) unknown.push(pattern);
    for (const operation of found) wanted.add(operation);
  }
  if (unknown.length === 0) return wanted;
  const known = new Set(operations.flatMap((operation) => namesOf(operation)));
  const lines = unknown.map((pattern) => `No operation is "${pattern.slice(0, 100)}".${didYouMean(pattern, known)}`);
  throw new ArgumentError(
    lines.join("\n"),
    'Give operationIds, tags or paths, such as --operations "listTickets,GET /tickets/*,Assets".',
  );
}

function namesOf(operation: Operation): string[] {
  return [
    labelOf(operation),
    ...(operation.operationId === undefined ? [] : [operation.operationId]),
    ...operation.tags,
  ];
}

function isMeant(operation: Operation, pattern: string): boolean {
  return namesOf(operation).some((name) => matches(name.toLowerCase(), pattern.trim().toLowerCase()));
}

/** Whether a text fits a pattern with `*` and `?`; in the product of both lengths at worst. */
function matches(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let tried = 0;
  while (at < text.length) {
    const mark = pattern[next];
    if (mark === "*") {
      star = next;
      tried = at;
      next += 1;
    } else if (mark === "?" || (mark !== undefined && mark === text[at])) {
      at += 1;
      next += 1;
    } else if (star !== -1) {
      // The last star takes one character more.
      tried += 1;
      at = tried;
      next = star + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(next));
}
