import { isRecord } from "../../json.ts";
import { group, hardline, indent, join, line, softline, trailingComma, type Doc } from "./layout.ts";

/** A text as prettier writes it: in double quotes, or in single ones where that needs fewer escapes. */
export function quote(text: string): string {
  const double = JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
  const count = (mark: string) => text.split(mark).length - 1;
  if (count('"') <= count("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A key of an object or type: bare where it is a name. */
export function keyOf(name: string): string {
  return isName(name) ? name : quote(name);
}

/** Whether a text can stand in code as it is, as a key or behind a dot. */
export function isName(text: string): boolean {
  return /^[\p{L}_$][\p{L}\p{Nd}_$]*$/u.test(text);
}

/** `object.name`, or `object["a name"]`. */
export function member(object: string, name: string, isOptional = false): string {
  if (isName(name)) return `${object}${isOptional ? "?." : "."}${name}`;
  return `${object}${isOptional ? "?." : ""}[${quote(name)}]`;
}

/** A name for a variable: one that means something else where generated code stands gets a suffix. */
export function variableNamed(name: string, suffix: string): string {
  return RESERVED.has(name) ? `${name}${suffix}` : name;
}

export interface Entry {
  key: string;
  value: Doc;
}

/** `{ a: 1, b }`; a member whose value is called like it is written once. `isTall`: on lines of their own. */
export function object(entries: readonly (Entry | string)[], isTall = false): Doc {
  if (entries.length === 0) return "{}";
  const parts = entries.map((entry): Doc => {
    if (typeof entry === "string") return entry;
    const { key, value } = entry;
    if (value === key && keyOf(key) === key) return key;
    // What has no place to break at moves to a line of its own, except a template.
    const isAtom = typeof value === "string" && !value.startsWith("`");
    return isAtom ? group(`${keyOf(key)}:`, indent(line, value)) : [`${keyOf(key)}: `, value];
  });
  const edge = isTall ? hardline : line;
  return group("{", indent(edge, join([",", line], parts)), trailingComma, edge, "}");
}

/** `[a, b]`; objects among the elements stand on lines of their own. */
export function list(elements: readonly Doc[], isTall = false): Doc {
  if (elements.length === 0) return "[]";
  const edge = isTall ? hardline : softline;
  return group("[", indent(edge, join([",", line], elements)), trailingComma, edge, "]");
}

/** `callee(a, b)`; a single object is hugged: `callee({ … })`. */
export function call(callee: string, args: readonly Doc[], hugs = false): Doc {
  if (args.length === 0) return `${callee}()`;
  if (hugs) return [`${callee}(`, join(", ", args), ")"];
  return group(`${callee}(`, indent(softline, join([",", line], args)), trailingComma, softline, ")");
}

/** `(a: string, b: number) =>` with its parameters on lines of their own where they do not fit. */
export function parameters(params: readonly string[]): Doc {
  return group("(", indent(softline, join([",", line], params)), trailingComma, softline, ")");
}

/** Statements or members, one below the other. */
export function lines(parts: readonly Doc[]): Doc {
  return join(hardline, parts);
}

/** Blocks with an empty line between them. */
export function paragraphs(parts: readonly Doc[]): Doc {
  return join([hardline, hardline], parts);
}

/** A documentation comment that its text cannot end. */
export function docComment(text: string): string {
  return `/** ${text.replaceAll("*/", "*\\/").replaceAll(/\s+/g, " ")} */`;
}

/** A member or type with what it is documented as. */
export function documented(text: string, doc: Doc): Doc {
  return text === "" ? doc : [docComment(text), hardline, doc];
}

/** `import { a, type B } from "module";` */
export function importOf(names: readonly string[], from: string, isType = false): Doc {
  return [
    group(`import ${isType ? "type " : ""}{`, indent(line, join([",", line], names)), trailingComma, line, "}"),
    ` from ${quote(from)};`,
  ];
}

/** Any JSON as a literal; objects and lists of objects on lines of their own where they hold more than plain values. */
export function literal(value: unknown): Doc {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) {
    // prettier, too, gives several objects a line each.
    const isTall = value.length > 1 && value.every((each) => isRecord(each) && Object.keys(each).length > 1);
    return list(value.map(literal), isTall);
  }
  if (typeof value !== "object" || value === null) return String(value);
  return object(Object.entries(value).map(([key, each]) => ({ key, value: literal(each) })));
}

// --- internal ---

/** JavaScript's own words, and what generated functions call their parameters and constants. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield " +
    "answer answered args body client content context each file given headers http inner limit number offset page " +
    "pages part query rows run signal title token v value values"
  ).split(" "),
);
