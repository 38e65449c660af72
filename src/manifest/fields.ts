import type { Json } from "../json.ts";
import { didYouMean } from "../nearest.ts";
import type { FaultCode, Report } from "./findings.ts";
import type { YamlEntry, YamlMap, YamlNode } from "./yaml-tree.ts";

/** One map of a YAML file, read key by key. Values of the wrong kind are reported and read as absent. */
export class Fields {
  readonly map: YamlMap;
  readonly report: Report;
  /** What the map is, for messages: `argument "id" of "alert-get"`. */
  readonly what: string;

  constructor(map: YamlMap, report: Report, what: string) {
    this.map = map;
    this.report = report;
    this.what = what;
  }

  /** The entry of a key. XSOAR's marketplace suffix `:xsoar` goes before the plain key; the others are not for us. */
  entry(key: string): YamlEntry | undefined {
    const entry = this.map.entries.get(`${key}:xsoar`) ?? this.map.entries.get(key);
    return entry?.value.json === null ? undefined : entry;
  }

  /** Where the value of a key stands; where it has none, the map. */
  at(key: string): number {
    return this.entry(key)?.value.at ?? this.map.at;
  }

  /** A value as text: numbers as written, booleans as `true` or `false`. */
  text(key: string): string | undefined {
    const value = this.entry(key)?.value;
    if (value === undefined) return undefined;
    if (value.kind === "scalar") return value.text;
    this.#wrong(key, value, "text");
    return undefined;
  }

  /** Text that must be there. Reported by `code` when it is missing or empty. */
  required(key: string, code: FaultCode, hint: string): string | undefined {
    const text = this.text(key);
    if (text !== undefined && text.trim() !== "") return text;
    const at = this.entry(key)?.value.at ?? this.map.at;
    this.report(code, at, `${capital(this.what)} has no "${key}".`, hint);
    return undefined;
  }

  /** A boolean, also as the text that XSOAR's authors write. Absent: false. */
  flag(key: string): boolean {
    const value = this.entry(key)?.value;
    if (value === undefined) return false;
    const text = value.kind === "scalar" ? value.text?.toLowerCase() : undefined;
    if (text === "true" || text === "yes" || text === "on") return true;
    if (text !== "false" && text !== "no" && text !== "off" && text !== "") this.#wrong(key, value, "true or false");
    return false;
  }

  /** `hidden` is a boolean or a list of the marketplaces that hide it. */
  hidden(): boolean {
    const value = this.entry("hidden")?.value;
    return value?.kind === "list" ? value.json.includes("xsoar") : this.flag("hidden");
  }

  /** A whole number above 0. */
  count(key: string, code: FaultCode): number | undefined {
    const value = this.entry(key)?.value;
    if (value === undefined) return undefined;
    const count = value.kind === "scalar" && /^\d+$/u.test(value.text ?? "") ? Number(value.text) : 0;
    if (count > 0 && Number.isSafeInteger(count)) return count;
    this.report(code, value.at, `"${key}" of ${this.what} is no whole number above 0.`, "Write a number such as 60.");
    return undefined;
  }

  /** Any value; numbers and booleans as the text that they are written as. */
  value(key: string): Json | undefined {
    const value = this.entry(key)?.value;
    return value?.kind === "scalar" ? value.text : value?.json;
  }

  list(key: string): YamlNode[] {
    const value = this.entry(key)?.value;
    if (value === undefined) return [];
    if (value.kind === "list") return value.items;
    // Authors also write nothing as an empty text.
    if (value.kind !== "scalar" || value.text !== "") this.#wrong(key, value, "a list");
    return [];
  }

  /** A list of texts; where `orOne`, one text stands for a list of itself. */
  texts(key: string, orOne = false): { text: string; at: number }[] {
    const one = this.entry(key)?.value;
    const items = orOne && one?.kind === "scalar" ? [one] : this.list(key);
    return items.flatMap((item) => {
      if (item.kind === "scalar") return [{ text: item.text ?? "", at: item.at }];
      this.#wrong(key, item, "a list of texts");
      return [];
    });
  }

  /** The members of a list that are maps. */
  maps(key: string): YamlMap[] {
    return this.list(key).flatMap((item) => {
      if (item.kind === "map") return [item];
      if (item.json !== null) this.#wrong(key, item, "a list of maps");
      return [];
    });
  }

  /** A map below a key; undefined when there is none. */
  child(key: string, what: string): Fields | undefined {
    const value = this.entry(key)?.value;
    if (value === undefined) return undefined;
    if (value.kind === "map") return new Fields(value, this.report, what);
    this.#wrong(key, value, "a map");
    return undefined;
  }

  /** Reports keys other than `known`. */
  refuseOthers(known: readonly string[]): void {
    for (const [key, { at }] of this.map.entries) {
      if (known.includes(key)) continue;
      const message = `${capital(this.what)} has an unknown key "${key}".${didYouMean(key, known)}`;
      this.report("M070", at, message, `Known are: ${known.join(", ")}.`);
    }
  }

  #wrong(key: string, value: YamlNode, expected: string): void {
    const message = `"${key}" of ${this.what} must be ${expected}, not ${describe(value)}.`;
    this.report("M012", value.at, message, `Write ${expected} here, or leave the key out.`);
  }
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// --- internal ---

function describe(value: YamlNode): string {
  if (value.kind === "scalar") return value.text === undefined ? "nothing" : `"${value.text.slice(0, 60)}"`;
  return `a ${value.kind}`;
}
