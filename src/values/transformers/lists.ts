import type { Json } from "../../json.ts";
import { canonical } from "../canonical.ts";
import { members, toAnyText, toNumber, toText } from "../coerce.ts";
import type { Arguments, Transformer } from "../transformer.ts";
import { ValueError } from "../value-error.ts";

export const listTransformers = {
  uniq: { list: (items, { space }) => uniq(items, (length) => space.machine.text(length)) },
  append: {
    args: { item: "any!" },
    whole: (value, args) => [...members(value), ...members(args.json("item"))],
  },
  atIndex: {
    args: { index: "number!" },
    list: (items, args) => items.at(args.integer("index")),
  },
  count: { whole: (value) => members(value).length },
  join: {
    args: { separator: "text" },
    list: (items, args) => args.charge(items.map(toAnyText).join(args.text("separator"))),
  },
  sort: { args: { descending: "flag" }, list: (items, args) => sorted(items, args.flag("descending")) },
  slice: {
    args: { from: "number", to: "number" },
    list: (items, args) => items.slice(args.integer("from"), args.integer("to", items.length)),
  },
  ReverseList: { list: (items) => items.toReversed() },
  FirstArrayElement: { whole: (value) => (Array.isArray(value) ? value[0] : value) },
  LastArrayElement: { whole: (value) => (Array.isArray(value) ? value.at(-1) : value) },
  GetFirstObject: { whole: (value) => (Array.isArray(value) ? value[0] : value) },
  SumList: { list: (items) => items.reduce<number>((sum, item) => sum + toNumber(item), 0) },
  ProductJoin: {
    args: { list2: "any!", join: "text" },
    list: productJoin,
  },
  SetIfEmpty: {
    args: { defaultValue: "any!", applyIfEmpty: "flag" },
    whole: (value, args) => (isLacking(value, args.flag("applyIfEmpty")) ? args.json("defaultValue") : value),
  },
  ConvertToSingleElementArray: { keepsList: true, whole: (value) => (Array.isArray(value) ? value : members(value)) },
  JoinIfSingleElementOnly: { whole: (value) => (Array.isArray(value) && value.length === 1 ? value[0] : value) },
  ConvertAllExcept: {
    args: { convertTo: "any!", except: "any!" },
    item: (item, args) => {
      const kept = exceptions(args.json("except"));
      return kept.includes(toAnyText(item).trim()) ? item : args.json("convertTo");
    },
  },
  MapValuesTransformer: {
    args: { input_values: "any!", mapped_values: "any!" },
    item: (item, args) => {
      const [from, to] = [listOf(args.json("input_values")), listOf(args.json("mapped_values"))];
      if (from.length !== to.length) {
        throw new ValueError(
          `MapValuesTransformer has ${from.length} input_values and ${to.length} mapped_values.`,
          "Give each value the one that it becomes.",
        );
      }
      const at = from.findIndex((each) => toAnyText(each) === toAnyText(item));
      return at < 0 ? item : to[at];
    },
  },
} satisfies Record<string, Transformer>;

// --- internal ---

/** The first of each, in their order. */
function uniq(items: Json[], charge: (length: number) => void): Json {
  const seen = new Set<string>();
  return items.filter((item) => {
    const mark = canonical(item);
    charge(mark.length);
    return seen.size < seen.add(mark).size;
  });
}

/** Numbers by value when all are numbers, else all as text by their letters' codes; the order of equals stays. */
function sorted(items: Json[], descending: boolean): Json[] {
  const numbers = items.filter((item) => typeof item === "number");
  const order = descending ? -1 : 1;
  if (numbers.length === items.length) return numbers.toSorted((one, other) => order * (one - other));
  const keyed = items.map((item) => ({ item, key: toText(item) }));
  return keyed.sort((one, other) => order * compareText(one.key, other.key)).map(({ item }) => item);
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** The most members that a product may have. */
const MOST_PRODUCTS = 100_000;

function productJoin(items: Json[], args: Arguments): Json {
  const others = members(args.json("list2"));
  if (items.length * others.length > MOST_PRODUCTS) {
    throw new ValueError(`ProductJoin would make more than ${MOST_PRODUCTS} texts.`, "Shorten one of the lists.");
  }
  const join = args.text("join", "=");
  return items.flatMap((one) => others.map((other) => args.charge(`${toAnyText(one)}${join}${toAnyText(other)}`)));
}

function isLacking(value: Json | undefined, alsoEmpty: boolean): boolean {
  if (value === undefined || value === null) return true;
  if (!alsoEmpty) return false;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "string" && ["", "none", "null"].includes(value.trim().toLowerCase());
}

function exceptions(except: Json | undefined): string[] {
  return members(except).flatMap((each) =>
    toAnyText(each)
      .split(",")
      .map((part) => part.trim()),
  );
}

/** A list as scripts are given it: one, JSON of one, or its members between commas. */
function listOf(value: Json | undefined): Json[] {
  if (typeof value !== "string") return members(value);
  if (value.trim().startsWith("[")) {
    try {
      return members(JSON.parse(value) as Json);
    } catch (cause) {
      throw new ValueError(`"${value.slice(0, 60)}" is no list.`, "Write JSON, or members between commas.", { cause });
    }
  }
  return value.split(",").map((part) => part.trim());
}
