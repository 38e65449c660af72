import { labelOf, type Operation } from "./operation.ts";
import type { Naming } from "./names.ts";
import { pagingOf } from "./paging.ts";
import { planArguments } from "./plan-arguments.ts";
import { likenessOf, planEntity } from "./plan-entity.ts";
import { verificationOf } from "./plan-verify.ts";
import type { AnswerPlan, CommandPlan, EntityPlan } from "./plan.ts";
import { firstSentences } from "./sentences.ts";
import { unwrap } from "./unwrap.ts";
import { isAct, isAsk, isDestructive, thirdPersonOf } from "./verbs.ts";
import {
  camelOf,
  isMass,
  pascalOf,
  pluralOf,
  sentenceCase,
  singularOf,
  typeNameOf,
  withArticle,
  wordsOf,
} from "./words.ts";

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
  const entities = new Entities(brand);
  const planned = operations.flatMap((operation): CommandPlan[] => {
    const naming = names.get(operation);
    return naming === undefined ? [] : [planCommand(operation, naming, entities)];
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

function planCommand(operation: Operation, naming: Naming, entities: Entities): CommandPlan {
  const answer = operation.answer.kind === "json" ? unwrap(operation.answer.shape) : undefined;
  const paging = answer === undefined ? undefined : pagingOf(operation, answer);
  const { arguments: planned, body } = planArguments(operation, naming, paging);
  const own = naming.noun.filter((word, index) => naming.resource[index] !== word);
  return {
    operation,
    naming,
    member: camelOf([...own, ...naming.verb, ...tailOf(naming)]) || "call",
    description: describe(operation, naming),
    effect: effectOf(operation, naming),
    arguments: planned,
    ...(body !== undefined && { body }),
    ...(paging !== undefined && { paging }),
    answer: entities.answerOf(operation, naming),
  };
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
  const things = [...noun.slice(0, -1), pluralOf(last)].join(" ");
  const thing = isMass(last) ? noun.join(" ") : withArticle(noun);
  const isBulk = first === "bulk";
  const verb = isBulk ? (rest[0] ?? "change") : first;
  const isMany = isBulk || rest[0] === "all" || ["list", "search", "count", "query", "find", "filter"].includes(verb);
  const does = verb === "get" ? "Looks up" : sentenceCase(thirdPersonOf(verb));
  const tail = by.length > 0 ? ` by ${by.filter((word) => word !== "by").join(" ")}` : isBulk ? " in bulk" : "";
  return `${does} ${isMany ? (rest[0] === "all" ? `all ${things}` : things) : thing}${tail}.`;
}

function effectOf({ method }: Operation, { verb }: Naming): CommandPlan["effect"] {
  const [first = ""] = verb;
  if (method === "DELETE" || (method !== "GET" && isDestructive(first))) return "destructive";
  if (method === "GET") return isAct(first) && !isAsk(first) ? "write" : "read";
  return method === "POST" && (isAsk(first) || first === "list" || first === "get") ? "read" : "write";
}

/** The things of one integration: those that look alike within a file are one, and each type has a name of its own. */
class Entities {
  readonly #brand: string;
  /** By file, then by name. */
  readonly #known = new Map<string, Map<string, EntityPlan>>();

  constructor(brand: string) {
    this.#brand = brand;
  }

  answerOf(operation: Operation, naming: Naming): AnswerPlan {
    const { answer, method } = operation;
    // Of what is gone nothing remains to be shown.
    if (answer.kind === "none" || method === "DELETE") return { kind: "none" };
    if (answer.kind === "file") return answer;
    const { item, isMany, path } = unwrap(answer.shape);
    const words = this.#wordsOf(item.name, naming, operation);
    const prefix = `${this.#brand}.${pascalOf(words)}`;
    if (item.kind !== "object") return { kind: "value", isMany, path, prefix, item };
    const entity = this.#entity(planEntity(item, { prefix, typeName: typeNameOf(words), words }), naming);
    return entity.fields.length === 0 ? { kind: "none" } : { kind: "entity", isMany, path, entity };
  }

  /**
   * What one thing is called: the noun of the path, or its component where that says the same more shortly or tells of
   * something else that an action answers.
   */
  #wordsOf(component: string | undefined, { noun, verb }: Naming, { path }: Operation): string[] {
    const words = component === undefined ? [] : cleaned(component);
    // `GET /users/{id}/manager` answers a user.
    if (words.length > 0 && words.every((word) => noun.includes(word))) return words;
    const isAboutIt = path.endsWith("}") || PLAIN.has(verb[0] ?? "") || words.includes(noun.at(-1) ?? "");
    if (isAboutIt) return noun;
    // `ticket-close` answers the ticket; `asset-wipe` a job, and `ticket-count` something of its own.
    return words.length > 0 ? words : [...noun, ...verb];
  }

  #entity(planned: EntityPlan, { resource }: Naming): EntityPlan {
    const file = resource.join("-");
    const known = this.#known.get(file) ?? new Map<string, EntityPlan>();
    this.#known.set(file, known);
    for (let number = 1; ; number++) {
      const typeName = safe(`${planned.typeName}${number === 1 ? "" : String(number)}`, this.#brand);
      const other = known.get(typeName);
      if (other === undefined) {
        const named = { ...planned, typeName };
        known.set(typeName, named);
        return named;
      }
      if (other.prefix === planned.prefix && likenessOf(other.fields) === likenessOf(planned.fields)) return other;
    }
  }
}

/** What is answered after these is the thing itself. */
const PLAIN: ReadonlySet<string> = new Set([
  ...["add", "create", "find", "get", "list", "query", "replace", "search", "set", "update"],
]);

/** The words of a component's name, in the singular, without what generators put around it. */
function cleaned(component: string): string[] {
  const words = wordsOf(component);
  const edges = new Set([
    "dto",
    "model",
    "schema",
    "response",
    "resource",
    "object",
    "entity",
    "result",
    "view",
    "out",
    "v1",
    "v2",
    "inline",
  ]);
  while (words.length > 1 && edges.has(words.at(-1) ?? "")) words.pop();
  if (words.some((word) => /^\d+$/.test(word) || word === "inline")) return [];
  return [...words.slice(0, -1), singularOf(words.at(-1) ?? "")];
}

/** Names that generated modules use themselves, or that would hide what every module knows. */
const TAKEN: ReadonlySet<string> = new Set([
  ...[
    "Api",
    "Array",
    "Boolean",
    "Date",
    "Error",
    "FileOutput",
    "Function",
    "HttpClient",
    "Infer",
    "Json",
    "JsonObject",
  ],
  ...["Map", "Number", "Object", "Promise", "ReadonlyArray", "Record", "RegExp", "Secret", "Set", "String", "Symbol"],
]);

function safe(typeName: string, brand: string): string {
  return TAKEN.has(typeName) || typeName === brand ? `${typeName}Entity` : typeName;
}
