import { labelOf, type Operation } from "./operation.ts";
import type { Naming } from "./names.ts";
import { pagingOf } from "./paging.ts";
import { Answers } from "./plan-answer.ts";
import { planArguments } from "./plan-arguments.ts";
import { verificationOf } from "./plan-verify.ts";
import type { CommandPlan } from "./plan.ts";
import { firstSentences } from "./sentences.ts";
import { unwrap } from "./unwrap.ts";
import { isAct, isAsk, isDestructive, thirdPersonOf } from "./verbs.ts";
import { camelOf, isMass, pluralPhrase, sentenceCase, withArticle } from "./words.ts";

/** Whether an operation answers a list of things. */
export function answersMany({ answer }: Operation): boolean {
  return answer.kind === "json" && unwrap(answer.shape).isMany;
}

/** All commands of an integration, decided. @param brand the first word of every context path */
export function planCommands(
  operations: readonly Operation[],
  names: ReadonlyMap<Operation, Naming>,
  brand: string,
): CommandPlan[] {
  const answers = new Answers(operations, brand);
  const members = new Set<string>();
  const planned = operations.flatMap((operation): CommandPlan[] => {
    const naming = names.get(operation);
    return naming === undefined ? [] : [planCommand(operation, naming, answers, members)];
  });
  const byPath = new Map(planned.map((plan) => [labelOf(plan.operation), plan]));
  return planned.map((plan) => {
    const verify = verificationOf(plan, byPath.get(`GET ${itemPathOf(plan)}`));
    return verify === undefined ? plan : { ...plan, verify };
  });
}

// --- internal ---

/** `/tickets/{id}` of itself and of `/tickets/{id}/close`. */
function itemPathOf({ operation: { path } }: CommandPlan): string {
  return path.slice(0, path.lastIndexOf("}") + 1);
}

function planCommand(operation: Operation, naming: Naming, answers: Answers, members: Set<string>): CommandPlan {
  const answer = operation.answer.kind === "json" ? unwrap(operation.answer.shape) : undefined;
  const effect = effectOf(operation, naming);
  const paging = answer === undefined || effect !== "read" ? undefined : pagingOf(operation, answer);
  const { arguments: planned, body } = planArguments(operation, naming, paging);
  return {
    operation,
    naming,
    member: memberName(naming, members),
    description: describe(operation, naming),
    effect,
    arguments: planned,
    ...(body !== undefined && { body }),
    ...(paging !== undefined && { paging }),
    answer: answers.answerOf(operation, naming),
  };
}

/** What the command is called within its part of the client; where two would share a name, the whole of it. */
function memberName(naming: Naming, taken: Set<string>): string {
  const { noun, resource, verb, command } = naming;
  const own = noun.filter((word, index) => resource[index] !== word);
  const short = camelOf([...own, ...verb, ...tailOf(naming)]) || "call";
  const isTaken = taken.has(`${resource.join("-")} ${short}`);
  const name = isTaken ? camelOf(command.split("-")) : short;
  taken.add(`${resource.join("-")} ${name}`);
  return name;
}

/** What a name says beyond noun and verb: `by email`, `v2`. */
function tailOf({ command, verb }: Naming): string[] {
  const words = command.split("-");
  const at = words.lastIndexOf(verb[0] ?? "");
  return at === -1 ? [] : words.slice(at + verb.length);
}

function describe(operation: Operation, naming: Naming): string {
  const { noun, verb } = naming;
  const said = firstSentences(operation.summary || operation.description) || usual(noun, verb, tailOf(naming));
  return operation.isDeprecated && !/deprecated/i.test(said) ? `Deprecated. ${said}` : said;
}

function usual(noun: readonly string[], [first = "", ...rest]: readonly string[], by: readonly string[]): string {
  const last = noun.at(-1) ?? "item";
  const things = pluralPhrase(noun).join(" ");
  const thing = isMass(last) ? noun.join(" ") : withArticle(noun);
  const isBulk = first === "bulk";
  const verb = isBulk ? (rest[0] ?? "change") : first;
  const isMany = isBulk || rest[0] === "all" || ["list", "search", "count", "query", "find", "filter"].includes(verb);
  const does = verb === "get" ? "Looks up" : sentenceCase(thirdPersonOf(verb));
  const tail = by[0] === "by" ? ` by ${by.filter((word) => word !== "by").join(" ")}` : isBulk ? " in bulk" : "";
  return `${does} ${isMany ? (rest[0] === "all" ? `all ${things}` : things) : thing}${tail}.`;
}

function effectOf({ method }: Operation, { verb }: Naming): CommandPlan["effect"] {
  const [first = ""] = verb;
  if (method === "DELETE" || (method !== "GET" && isDestructive(first))) return "destructive";
  if (method === "GET") return isAct(first) && !isAsk(first) ? "write" : "read";
  return method === "POST" && (isAsk(first) || first === "list" || first === "get") ? "read" : "write";
}
