/** `commands/_simulator/values.ts` of every integration made from a document: values of a shape, from a seed. */
export const VALUES_MODULE = String.raw`import { isJsonObject, type Json, type JsonObject, type Random } from "soarkit/simulator";

/** What the vendor's values look like. */
export type Shape = (
  | { kind: "text"; format?: string; choices?: string[]; example?: string; shortest?: number; longest?: number }
  | { kind: "number"; isWhole?: true; choices?: number[]; least?: number; most?: number; example?: number }
  | { kind: "boolean" }
  | { kind: "list"; item: Shape }
  | { kind: "object"; members: Record<string, Shape>; required?: string[] }
  | { kind: "free"; isObject?: true }
) & { isNullable?: true };

export interface Making {
  random: Random;
  /** Counts the things of one kind from 1; ids are made of it. */
  number: number;
  /** Epoch milliseconds. */
  now: number;
  /** The member that tells things apart: no two have the same there. */
  key?: string;
  /** Whether what may be missing may be missing here. */
  isSparse?: boolean;
}

/** Whether a client takes a value for one of a shape: choices and bounds are left open. */
export function isLike(shape: Shape, value: Json): boolean {
  if (value === null) return shape.isNullable === true || (shape.kind === "free" && !shape.isObject);
  switch (shape.kind) {
    case "text":
      return typeof value === "string";
    case "number":
    case "boolean":
      return typeof value === shape.kind;
    case "list":
      return Array.isArray(value) && value.every((item) => isLike(shape.item, item));
    case "object": {
      if (!isJsonObject(value) || shape.required?.some((name) => value[name] === undefined)) return false;
      return Object.entries(shape.members).every(([name, member]) => {
        const own = value[name];
        return own === undefined || isLike(member, own);
      });
    }
    case "free":
      return !shape.isObject || isJsonObject(value);
  }
}

/** A value of a shape, called like the member that it is; the same making gives the same value. */
export function valueOf(shape: Shape, name: string, making: Making): Json {
  const { random, number } = making;
  switch (shape.kind) {
    case "text":
      return textOf(shape, name, making);
    case "number":
      return name === making.key || isId(name) ? number : numberOf(shape, random);
    case "boolean":
      return random.chance(0.5);
    case "list":
      return Array.from({ length: random.integer(1, 3) }, (_, index) =>
        valueOf(shape.item, singular(name), { ...making, number: number * 10 + index }),
      );
    case "object":
      return objectOf(shape.members, new Set(shape.required), making);
    case "free":
      return { note: "anything" };
  }
}

// --- internal ---

const DAY = 86_400_000;
const PEOPLE = ["Mara Quill", "Tomas Reed", "Ines Falk", "Jonas Weir", "Lea Strand", "Omar Voss"];
const PHRASES = ["Cannot sign in", "Disk is nearly full", "Printer on floor 3 is offline", "Phishing mail reported"];

function objectOf(members: Record<string, Shape>, required: Set<string>, making: Making): JsonObject {
  const object: JsonObject = {};
  for (const [name, shape] of Object.entries(members)) {
    const isLeftOut = making.isSparse === true && making.random.chance(0.5);
    if (shape.isNullable && isLeftOut) object[name] = null;
    else if (required.has(name) || !isLeftOut || isId(name)) object[name] = valueOf(shape, name, making);
  }
  return object;
}

function numberOf(shape: Extract<Shape, { kind: "number" }>, random: Random): number {
  if (shape.choices) return random.pick(shape.choices);
  const least = Math.ceil(shape.least ?? 0);
  const whole = random.integer(least, Math.max(least, Math.floor(shape.most ?? least + 100)));
  return shape.isWhole ? whole : Math.min(whole + 0.5, shape.most ?? Infinity);
}

function textOf(shape: Extract<Shape, { kind: "text" }>, name: string, making: Making): string {
  const { random, number, now, key } = making;
  const isKey = name === key;
  // Of a key with few choices there are as few things.
  if (shape.choices && isKey) return shape.choices[(number - 1) % shape.choices.length] ?? "";
  if (shape.choices) return random.pick(shape.choices);
  const at = new Date(now - random.integer(0, 30 * DAY)).toISOString();
  const person = random.pick(PEOPLE);
  const isCounted = isKey || isId(name);
  if (isCounted && shape.format === "uuid") return numbered("00000000-0000-4000-8000-000000000001", number);
  if (isKey) return numbered(shape.example ?? (shape.format === "email" ? "someone@example.com" : name + "-1"), number);
  const made = formatted(shape.format, at, person, number, random) ?? named(shape, name, person, number, random);
  return made.slice(0, shape.longest ?? 200).padEnd(shape.shortest ?? 0, "0");
}

function formatted(
  format: string | undefined,
  at: string,
  person: string,
  number: number,
  random: Random,
): string | undefined {
  switch (format) {
    case "date-time":
      return at;
    case "date":
      return at.slice(0, 10);
    case "time":
      return at.slice(11, 19) + "Z";
    case "uuid":
      return random.uuid();
    case "email":
      return person.toLowerCase().replace(" ", ".") + "@example.com";
    case "uri":
    case "url":
      return "https://example.com/" + String(number);
    case "hostname":
      return "host-" + String(number) + ".example.com";
    case "ipv4":
      return "192.0.2." + String(random.integer(1, 254));
    case "ipv6":
      return "2001:db8::" + random.hex(4);
    default:
      return undefined;
  }
}

function named(
  { example }: { example?: string },
  name: string,
  person: string,
  number: number,
  random: Random,
): string {
  const isCounted = isId(name) || /serial|number|code|^key$/i.test(name);
  if (isCounted) return numbered(example ?? name + "-1", number);
  if (example !== undefined) return example;
  if (/user.?name|full.?name|display.?name|author|owner|person/i.test(name)) return person;
  if (/title|subject|summary/i.test(name)) return random.pick(PHRASES);
  if (/mac/i.test(name) && /addr/i.test(name)) return "02:00:5e:00:53:" + random.hex(2);
  if (/(^|[a-z_])ip(_?addr|$)/i.test(name)) return "192.0.2." + String(random.integer(1, 254));
  return name + " " + String(number);
}

/** An example's last digits count on: AS-1001, AS-1002. */
function numbered(example: string, number: number): string {
  const digits = /\d{1,12}$/.exec(example)?.[0];
  if (digits === undefined) return number === 1 ? example : String(number) + "-" + example;
  const next = String(Number(digits) + number - 1).padStart(digits.length, "0");
  return example.slice(0, -digits.length) + next;
}

function isId(name: string): boolean {
  return /^(?:.*[a-z_])?(?:id|Id|ID)$|^(?:uuid|guid)$/.test(name);
}

function singular(name: string): string {
  return name.replace(/s$/, "");
}
`;
