import { ArgumentNames } from "./argument-names.ts";
import type { Naming } from "./names.ts";
import type { Operation, Parameter } from "./operation.ts";
import { pagingKnobs, type Paging } from "./paging.ts";
import { argumentOf, textShape } from "./plan-argument.ts";
import { argumentsIn, planBody } from "./plan-body.ts";
import type { ArgumentPlan, BodyPlan } from "./plan.ts";
import { firstSentences } from "./sentences.ts";
import { freeShape, isScalar } from "./shape.ts";
import { ownerOf } from "./subject.ts";
import { pluralPhrase, wordsOf } from "./words.ts";

/** The arguments of an operation, required ones first, and how its body is made of them. */
export function planArguments(
  operation: Operation,
  { noun }: Naming,
  paging: Paging | undefined,
): { arguments: ArgumentPlan[]; body?: BodyPlan } {
  const names = new ArgumentNames(noun);
  const paged = pagingKnobs(paging);
  const isPaging = (name: string) => paged.some((knob) => knob.name === name && knob.in === "query");
  const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
  const planned = inPath.map((parameter) => fromPath(parameter, operation.path, noun, names));
  const others = operation.parameters.filter(
    (parameter) =>
      (parameter.in === "query" && !isPaging(parameter.name) && isWanted(parameter)) ||
      (parameter.in === "header" && parameter.isRequired),
  );
  planned.push(...others.flatMap((parameter) => fromParameter(parameter, names)));
  const sends = { fillsDefaults: operation.method === "POST", inPath };
  const body = operation.body === undefined ? undefined : planBody(operation.body, paged, noun, names, sends);
  planned.push(...argumentsIn(body));
  if (paging !== undefined) planned.push(limitArgument(names, noun));
  const sorted = [
    ...planned.filter(({ isRequired }) => isRequired),
    ...planned.filter(({ isRequired }) => !isRequired),
  ];
  return { arguments: positional(sorted), ...(body !== undefined && { body }) };
}

// --- internal ---

function isWanted({ isRequired, isDeprecated, name }: Parameter): boolean {
  // What credentials are given by belongs to the instance, never to a command.
  return isRequired || (!isDeprecated && !/^(?:api[-_]?key|access[-_]?token|auth[-_]?token)$/i.test(name));
}

function fromPath(parameter: Parameter, path: string, noun: readonly string[], names: ArgumentNames): ArgumentPlan {
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
function fromParameter(parameter: Parameter, names: ArgumentNames): ArgumentPlan[] {
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

function limitArgument(names: ArgumentNames, noun: readonly string[]): ArgumentPlan {
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
    shape: { ...freeShape(), kind: "number", isWhole: true },
  };
}

/** The one required argument, or the last of the path's, is filled by a value without a name. */
function positional(planned: ArgumentPlan[]): ArgumentPlan[] {
  const required = planned.filter(({ isRequired }) => isRequired);
  const chosen =
    required.findLast(({ target }) => target.in === "path") ?? (required.length === 1 ? required[0] : undefined);
  return planned.map((argument) => (argument === chosen ? { ...argument, isPositional: true } : argument));
}
