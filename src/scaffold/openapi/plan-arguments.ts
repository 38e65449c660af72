import type { Naming } from "./names.ts";
import type { Body, Operation, Parameter } from "./operation.ts";
import { pagingKnobs, type Paging } from "./paging.ts";
import type { ArgumentPlan, BodyPlan, Target } from "./plan.ts";
import { ownerOf } from "./subject.ts";
import { firstSentences } from "./sentences.ts";
import { freeShape, isDate, isScalar, type Member, type ObjectShape, type Shape } from "./shape.ts";
import { pluralPhrase, singularOf, wordsOf } from "./words.ts";

/** The arguments of an operation, required ones first, and how its body is made of them. */
export function planArguments(
  operation: Operation,
  { noun }: Naming,
  paging: Paging | undefined,
): { arguments: ArgumentPlan[]; body?: BodyPlan } {
  const names = new Names(noun);
  const paged = pagingKnobs(paging);
  const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
  const planned = inPath.map((parameter) => fromPath(parameter, operation.path, noun, names));
  const others = operation.parameters.filter(
    (parameter) =>
      (parameter.in === "query" && !isPaged(paged, parameter.name, "query") && isWanted(parameter)) ||
      (parameter.in === "header" && parameter.isRequired),
  );
  planned.push(...others.flatMap((parameter) => fromParameter(parameter, names)));
  const sends = { fillsDefaults: operation.method === "POST", inPath };
  const body = operation.body === undefined ? undefined : bodyOf(operation.body, paged, noun, names, sends);
  planned.push(...argumentsIn(body));
  if (paging !== undefined) planned.push(limitArgument(names, noun));
  const sorted = [
    ...planned.filter(({ isRequired }) => isRequired),
    ...planned.filter(({ isRequired }) => !isRequired),
  ];
  return { arguments: positional(sorted), ...(body !== undefined && { body }) };
}

/** The arguments that a body is made of, in its order. */
export function argumentsIn(body: BodyPlan | undefined): ArgumentPlan[] {
  if (body === undefined) return [];
  return "argument" in body ? [body.argument] : body.members.flatMap(({ plan }) => argumentsIn(plan));
}

// --- internal ---

/** An object with more members than this is one argument, not many. */
const MOST_FLATTENED = 12;
const MOST_BODY_MEMBERS = 60;
const LONGEST_NAME = 40;

/** The platform takes these for itself: see the manifest's rules. */
const SYSTEM: ReadonlySet<string> = new Set(["using"]);

/** Argument names of one command, each given once. */
class Names {
  readonly #noun: readonly string[];
  readonly #taken = new Set<string>();

  constructor(noun: readonly string[]) {
    this.#noun = noun;
  }

