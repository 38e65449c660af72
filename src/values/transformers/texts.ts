import type { Json } from "../../json.ts";
import { toText } from "../coerce.ts";
import type { Arguments, Transformer } from "../transformer.ts";
import { ValueError } from "../value-error.ts";

export const textTransformers = {
  toLowerCase: { item: (item) => toText(item).toLowerCase() },
  toUpperCase: { item: (item) => toText(item).toUpperCase() },
  trim: { item: (item) => toText(item).trim() },
  concat: {
    args: { prefix: "text", suffix: "text" },
    item: (item, args) => args.charge(`${args.text("prefix")}${toText(item)}${args.text("suffix")}`),
  },
  replace: {
    args: { toReplace: "text!", replaceWith: "text", limit: "number" },
    item: (item, args) => replaced(toText(item), args),
  },
  split: { args: { delimiter: "text" }, item: (item, args) => parts(item, args) },
  splitAndTrim: {
    args: { delimiter: "text" },
    item: (item, args) => parts(item, args).map((part) => part.trim()),
  },
  Cut: { args: { delimiter: "text!", fields: "text!" }, item: (item, args) => cut(toText(item), args) },
  substring: {
    args: { from: "number!", to: "number" },
    item: (item, args) => {
      const text = toText(item);
      return text.slice(args.integer("from"), args.integer("to", text.length));
    },
  },
  substringFrom: {
    args: { from: "text!" },
    item: (item, args) => {
      const [text, marker] = [toText(item), args.text("from")];
      const at = text.indexOf(marker);
      return at < 0 ? text : text.slice(at + marker.length);
    },
  },
  substringTo: {
    args: { to: "text!" },
    item: (item, args) => {
      const text = toText(item);
      const at = text.indexOf(args.text("to"));
      return at < 0 ? text : text.slice(0, at);
    },
  },
  StripChars: { args: { chars: "text!" }, item: (item, args) => stripped(toText(item), args.text("chars")) },
  PadZeros: {
    args: { length: "number!" },
    item: (item, args) => {
      const length = args.integer("length");
      args.space.machine.text(Math.max(0, length));
      return toText(item).padStart(length, "0");
    },
  },
} satisfies Record<string, Transformer>;

// --- internal ---

function replaced(text: string, args: Arguments): string {
  const [old, by, limit] = [args.text("toReplace"), args.text("replaceWith"), args.integer("limit", -1)];
  if (old === "") return text;
  const pieces = text.split(old);
  const kept = limit < 0 ? pieces.length : Math.min(pieces.length, limit + 1);
  args.space.machine.text(text.length + kept * by.length);
  const head = pieces.slice(0, kept).join(by);
  return kept === pieces.length ? head : [head, ...pieces.slice(kept)].join(old);
}

function parts(item: Json, args: Arguments): string[] {
  const text = toText(item);
  args.space.machine.text(text.length);
  return text.split(args.text("delimiter", ","));
}

/** The fields of those numbers, counted from 1, joined again. */
function cut(text: string, args: Arguments): string {
  const delimiter = args.text("delimiter");
  const pieces = text.split(delimiter);
  return args
    .text("fields")
    .split(",")
    .map((field) => {
      const piece = /^\s*\d+\s*$/u.test(field) ? pieces[Number(field) - 1] : undefined;
      if (piece !== undefined) return piece;
      throw new ValueError(
        `Cut has no field ${field.trim().slice(0, 20)}: the text has ${pieces.length}.`,
        "Fields count from 1.",
      );
    })
    .join(delimiter);
}

function stripped(text: string, chars: string): string {
  let [from, to] = [0, text.length];
  while (from < to && chars.includes(text.charAt(from))) from += 1;
  while (to > from && chars.includes(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}
