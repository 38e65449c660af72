import { documented, keyOf, lines, quote, variableNamed } from "./code.ts";
import { group, hardline, ifBroken, indent, join, line, print, softline, type Doc } from "./layout.ts";
import type { ArgumentPlan, BodyPlan, CommandPlan } from "./plan.ts";
import { camelOf, typeNameOf, wordsOf } from "./words.ts";

/** What a member of the client is given: its parameters, and the types they need. */
export interface Inputs {
  /** `ticketId: number`, in order, the signal last. */
  params: string[];
  /** Interfaces for the query and the body. */
  types: Doc[];
  /** The path as an expression. */
  path: string;
  hasQuery: boolean;
  hasBody: boolean;
  hasHeaders: boolean;
}

/** The types of one module by what they hold: two that hold the same are one. */
export type KnownTypes = Map<string, string>;

export function inputsOf(plan: CommandPlan, known: KnownTypes): Inputs {
  const { naming, arguments: planned, body } = plan;
  const owner = typeNameOf([...naming.resource, ...wordsOf(plan.member)]);
  const query = planned.filter(({ target }) => target.in === "query");
  const headers = planned.filter(({ target }) => target.in === "header");
  const types: Doc[] = [];
  const declare = (name: string, members: readonly Doc[]): string => {
    const content = print(lines(members));
    const same = known.get(content);
    if (same !== undefined) return same;
    known.set(content, name);
    types.push([`export interface ${name} {`, indent(hardline, lines(members)), hardline, "}"]);
    return name;
  };
  const isOptional = (each: ArgumentPlan) => !each.isRequired;
  const queryType = declareAll(declare, `${owner}Query`, query, isOptional);
  const headersType = declareAll(declare, `${owner}Headers`, headers, () => false);
  const bodyType = body === undefined ? undefined : typeOfBody(body, (members) => declare(`${owner}Body`, members));
  const isPaged = plan.paging !== undefined;
  return {
    params: [
      ...planned.filter(({ target }) => target.in === "path").map((each) => `${variableOf(each)}: ${scalarType(each)}`),
      ...(queryType === undefined ? [] : [`query: ${queryType}`]),
      ...(headersType === undefined ? [] : [`headers: ${headersType}`]),
      ...(bodyType === undefined ? [] : [`body: ${bodyType}`]),
      ...(isPaged ? ["limit: number"] : []),
      "signal: AbortSignal",
    ],
    types,
    path: pathOf(plan),
    hasQuery: query.length > 0,
    hasBody: bodyType !== undefined,
    hasHeaders: headers.length > 0,
  };
}

/** What a path's argument is called where it is a parameter of its own. */
export function variableOf({ target, name }: ArgumentPlan): string {
  return variableNamed(camelOf(wordsOf(target.in === "path" ? target.name : name)) || "value", "Value");
}

// --- internal ---

function pathOf({ operation, arguments: planned }: CommandPlan): string {
  const variables = new Map(
    planned.flatMap((each) => (each.target.in === "path" ? [[each.target.name, variableOf(each)] as const] : [])),
  );
  const text = operation.path.replaceAll("`", "%60").replaceAll("${", "$%7B");
  if (variables.size === 0) return JSON.stringify(operation.path);
  return `\`${text.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => `\${encodeURIComponent(${variables.get(name) ?? name})}`)}\``;
}

function nameOf({ target, name }: ArgumentPlan): string {
  return target.in === "query" || target.in === "header" ? target.name : name;
}

function declareAll(
  declare: (name: string, members: readonly Doc[]) => string,
  name: string,
  planned: readonly ArgumentPlan[],
  isOptional: (argument: ArgumentPlan) => boolean,
): string | undefined {
  if (planned.length === 0) return undefined;
  return declare(
    name,
    planned.map((each) => memberOf(nameOf(each), each, isOptional(each))),
  );
}

function memberOf(name: string, argument: ArgumentPlan, isOptional: boolean): Doc {
  const type = sentType(argument);
  const shown = isOptional ? union([...type, "undefined"]) : union(type);
  return documented(argument.description, [`${keyOf(name)}${isOptional ? "?" : ""}: `, shown, ";"]);
}

/** `"a" | "b"`, one below the other where they do not fit. */
function union(types: readonly string[]): Doc {
  if (types.length === 1) return types[0] ?? "";
  return group(indent(softline, ifBroken("| "), join([line, "| "], types)));
}

/** What an argument's value is once the handler has made of it what the vendor wants. */
function sentType(argument: ArgumentPlan): string[] {
  const { isList, target } = argument;
  if (target.in === "header") return ["string"];
  const one = target.in === "query" && isObject(argument) ? ["string"] : itemTypes(argument);
  if (!isList) return one;
  if (target.in === "query" && target.style !== "repeat") return ["string"];
  return [`readonly ${one.length > 1 ? `(${one.join(" | ")})` : (one[0] ?? "")}[]`];
}

function isObject({ type }: ArgumentPlan): boolean {
  return type === "keyValue" || type === "unknown";
}

function itemTypes({ type, choices, shape }: ArgumentPlan): string[] {
  if (type === "string" && shape.kind === "number") return ["number"];
  if (type === "string" && choices !== undefined && choices.length > 0) return choices.map(quote);
  if (type === "keyValue") return ["JsonObject"];
  return [type === "unknown" ? "Json" : type === "date" ? "string" : type];
}

function scalarType(argument: ArgumentPlan): string {
  const [only = "string", ...others] = itemTypes(argument);
  return others.length > 0 || /^["']/.test(only) ? "string" : only;
}

function typeOfBody(body: BodyPlan, declare: (members: readonly Doc[]) => string): string {
  if ("argument" in body) {
    const type = sentType(body.argument).join(" | ");
    return body.argument.isRequired ? type : `${type} | undefined`;
  }
  return body.members.length === 0 ? "Record<string, never>" : declare(bodyMembers(body.members));
}

function bodyMembers(members: readonly { name: string; plan: BodyPlan }[]): Doc[] {
  return members.map(({ name, plan }) => {
    if ("argument" in plan) return memberOf(name, plan.argument, !plan.argument.isRequired);
    const inner: Doc = ["{", indent(hardline, lines(bodyMembers(plan.members))), hardline, "}"];
    if (!plan.isOptional) return [`${keyOf(name)}: `, inner, ";"];
    return [`${keyOf(name)}?:`, indent(hardline, "| ", indent(inner), hardline, "| undefined;")];
  });
}