  /** The words in snake case; a taken name says what it belongs to, then gets a number. */
  take(words: readonly string[], place: string): string {
    const plain = shortened(words).replace(/^(?=\d)/, "n") || "value";
    const candidates = [plain, `${this.#noun.join("_")}_${plain}`, `${place}_${plain}`];
    let name = candidates.find((candidate) => !this.#taken.has(candidate) && !SYSTEM.has(candidate));
    for (let number = 2; name === undefined; number++) {
      if (!this.#taken.has(`${plain}_${String(number)}`)) name = `${plain}_${String(number)}`;
    }
    this.#taken.add(name);
    return name;
  }
}

/** In snake case, no longer than anybody wants to type. */
function shortened(words: readonly string[]): string {
  const name = words.join("_");
  return name.length <= LONGEST_NAME ? name : name.slice(0, LONGEST_NAME).replace(/_[^_]*$/, "");
}

function isPaged(paged: readonly { name: string; in: string }[], name: string, place: string): boolean {
  return paged.some((knob) => knob.name === name && knob.in === place);
}

function isWanted({ isRequired, isDeprecated, name }: Parameter): boolean {
  // What credentials are given by belongs to the instance, never to a command.
  return isRequired || (!isDeprecated && !/^(?:api[-_]?key|access[-_]?token|auth[-_]?token)$/i.test(name));
}

function fromPath(parameter: Parameter, path: string, noun: readonly string[], names: Names): ArgumentPlan {
  const words = wordsOf(parameter.name);
  const owner = ownerOf(path, parameter.name);
  const isId = words.includes("id");
  // Of `/tickets/{id}/comments` the id is a ticket's, which must be said where the command is about comments.
  const isAmbiguous = words.join() === "id" && owner.join() !== noun.join();
  const subject = words.length > 1 ? words.filter((word) => word !== "id") : owner;
  return argumentOf({
    name: names.take(isAmbiguous ? [...owner, ...words] : words, "path"),
    shape: isScalar(parameter.shape) ? parameter.shape : textShape(),
    description: firstSentences(parameter.description) || (isId ? `ID of the ${subject.join(" ")}.` : ""),
    isRequired: true,
    isDeprecated: false,
    target: { in: "path", name: parameter.name, style: parameter.style },
    fillsDefault: false,
  });
}

/** An object in the query (`filter[state]`) gives an argument a member. */
function fromParameter(parameter: Parameter, names: Names): ArgumentPlan[] {
  const { shape, style, name } = parameter;
  const isSpread = style === "brackets" && parameter.in === "query";
  const members = isSpread && shape.kind === "object" ? shape.members : undefined;
  const parts = members?.map((member) => ({
    ...parameter,
    name: `${name}[${member.name}]`,
    isRequired: parameter.isRequired && member.isRequired,
    description: member.shape.description || parameter.description,
    shape: member.shape,
    style: "repeat" as const,
  }));
  return (parts ?? [parameter]).map((part) =>
    argumentOf({
      name: names.take(wordsOf(part.name), part.in),
      shape: part.shape,
      description: firstSentences(part.description),
      isRequired: part.isRequired,
      isDeprecated: part.isDeprecated,
      target: { in: part.in, name: part.name, style: part.style },
      fillsDefault: part.in === "query",
    }),
  );
}

interface Sends {
  /** Only what makes something new may send what the document says is usual: a change must leave the rest alone. */
  fillsDefaults: boolean;
  inPath: readonly Parameter[];
}

function bodyOf(
  body: Body,
  paged: readonly { name: string; in: string }[],
  noun: readonly string[],
  names: Names,
  sends: Sends,
): BodyPlan | undefined {
  const { shape, isRequired } = body;
  if (shape.kind !== "object") {
    const things = pluralPhrase(noun);
    const name = shape.kind === "list" ? things : ["body"];
    return {
      argument: bodyArgument(shape, { keys: [], words: name, isRequired, description: body.description }, names, sends),
    };
  }
  const members = shape.members
    .filter(({ name }) => !isPaged(paged, name, "body"))
    .filter(({ name, shape: member }) => !member.readOnly && !isInPath(name, sends))
    .slice(0, MOST_BODY_MEMBERS);
  if (members.length === 0) return { isOptional: false, members: [] };
  return objectPlan(members, { keys: [], isRequired, depth: 0 }, names, sends);
}

/** A PUT's body often says again what the path says. */
function isInPath(name: string, { inPath }: Sends): boolean {
  return inPath.some((parameter) => parameter.name === name);
}

interface Place {
  keys: readonly string[];
  isRequired: boolean;
  depth: number;
}

function objectPlan(members: readonly Member[], place: Place, names: Names, sends: Sends): BodyPlan {
  return {
    isOptional: !place.isRequired,
    members: members.map(({ name, isRequired, shape }) => {
      const keys = [...place.keys, name];
      const isNeeded = place.isRequired && isRequired;
      const inner = shape.kind === "object" ? flattened(shape, place.depth) : undefined;
      if (inner !== undefined) {
        return { name, plan: objectPlan(inner, { keys, isRequired: isNeeded, depth: place.depth + 1 }, names, sends) };
      }
      const words = keys
        .slice(-2)
        .flatMap((key, index, last) => (index === 0 && last.length > 1 ? wordsOf(singularOf(key)) : wordsOf(key)));
      const given = { keys, words, isRequired: isNeeded, description: shape.description };
      return { name, plan: { argument: bodyArgument(shape, given, names, sends) } };
    }),
  };
}

/** The members of an object that are arguments of their own; undefined where the whole is one argument. */
function flattened({ members }: ObjectShape, depth: number): Member[] | undefined {
  const sent = members.filter(({ shape }) => !shape.readOnly);
  return depth < 2 && sent.length > 0 && sent.length <= MOST_FLATTENED ? sent : undefined;
}

function bodyArgument(
  shape: Shape,
  given: { keys: readonly string[]; words: readonly string[]; isRequired: boolean; description: string },
  names: Names,
  sends: Sends,
): ArgumentPlan {
  return argumentOf({
    name: names.take(given.words, "body"),
    shape,
    description: firstSentences(given.description),
    isRequired: given.isRequired,
    isDeprecated: shape.deprecated,
    target: { in: "body", keys: [...given.keys] },
    fillsDefault: sends.fillsDefaults,
  });
}

function argumentOf(given: {
  name: string;
  shape: Shape;
  description: string;
  isRequired: boolean;
  isDeprecated: boolean;
  target: Target;
  fillsDefault: boolean;
}): ArgumentPlan {
  const { name, shape: whole, isRequired, isDeprecated, target } = given;
  const isList = whole.kind === "list";
  const shape = isList ? whole.item : whole;
  const type = typeOf(shape);
  const choices = choicesOf(shape);
  const defaultValue = given.fillsDefault ? defaultOf(whole, choices) : undefined;
  return {
    name,
    description: given.description || usualDescription(given.name, shape, isList),
    isRequired,
    isPositional: false,
    isList,
    isSecret: whole.writeOnly || (shape.kind === "text" && shape.format === "password"),
    isDeprecated,
    type,
    ...(choices !== undefined && { choices }),
    ...(defaultValue !== undefined && { defaultValue }),
    target,
    shape,
  };
}

function typeOf(shape: Shape): ArgumentPlan["type"] {
  switch (shape.kind) {
    case "text":
      return isDate(shape) ? "date" : "string";
    case "number":
      // XSOAR's numbers are whole; a fraction travels as text.
      return shape.isWhole ? "number" : "string";
    case "boolean":
      return "boolean";
    case "object":
      return "keyValue";
    default:
      return shape.kind === "free" && shape.isObject ? "keyValue" : "unknown";
  }
}

function choicesOf(shape: Shape): string[] | undefined {
  if (shape.kind === "boolean") return ["true", "false"];
  if (shape.kind === "text" && shape.choices !== undefined) return shape.choices.filter((choice) => choice !== "");
  return shape.kind === "number" && shape.isWhole && shape.choices !== undefined
    ? shape.choices.map(String)
    : undefined;
}

function defaultOf(shape: Shape, choices: readonly string[] | undefined): string | undefined {
  const value = shape.default;
  if (
    !isScalar(shape) ||
    isDate(shape) ||
    (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
  ) {
    return undefined;
  }
  const text = String(value);
  const isOfKind =
    shape.kind === "text" || (shape.kind === "number" ? /^-?\d+$/.test(text) : /^(?:true|false)$/.test(text));
  return text !== "" && isOfKind && (choices === undefined || choices.includes(text)) ? text : undefined;
}

function usualDescription(name: string, shape: Shape, isList: boolean): string {
  const words = name
    .replaceAll("_", " ")
    .replace(/\bid\b/, "ID")
    .replace(/\bids\b/, "IDs");
  const json = shape.kind === "object" || (shape.kind === "free" && shape.isObject);
  const form = json ? (isList ? ", a JSON list of objects" : ", as JSON or key=value pairs") : "";
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${form}.`;
}

function limitArgument(names: Names, noun: readonly string[]): ArgumentPlan {
  const things = pluralPhrase(noun).join(" ");
  return {
    name: names.take(["limit"], "query"),
    description: `How many ${things} to list at most. Pages are asked for as needed.`,
    isRequired: false,
    isPositional: false,
    isList: false,
    isSecret: false,
    isDeprecated: false,
    type: "number",
    defaultValue: "50",
    target: { in: "limit" },
    shape: { ...textShape(), kind: "number", isWhole: true },
  };
}

/** The one required argument, or the last of the path's, is filled by a value without a name. */
function positional(planned: ArgumentPlan[]): ArgumentPlan[] {
  const required = planned.filter(({ isRequired }) => isRequired);
  const chosen =
    required.findLast(({ target }) => target.in === "path") ?? (required.length === 1 ? required[0] : undefined);
  return planned.map((argument) => (argument === chosen ? { ...argument, isPositional: true } : argument));
}

function textShape() {
  return { ...freeShape(), kind: "text" as const };
}
