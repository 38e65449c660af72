import { kebabCase } from "../scaffold.ts";

/** What a command's name says: `acme-item-close` is about an item, which it closes. */
export interface CommandWords {
  /** `item`; the whole name where nothing else is left. */
  noun: string;
  /** `Item`, as context paths have it. */
  key: string;
  /** A first description, to be replaced by a better one. */
  description: string;
}

/** Reads a command's name without the prefix that all of its integration's commands have. */
export function commandWords(name: string, prefix: string): CommandWords {
  const words = (name.startsWith(prefix) ? name.slice(prefix.length) : name)
    .split(/[-_]/)
    .filter((word) => word !== "");
  const verb = words.at(-1) ?? name;
  const nouns = words.length > 1 ? words.slice(0, -1) : words;
  const noun = nouns.join(" ");
  const say = Object.hasOwn(SAYINGS, verb) ? SAYINGS[verb] : undefined;
  const key = nouns.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return { noun, key, description: say?.(noun) ?? `Runs ${verb} on one ${noun}.` };
}

/** What all of an integration's commands begin with, hyphen included: the brand, else a first word; or nothing. */
export function commandPrefix(brand: string, names: readonly string[]): string {
  const [first = ""] = names;
  const candidates = [kebabCase(brand), first.split("-")[0]].map((word) => `${word ?? ""}-`);
  return candidates.find((prefix) => prefix !== "-" && names.every((name) => name.startsWith(prefix))) ?? "";
}

// --- internal ---

const SAYINGS: Record<string, (noun: string) => string> = {
  get: (noun) => `Looks up one ${noun}.`,
  list: (noun) => `Lists what there is of ${noun}.`,
  search: (noun) => `Searches for ${noun}.`,
  create: (noun) => `Makes one ${noun}.`,
  add: (noun) => `Adds one ${noun}.`,
  update: (noun) => `Changes one ${noun}.`,
  close: (noun) => `Closes one ${noun}.`,
  delete: (noun) => `Deletes one ${noun} for good.`,
  remove: (noun) => `Removes one ${noun}.`,
};
