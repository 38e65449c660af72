import type { ArgumentNames } from "./argument-names.ts";
import type { Body, Parameter } from "./operation.ts";
import { argumentOf } from "./plan-argument.ts";
import type { Knob } from "./paging.ts";
import type { ArgumentPlan, BodyPlan } from "./plan.ts";
import { firstSentences } from "./sentences.ts";
import type { Member, ObjectShape, Shape } from "./shape.ts";
import { pluralPhrase, singularOf, wordsOf } from "./words.ts";

/** What the members of a body may become. */
export interface Sends {
  /** Only what makes something new may send what the document says is usual: a change must leave the rest alone. */
  fillsDefaults: boolean;
  inPath: readonly Parameter[];
}

/**
 * How a body is made of arguments: its members are arguments of their own, those of objects within it too, two levels
 * deep. What only the vendor sets, what the path says and what pages is left out.
 */
export function planBody(
  body: Body,
  paged: readonly Knob[],
  noun: readonly string[],
  names: ArgumentNames,
  sends: Sends,
): BodyPlan | undefined {
  const { shape, isRequired } = body;
  if (shape.kind !== "object") {
    const things = pluralPhrase(noun);
    const name = shape.kind === "list" ? things : ["body"];
    const given = { keys: [], words: name, isRequired, isSent: true, description: body.description };
    return { argument: bodyArgument(shape, given, names, sends) };
  }
  const sendable = shape.members
    .filter(({ name }) => !paged.some((knob) => knob.name === name && knob.in === "body"))
    .filter(({ name, shape: member }) => !member.readOnly && !isInPath(name, sends));
  // However many there are, a body that lacked a required one could not be sent.
  const members = sendable.filter((member, index) => member.isRequired || index < MOST_MEMBERS);
  if (members.length === 0) return { isOptional: false, members: [] };
  return objectPlan(members, { keys: [], isRequired, depth: 0 }, names, sends);
}

/** The arguments that a body is made of, in its order. */
export function argumentsIn(body: BodyPlan | undefined): ArgumentPlan[] {
  if (body === undefined) return [];
  return "argument" in body ? [body.argument] : body.members.flatMap(({ plan }) => argumentsIn(plan));
}

// --- internal ---

/** An object with more members than this is one argument, not many. */
const MOST_FLATTENED = 12;
const MOST_MEMBERS = 60;

/** A PUT's body often says again what the path says. */
function isInPath(name: string, { inPath }: Sends): boolean {
  return inPath.some((parameter) => parameter.name === name);
}

interface Place {
  keys: readonly string[];
  isRequired: boolean;
  depth: number;
}

function objectPlan(members: readonly Member[], place: Place, names: ArgumentNames, sends: Sends): BodyPlan {
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
      // The body itself is always sent.
      const isSent = place.depth === 0 || place.isRequired;
      const given = { keys, words, isRequired: isNeeded, isSent, description: shape.description };
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
  given: {
    keys: readonly string[];
    words: readonly string[];
    isRequired: boolean;
    /** Whether the object that it lies in is sent in any case. */
    isSent: boolean;
    description: string;
  },
  names: ArgumentNames,
  sends: Sends,
): ArgumentPlan {
  return argumentOf({
    name: names.take(given.words, "body"),
    shape,
    description: firstSentences(given.description),
    isRequired: given.isRequired,
    isDeprecated: shape.deprecated,
    target: { in: "body", keys: [...given.keys] },
    // An object that may be left out would be sent for a default's sake, and lack what it requires.
    fillsDefault: sends.fillsDefaults && given.isSent,
  });
}
