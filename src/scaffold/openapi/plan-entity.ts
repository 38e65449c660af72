import type { EntityPlan, FieldPlan } from "./plan.ts";
import { firstSentences } from "./sentences.ts";
import { isScalar, type Member, type ObjectShape, type Shape } from "./shape.ts";
import { pascalOf, sentenceCase, singularPhrase, wordsOf } from "./words.ts";

/**
 * A vendor's object as context: its fields under XSOAR's spelling, two levels deep; what lies deeper comes as it is.
 * @param lookedUpBy the parameter by which one of them is asked for
 */
export function planEntity(
  shape: ObjectShape,
  names: { prefix: string; typeName: string; words: string[] },
  lookedUpBy?: string,
): EntityPlan {
  const fields = fieldsOf(shape.members, 0, names.words);
  const key = keyOf(fields, names.words, lookedUpBy);
  return { ...names, fields, ...(key !== undefined && { key }), columns: columnsOf(fields, key) };
}

/** The same without its spelling and descriptions: two things that look alike are one. */
export function likenessOf(fields: readonly FieldPlan[]): string {
  return JSON.stringify(
    fields.map(({ source, isRequired, isNullable, isList, shape, fields: inner }) => [
      ...[source, isRequired, isNullable, isList, shape.kind],
      inner === undefined ? null : likenessOf(inner),
    ]),
  );
}

// --- internal ---

const DEEPEST = 2;
const MOST_FIELDS = 120;
const MOST_COLUMNS = 8;

/** @param owner the words of what the members belong to */
function fieldsOf(members: readonly Member[], depth: number, owner: readonly string[]): FieldPlan[] {
  const taken = new Set<string>();
  return members
    .filter(({ shape }) => !shape.writeOnly)
    .slice(0, MOST_FIELDS)
    .map(({ name, isRequired, shape: whole }): FieldPlan => {
      const isList = whole.kind === "list";
      const shape = isList ? whole.item : whole;
      const isShown = shape.kind === "object" && depth < DEEPEST && !(isList && shape.nullable);
      const inner = isShown ? fieldsOf(shape.members, depth + 1, ownerOf(name, isList)) : [];
      return {
        source: name,
        key: keyNamed(name, taken),
        isRequired,
        isNullable: whole.nullable,
        isList,
        description: describe(name, whole, shape, owner, depth > 0),
        shape,
        ...(inner.length > 0 && { fields: inner }),
      };
    });
}

function keyNamed(name: string, taken: Set<string>): string {
  const plain = pascalOf(wordsOf(name)) || "Value";
  let key = plain;
  for (let number = 2; taken.has(key); number++) key = `${plain}${String(number)}`;
  taken.add(key);
  return key;
}

function ownerOf(name: string, isList: boolean): string[] {
  const words = wordsOf(name);
  return isList ? singularPhrase(words) : words;
}

/** What the document says, else what the name says: `ID of the requester.`, `Whether the user is active.` */
function describe(name: string, whole: Shape, shape: Shape, owner: readonly string[], isNested: boolean): string {
  const said = firstSentences(whole.description || shape.description);
  if (said !== "") return said;
  const words = wordsOf(name).map((word) => (ABBREVIATED.test(pascalOf([word])) ? pascalOf([word]) : word));
  const [first = "", ...rest] = words;
  if (shape.kind === "boolean" && rest.length > 0 && ["is", "has", "can", "was"].includes(first)) {
    return `Whether ${isNested ? `the ${owner.join(" ")}` : "it"} ${words.join(" ")}.`;
  }
  const isId = words.length === 1 && first === "ID";
  const of = isNested || isId ? ` of the ${owner.join(" ")}` : "";
  const choices = shape.kind === "text" && shape.choices !== undefined ? `: ${listed(shape.choices)}` : "";
  return `${sentenceCase(words.join(" "))}${of}${choices}.`;
}

const ABBREVIATED = /^\p{Lu}[\p{Lu}\d]+s?$/u;

function listed(choices: readonly string[]): string {
  const shown = choices.slice(0, 12);
  if (shown.length < choices.length) return `${shown.join(", ")} …`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1) ?? ""}`;
}

function keyOf(
  fields: readonly FieldPlan[],
  words: readonly string[],
  lookedUpBy: string | undefined,
): string | undefined {
  const last = words.at(-1) ?? "";
  const names = [
    "id",
    "uuid",
    "guid",
    `${words.join("")}id`,
    `${last}id`,
    `${last}uuid`,
    `${last}guid`,
    "key",
    `${last}key`,
  ];
  const scalars = fields.filter(
    (field) => !field.isList && (field.shape.kind === "text" || field.shape.kind === "number"),
  );
  for (const name of lookedUpBy === undefined ? names : [...names, wordsOf(lookedUpBy).join("")]) {
    const found = scalars.find(({ source }) => wordsOf(source).join("") === name);
    if (found !== undefined) return found.key;
  }
  return undefined;
}

/** The id, then what is short and plain; long texts would make a table unreadable. */
function columnsOf(fields: readonly FieldPlan[], key: string | undefined): string[] {
  const plain = fields.filter(
    ({ shape, isList, source }) =>
      !isList && isScalar(shape) && !/description|body|content|html|notes?$|url$|href/i.test(source),
  );
  const ranked = [...plain].sort((left, right) => rankOf(left, key) - rankOf(right, key)).slice(0, MOST_COLUMNS);
  return (ranked.length > 0 ? ranked : fields.slice(0, MOST_COLUMNS)).map((field) => field.key);
}

function rankOf({ key, source, isRequired }: FieldPlan, id: string | undefined): number {
  if (key === id) return 0;
  if (/^(?:name|title|subject|hostname|email|status|state|severity|priority|type)$/i.test(source)) return 1;
  return isRequired ? 2 : 3;
}
