import type { CommandPlan, EntityPlan, FieldPlan } from "../plan.ts";
import type { Shape } from "../shape.ts";
import { unwrap } from "../unwrap.ts";
import { wordsOf } from "../words.ts";
import { requestShape, simulatedShape } from "./sim-shape.ts";

/** A collection and an operation as the simulator's tables write them: see the module `operation.ts` that goes with them. */
export interface CollectionRow {
  path: string;
  item: object;
  key?: string;
  prefix: string;
}

/** The collections that commands list, look into or add to, by their paths with the values' names left out. */
export function collectionsOf(plans: readonly CommandPlan[]): Map<string, CollectionRow> {
  const rows = new Map<string, CollectionRow>();
  for (const [pattern, { operation, answer }] of sourcesOf(plans)) {
    if (operation.answer.kind !== "json" || (answer.kind !== "entity" && answer.kind !== "value")) continue;
    const key = answer.kind === "entity" ? keyFieldOf(answer.entity)?.source : undefined;
    const prefix = answer.kind === "entity" ? answer.entity.prefix : answer.prefix;
    const path = operation.path.endsWith("}") ? parentOf(operation.path) : operation.path;
    const item = simulatedShape(unwrap(operation.answer.shape).item);
    rows.set(pattern, { path: routePath(path), item, ...(key !== undefined && { key }), prefix });
  }
  return rows;
}

/** By the path of each collection, its values' names left out, the command that knows most of the things in it. */
export function sourcesOf(plans: readonly CommandPlan[]): Map<string, CommandPlan> {
  const sources = new Map<string, CommandPlan>();
  // What looks one thing up knows most of it; what lists them, nearly as much.
  for (const wants of [isGet, isList, isCreate]) {
    for (const plan of plans.filter(wants)) {
      const path = wants === isGet ? parentOf(plan.operation.path) : plan.operation.path;
      // What is looked up by another member than its id stands elsewhere.
      const isCollection = path !== "" && !path.endsWith("}") && !BY.test(path);
      if (isCollection && !sources.has(patternOf(path))) sources.set(patternOf(path), plan);
    }
  }
  return sources;
}

export function keyFieldOf({ fields, key }: EntityPlan): FieldPlan | undefined {
  return fields.find((field) => field.key === key);
}

/** One operation's row. */
export function operationRow(
  plan: CommandPlan,
  collections: ReadonlyMap<string, CollectionRow>,
): Record<string, unknown> {
  const { operation, answer } = plan;
  const does = doesOf(plan, collections);
  const body = requestShape(plan);
  const path = answer.kind === "entity" || answer.kind === "value" ? answer.path : [];
  const shape = answer.kind === "none" || operation.answer.kind !== "json" ? undefined : operation.answer.shape;
  const parameters = parameterRows(plan);
  const isKept = does.does !== "answer" && (does.does !== "change" || does.collection !== undefined);
  return {
    method: operation.method,
    path: routePath(operation.path),
    ...does,
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && {
      body: {
        shape: body,
        ...(operation.body?.isRequired === true && { isRequired: true }),
        ...(operation.body?.isForm === true && { isForm: true }),
      },
    }),
    ...(shape !== undefined && { answer: answerShape(shape, path, isKept) }),
    ...(isKept && shape !== undefined && itemRow(shape, plan, does, collections)),
    ...(path.length > 0 && { at: path }),
    ...pagingRow(plan),
  };
}

// --- internal ---

const BY = /\/by[-_][^/]*$/i;

function isGet({ operation, answer, effect }: CommandPlan): boolean {
  return operation.method === "GET" && effect === "read" && operation.path.endsWith("}") && isOne(answer);
}

function isOne(answer: CommandPlan["answer"]): answer is Extract<CommandPlan["answer"], { kind: "entity" }> {
  return answer.kind === "entity" && !answer.isMany;
}

function isList({ operation, answer }: CommandPlan): boolean {
  return operation.method === "GET" && (answer.kind === "entity" || answer.kind === "value") && answer.isMany;
}

function isCreate({ operation, answer, naming }: CommandPlan): boolean {
  const makes = naming.verb[0] === "create" || naming.verb[0] === "add";
  return operation.method === "POST" && makes && isOne(answer);
}

function routePath(path: string): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => `:${name}`);
}

