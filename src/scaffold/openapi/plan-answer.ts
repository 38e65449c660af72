import type { Naming } from "./names.ts";
import type { Operation } from "./operation.ts";
import { likenessOf, planEntity } from "./plan-entity.ts";
import type { AnswerPlan, EntityPlan } from "./plan.ts";
import { unwrap } from "./unwrap.ts";
import { pascalOf, singularPhrase, typeNameOf, wordsOf } from "./words.ts";

/** The things of one integration: those that look alike within a file are one, and each type has a name of its own. */
export class Answers {
  readonly #brand: string;
  /** By a collection's path, what its things are looked up by. */
  readonly #lookedUpBy: ReadonlyMap<string, string>;
  /** By file, then by name. */
  readonly #known = new Map<string, Map<string, EntityPlan>>();

  constructor(operations: readonly Operation[], brand: string) {
    this.#brand = brand;
    this.#lookedUpBy = new Map(
      operations.flatMap(({ method, path }) => {
        const match = method === "GET" ? /^(.*)\/\{([^{}]+)\}$/.exec(path) : null;
        return match === null ? [] : [[match[1] ?? "", match[2] ?? ""] as const];
      }),
    );
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
    const { path: at } = operation;
    const lookedUpBy = this.#lookedUpBy.get(at.endsWith("}") ? at.slice(0, at.lastIndexOf("/")) : at);
    const planned = planEntity(item, { prefix, typeName: typeNameOf(words), words }, lookedUpBy);
    const entity = this.#entity(planned, naming);
    return entity.fields.length === 0 ? { kind: "none" } : { kind: "entity", isMany, path, entity };
  }

  /**
   * What one thing is called: the noun of the path, or its component where that says the same more shortly or tells of
   * something else that an action answers.
   */
  #wordsOf(component: string | undefined, naming: Naming, operation: Operation): string[] {
    return this.#allWordsOf(component, naming, operation).slice(-MOST_WORDS);
  }

  #allWordsOf(component: string | undefined, { noun, verb }: Naming, { path }: Operation): string[] {
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
      const typeName = safe(
        `${planned.typeName.slice(0, LONGEST_TYPE)}${number === 1 ? "" : String(number)}`,
        this.#brand,
      );
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

// --- internal ---

const MOST_WORDS = 5;
const LONGEST_TYPE = 50;

/** What is answered after these is the thing itself. */
const PLAIN: ReadonlySet<string> = new Set([
  ...["add", "create", "find", "get", "list", "query", "replace", "search", "set", "update"],
]);

/** The words of a component's name, in the singular, without what generators put around it. */
function cleaned(component: string): string[] {
  const words = wordsOf(component);
  while (words.length > 1 && EDGES.has(words.at(-1) ?? "")) words.pop();
  if (words.some((word) => /^\d+$/.test(word) || word === "inline")) return [];
  return singularPhrase(words);
}

const EDGES: ReadonlySet<string> = new Set(
  "dto entity inline model object out resource response result schema v1 v2 view".split(" "),
);

/** Names that generated modules use themselves, or that would hide what every module knows. */
const TAKEN: ReadonlySet<string> = new Set(
  (
    "Api Array Boolean Date Error FileOutput Function HttpClient Json JsonObject Map Number Object Promise Record " +
    "ReadonlyArray RegExp Secret Set String Symbol"
  ).split(" "),
);

function safe(typeName: string, brand: string): string {
  const isTaken = TAKEN.has(typeName) || typeName === brand || /(?:Body|Headers|Query)$/.test(typeName);
  return isTaken ? `${typeName}Entity` : typeName;
}
