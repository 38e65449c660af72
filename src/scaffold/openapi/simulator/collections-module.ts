/** `commands/_simulator/collections.ts`: the things that the vendor has. */
export const COLLECTIONS_MODULE = String.raw`import { createRandom, isJsonObject, Refusal, type Clock, type Json, type JsonObject } from "soarkit/simulator";
import type { Collection } from "./operation.ts";
import { isLike, valueOf, type Shape } from "./values.ts";

/** The things of one collection, by their ids, in the order they were made. */
export interface Things {
  all: Map<string, Json>;
  /** @throws Refusal 404 */
  get(id: string): Json;
  /** @throws Refusal 404 */
  find(member: string, value: string): Json;
  /** Makes one more: what is given goes before what is made up, as far as such a thing has it. */
  add(given: Json): Json;
  change(id: string, members: JsonObject): void;
}

export interface Collections {
  /** Those at a request's path; they are made when first asked for. */
  at(path: string): Things;
  /** The kept things that a path's ids name, outermost first. */
  parents(template: string, path: string): { things: Things; id: string }[];
}

export function createCollections(options: {
  collections: readonly Collection[];
  count: number;
  seed: number;
  clock: Clock;
}): Collections {
  const known = new Map<string, Things>();
  const described = new Map(options.collections.map((collection) => [pattern(collection.path), collection]));

  function at(path: string, template = path): Things {
    const kept = known.get(path);
    if (kept) return kept;
    const fitting = () => [...described.values()].find((each) => fits(each.path, path));
    const collection = described.get(pattern(template)) ?? fitting();
    const made = createThings(collection ?? { path, item: { kind: "free" } }, path, options);
    known.set(path, made);
    return made;
  }

  return {
    at: (path) => at(path),
    parents: (template, path) => {
      const [names, values] = [template.split("/"), path.split("/")];
      return names.flatMap((name, index) => {
        const own = names.slice(0, index).join("/");
        if (!name.startsWith(":") || described.get(pattern(own))?.key === undefined) return [];
        const things = at(values.slice(0, index).join("/"), own);
        return [{ things, id: decodeURIComponent(values[index] ?? "") }];
      });
    },
  };
}

// --- internal ---

function createThings(
  { item, key }: Collection,
  path: string,
  { count, seed, clock }: { count: number; seed: number; clock: Clock },
): Things {
  const all = new Map<string, Json>();
  let made = 0;
  const make = (now: number): Json => {
    made += 1;
    // Every fifth thing lacks some of what may be missing.
    const random = createRandom(seed, path, made);
    const making = { random, number: made, now, isSparse: made % 5 === 0 };
    return valueOf(item, "value", key === undefined ? making : { ...making, key });
  };
  const keep = (thing: Json): Json => {
    const id = key !== undefined && isJsonObject(thing) ? thing[key] : undefined;
    all.set(typeof id === "string" || typeof id === "number" ? String(id) : String(made), thing);
    return thing;
  };
  const missing = () => new Refusal(404, { error: "not found" });
  for (let number = 1; number <= count; number++) keep(make(clock.startedAt));

  return {
    all,
    get: (id) => {
      const thing = all.get(id);
      if (thing === undefined) throw missing();
      return thing;
    },
    find: (member, value) => {
      const found = [...all.values()].find((thing) => isJsonObject(thing) && String(thing[member]) === value);
      if (found === undefined) throw missing();
      return found;
    },
    add: (given) => {
      const thing = make(clock.now());
      if (!isJsonObject(thing) || !isJsonObject(given)) return keep(thing);
      const id = key === undefined ? {} : { [key]: thing[key] ?? null };
      return keep({ ...merged(thing, given, item), ...id });
    },
    change: (id, members) => {
      const thing = all.get(id);
      if (!isJsonObject(thing)) return;
      const kept = key === undefined ? {} : { [key]: thing[key] ?? null };
      all.set(id, { ...merged(thing, members, item), ...kept });
    },
  };
}

/** A thing with what was given, as far as such a thing has it, and of the kind that it has. */
function merged(thing: JsonObject, given: JsonObject, shape: Shape): JsonObject {
  const members = shape.kind === "object" ? shape.members : {};
  const changed = Object.entries(given).flatMap(([name, value]): [string, Json][] => {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    const after = member && completed(member, name, value, thing[name]);
    return member && after !== undefined && isLike(member, after) ? [[name, after]] : [];
  });
  return { ...thing, ...Object.fromEntries(changed) };
}

/** What was given, and in the objects within it what else such objects have. */
function completed(shape: Shape, name: string, given: Json, before?: Json, number = 1): Json {
  if (shape.kind === "list" && Array.isArray(given)) {
    return given.map((item, index) => completed(shape.item, name, item, undefined, index + 1));
  }
  if (shape.kind !== "object" || !isJsonObject(given)) return given;
  const whole = before ?? valueOf(shape, name, { random: createRandom(1, name), number, now: 0 });
  return isJsonObject(whole) ? merged(whole, given, shape) : given;
}

/** A path with every value's name left out: two operations may call it differently. */
function pattern(path: string): string {
  return path.replaceAll(/:[^/]+/g, ":");
}

function fits(template: string, path: string): boolean {
  const [names, values] = [template.split("/"), path.split("/")];
  return names.length === values.length && names.every((name, index) => name.startsWith(":") || name === values[index]);
}
`;
