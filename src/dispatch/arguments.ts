import type { ErrorObject, ValidateFunction } from "ajv";
import { ArgumentError } from "../errors.ts";
import type { Json } from "../json.ts";
import { type Coerced, toBoolean, toKeyValues, toList, toNumber, toText, toTime } from "../manifest/coerce.ts";
import type { Argument, Command } from "../manifest/manifest.ts";
import { didYouMean } from "../nearest.ts";
import { validatorOf } from "./validator.ts";

/**
 * The arguments of one command as its handler sees them, from what was given: `{}`, null, "" and [] count as not given,
 * then defaults, then required ones, closed choices and types. One set per call; several when a list meets an argument
 * that takes no list: lists of one length are taken side by side. `now` is epoch milliseconds.
 * @throws ArgumentError naming every fault
 */
export async function resolveArguments(
  command: Command,
  given: Record<string, Json>,
  now: number,
): Promise<Record<string, unknown>[]> {
  const faults = new Set<string>();
  const sets = spread(command, given, faults);
  const { validate, declared } = await compiled(command);
  const resolved = sets.map((set) => {
    const prepared = prepare(command, declared, set);
    const refused = validate(prepared) ? [] : (validate.errors ?? []);
    const unchosen = refused
      .filter(({ keyword }) => keyword === "enum")
      .map(({ instancePath }) => pointer(instancePath)[0]);
    for (const fault of explain(command, prepared, refused)) faults.add(fault);
    const rest = command.arguments.filter(({ name }) => !unchosen.includes(name));
    return coerce(rest, prepared, now, faults);
  });
  if (faults.size === 0) return resolved;
  const hint = `See what the command takes with: soar commands ${command.name}`;
  throw new ArgumentError(`${command.name}: ${[...faults].slice(0, MOST_FAULTS).join(" ")}`, hint);
}

// --- internal ---

/** Calls that one line may make; more would use up the vendor's budget by accident. */
const MOST_CALLS = 1000;
const MOST_FAULTS = 50;

type Given = Record<string, Json>;

/** One set of arguments, or one per member of the lists given to arguments that take none. */
function spread(command: Command, given: Given, faults: Set<string>): Given[] {
  const lists: [string, Json[]][] = [];
  for (const { name, isArray } of command.arguments) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (!isArray && Array.isArray(value) && value.length > 0) lists.push([name, value]);
  }
  if (lists.length === 0) return [given];
  // A list of one goes with lists of any length, as a context path that finds one value gives the value itself.
  const many = lists.filter(([, list]) => list.length > 1);
  const calls = many[0]?.[1].length ?? 1;
  if (many.some(([, list]) => list.length !== calls)) {
    const lengths = many.map(([name, list]) => `${name} (${list.length})`).join(", ");
    faults.add(`Lists of different lengths make no calls: ${lengths}.`);
    return [];
  }
  if (calls > MOST_CALLS) {
    faults.add(`A list of ${calls} makes ${calls} calls; at most ${MOST_CALLS} are made at once.`);
    return [];
  }
  return Array.from({ length: calls }, (_, index) => {
    const items = lists.map(([name, list]): [string, Json] => [name, list[list.length === 1 ? 0 : index] ?? null]);
    return { ...given, ...Object.fromEntries(items) };
  });
}

/** Drops what is empty, splits lists, fills in defaults, and turns into text what is compared or wanted as text. */
function prepare(command: Command, declared: ReadonlyMap<string, Argument>, given: Given): Given {
  const prepared: Given = {};
  for (const [name, value] of Object.entries(given)) {
    const argument = declared.get(name);
    const members = argument === undefined ? value : asGiven(argument, value);
    if (isEmpty(members)) continue;
    // The name of an argument that does not exist may be any; this one, assigned to, would change the prototype.
    if (name === "__proto__") Object.defineProperty(prepared, name, { value: members, ...OWN });
    else prepared[name] = members;
  }
  for (const argument of command.arguments) {
    if (Object.hasOwn(prepared, argument.name) || argument.defaultValue === undefined) continue;
    const value = asGiven(argument, argument.defaultValue);
    if (!isEmpty(value)) prepared[argument.name] = value;
  }
  return prepared;
}

const OWN = { enumerable: true, configurable: true, writable: true };

function isEmpty(value: Json): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function asGiven(argument: Argument, value: Json): Json {
  if (isEmpty(value)) return null;
  const asText = argument.type === "string" || argument.choices !== undefined;
  if (!argument.isArray) return asText ? toText(value) : value;
  const members = typeof value === "string" || Array.isArray(value) ? toList(value) : [value];
  return asText ? members.map(toText) : members;
}

interface Compiled {
  validate: ValidateFunction;
  declared: ReadonlyMap<string, Argument>;
}

const known = new WeakMap<Command, Promise<Compiled>>();

/** What one command's arguments need, made when it first runs. */
function compiled(command: Command): Promise<Compiled> {
  let made = known.get(command);
  if (made === undefined) {
    made = compile(command);
    known.set(command, made);
  }
  return made;
}

async function compile(command: Command): Promise<Compiled> {
  return {
    validate: await validatorOf(command),
    declared: new Map(command.arguments.map((argument) => [argument.name, argument])),
  };
}

/** ajv's errors in our words. Wrong types are left to the coercion, which knows more about them. */
function explain(command: Command, prepared: Given, errors: ErrorObject[]): string[] {
  const names = command.arguments.map(({ name }) => name);
  const missing = errors.flatMap(({ keyword, params }) =>
    keyword === "required" && typeof params.missingProperty === "string" ? [params.missingProperty] : [],
  );
  const faults = missing.length === 0 ? [] : [`Missing arguments: ${missing.join(", ")}.`];
  for (const { keyword, params, instancePath } of errors) {
    if (keyword === "additionalProperties") {
      const name = String(params.additionalProperty);
      faults.push(`Unknown argument "${name}".${didYouMean(name, names)}`);
    }
    if (keyword === "enum" && Array.isArray(params.allowedValues)) {
      const [name = "", index] = pointer(instancePath);
      const value = prepared[name];
      const text = toText((index === undefined || !Array.isArray(value) ? value : value[Number(index)]) ?? null);
      const allowed = params.allowedValues.map(String);
      const met = isSecret(command, name) ? "" : `, not "${text.slice(0, 60)}".${didYouMean(text, allowed)}`;
      faults.push(`${name} must be one of ${allowed.join(", ")}${met || "."}`);
    }
  }
  return faults;
}

/** The segments of a JSON pointer. */
function pointer(path: string): string[] {
  return path
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function coerce(declared: Argument[], prepared: Given, now: number, faults: Set<string>): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const argument of declared) {
    const value = Object.hasOwn(prepared, argument.name) ? prepared[argument.name] : undefined;
    if (value === undefined) continue;
    const members = (argument.isArray && Array.isArray(value) ? value : [value]).map((member) => {
      const coerced = coerceOne(argument, member, now);
      if ("value" in coerced) return coerced.value;
      faults.add(`${argument.name} ${argument.secret ? `is no ${argument.type}` : coerced.fault}.`);
      return undefined;
    });
    args[argument.name] = argument.isArray ? members : members[0];
  }
  return args;
}

function isSecret(command: Command, name: string): boolean {
  return command.arguments.some((argument) => argument.name === name && argument.secret);
}

function coerceOne(argument: Argument, value: Json, now: number): Coerced<unknown> {
  switch (argument.type) {
    case "number":
      return toNumber(value);
    case "boolean":
      return toBoolean(value);
    case "date":
      return toTime(value, now);
    case "keyValue":
      return toKeyValues(value);
    default:
      return { value };
  }
}