/** `/tickets/{}` */
export function patternOf(path: string): string {
  return path.replaceAll(/\{[^{}]*\}/g, "{}");
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function doesOf(plan: CommandPlan, collections: ReadonlyMap<string, CollectionRow>): Record<string, unknown> {
  const { operation, answer, effect, naming } = plan;
  const { method, path } = operation;
  const own = collections.get(patternOf(path));
  const parent = path.endsWith("}") ? collections.get(patternOf(parentOf(path))) : undefined;
  const same = sameThings(plan, collections);
  if (answer.kind === "file") return { does: "file" };
  if (isList(plan) && own !== undefined) return { does: "list" };
  if (isGet(plan)) return parent?.key !== undefined ? { does: "get" } : findOf(plan, same);
  if (method === "DELETE" && parent?.key !== undefined) return { does: "remove" };
  // What answers a list of things does not answer the one that it changes.
  const isOfMany = (answer.kind === "entity" || answer.kind === "value") && answer.isMany;
  if (isOfMany && effect !== "read") return { does: "answer" };
  if (method !== "GET" && parent?.key !== undefined) return { does: "update", collection: parent.path };
  const makes = naming.verb[0] === "create" || naming.verb[0] === "add";
  if (method === "POST" && own !== undefined && makes) return { does: "create" };
  const isSearch = answer.kind === "entity" && answer.isMany && effect === "read";
  if (isSearch && same !== undefined) return { does: "list", collection: same.path };
  return effect === "read" ? { does: "answer" } : changeOf(plan, same, collections);
}

/** The collection of the things that a command answers, where it is one and the same for all paths. */
function sameThings(
  { answer }: CommandPlan,
  collections: ReadonlyMap<string, CollectionRow>,
): CollectionRow | undefined {
  if (answer.kind !== "entity") return undefined;
  const { prefix } = answer.entity;
  return [...collections.values()].find((row) => row.prefix === prefix && !row.path.includes(":"));
}

/** `/assets/by-serial/{serial}` finds among the assets. */
function findOf({ operation, answer }: CommandPlan, same: CollectionRow | undefined): Record<string, unknown> {
  if (answer.kind !== "entity" || same === undefined) return { does: "answer" };
  const wanted = wordsOf(operation.path.slice(operation.path.lastIndexOf("{"))).join();
  const by = answer.entity.fields.find(({ source }) => wordsOf(source).join() === wanted)?.source;
  return by === undefined ? { does: "answer" } : { does: "find", collection: same.path, by };
}

function changeOf(
  { operation, verify, answer }: CommandPlan,
  same: CollectionRow | undefined,
  collections: ReadonlyMap<string, CollectionRow>,
): Record<string, unknown> {
  const owner = collections.get(patternOf(parentOf(operation.path.slice(0, operation.path.lastIndexOf("}") + 1))));
  if (owner?.key === undefined) return { does: "answer" };
  const state = /\(val\.(\w+) == '(.+)'\)$/.exec(verify?.when ?? "");
  const entity = answer.kind === "entity" ? answer.entity : undefined;
  const member = state === null ? undefined : memberFor(state[1] ?? "", owner, entity);
  return {
    does: "change",
    ...(same === owner && { collection: owner.path }),
    ...(member !== undefined && { sets: { [member]: state?.[2] ?? "" } }),
  };
}

/** The vendor's name of a field that a verification asks for. */
function memberFor(key: string, { item }: CollectionRow, entity: EntityPlan | undefined): string | undefined {
  const known = entity?.fields.find((field) => field.key === key)?.source;
  if (known !== undefined) return known;
  const members = "members" in item && typeof item.members === "object" && item.members !== null ? item.members : {};
  return Object.keys(members).find((name) => wordsOf(name).join("") === wordsOf(key).join(""));
}

/** How an answer shows a thing, where that is not how its collection keeps it. */
function itemRow(
  shape: Shape,
  { operation }: CommandPlan,
  does: Record<string, unknown>,
  collections: ReadonlyMap<string, CollectionRow>,
): { item?: object } {
  const { path } = operation;
  const place = path.endsWith("}") ? parentOf(path) : path;
  const collection =
    typeof does.collection === "string"
      ? [...collections.values()].find((row) => row.path === does.collection)
      : collections.get(patternOf(place));
  const item = simulatedShape(unwrap(shape).item);
  return JSON.stringify(collection?.item) === JSON.stringify(item) ? {} : { item };
}

/** What is kept comes from its collection: only what is around it is made up. */
function answerShape(shape: Shape, path: readonly string[], isKept: boolean): object {
  if (!isKept) return simulatedShape(shape, 1);
  const [first, ...rest] = path;
  if (first === undefined || shape.kind !== "object") return { kind: "free" };
  const around = simulatedShape({ ...shape, members: shape.members.filter(({ name }) => name !== first) }, 0);
  const members = "members" in around && typeof around.members === "object" ? around.members : {};
  const inner = shape.members.find(({ name }) => name === first);
  return {
    ...around,
    members: { ...members, [first]: inner === undefined ? {} : answerShape(inner.shape, rest, true) },
  };
}

function parameterRows({ arguments: planned }: CommandPlan): object[] {
  return planned.flatMap(({ target, isRequired, isList: isMany, shape, type }) => {
    if (target.in !== "query" && target.in !== "header") return [];
    const isJson = target.style === "json" || type === "keyValue" || type === "unknown";
    const separator = { comma: ",", space: " ", pipe: "|", repeat: undefined, brackets: undefined, json: undefined }[
      target.style
    ];
    return [
      {
        name: target.name,
        place: target.in,
        ...(isRequired && { isRequired: true }),
        shape: isJson ? { kind: "free" } : simulatedShape(shape),
        ...(isMany && !isJson && separator !== undefined && { separator }),
      },
    ];
  });
}

function pagingRow({ paging }: CommandPlan): Record<string, unknown> {
  if (paging === undefined) return {};
  const { kind, size, perPage } = paging;
  const position =
    kind === "page" ? paging.page : kind === "offset" ? paging.offset : kind === "token" ? paging.token : size;
  return {
    paging: {
      kind,
      in: position.in,
      ...(kind !== "size" && { position: position.name }),
      ...(size !== undefined && { size: size.name }),
      most: perPage,
      ...(kind === "page" && { first: paging.first }),
      ...((kind === "page" || kind === "offset") && paging.total !== undefined && { total: paging.total }),
      ...(kind === "token" && { next: paging.next }),
    },
  };
}
