import { call, object, quote, type Entry } from "./code.ts";
import { group, indent, line, softline, trailingComma, type Doc } from "./layout.ts";
import type { ArgumentPlan, BodyPlan, CommandPlan } from "./plan.ts";

/** The statements that turn arguments into what the client wants, and the expressions it is given. */
export interface Passed {
  statements: Doc[];
  expressions: Doc[];
}

/** What a handler passes on: path values, then `query`, `headers`, `body` and the limit, the signal last. */
export function passedOn({ arguments: planned, body, paging }: CommandPlan): Passed {
  const inPath = planned.filter(({ target }) => target.in === "path");
  const statements: Doc[] = [];
  const expressions = inPath.map((each) => sent(each, "path"));
  for (const place of ["query", "headers"] as const) {
    const own = planned.filter(({ target }) => target.in === (place === "query" ? "query" : "header"));
    if (own.length === 0) continue;
    const entries = own.map((each): Entry => ({ key: nameIn(each), value: sent(each, place) }));
    statements.push([`const ${place} = `, object(entries), ";"]);
    expressions.push(place);
  }
  if (body !== undefined) {
    const whole = "argument" in body ? sent(body.argument, "body") : objectOf(body);
    statements.push(["const body = ", whole, ";"]);
    expressions.push("body");
  }
  if (paging !== undefined) expressions.push("args.limit");
  return { statements, expressions: [...expressions, "signal"] };
}

// --- internal ---

function nameIn({ target, name }: ArgumentPlan): string {
  return target.in === "query" || target.in === "header" ? target.name : name;
}

function objectOf(body: Exclude<BodyPlan, { argument: ArgumentPlan }>): Doc {
  const entries = body.members.map(({ name, plan }): Entry => {
    if ("argument" in plan) return { key: name, value: sent(plan.argument, "body") };
    const inner = objectOf(plan);
    return { key: name, value: plan.isOptional ? call("given", [inner], true) : inner };
  });
  return object(entries);
}

/** An argument as the vendor wants it. */
function sent(argument: ArgumentPlan, place: Place): Doc {
  const { isList, target } = argument;
  const value = `args.${argument.name}`;
  const convert = converter(argument, place);
  if (!isList) {
    const isText = place !== "headers" || convert !== undefined || argument.type === "string";
    return isText ? converted(value, convert) : call("String", [value]);
  }
  const style = "style" in target ? target.style : "repeat";
  if (place !== "body" && style === "json") return call("toJsonText", [value]);
  const dot = argument.isRequired || argument.defaultValue !== undefined ? "." : "?.";
  const isPlain = place === "body" || (place === "query" && style === "repeat");
  const mapped = convert === undefined ? [] : [[`${dot}map(`, arrow(converted("each", convert)), ")"]];
  // Behind a `?.` that came to nothing, nothing more is done.
  const joined = isPlain ? [] : [`${mapped.length > 0 ? "." : dot}join(${quote(SEPARATORS[style] ?? ",")})`];
  const calls = [...mapped, ...joined];
  return calls.length < 2 ? [value, calls] : group(value, indent(calls.flatMap((each) => [softline, each])));
}

/** `(each) => …`, as the only argument of a call. */
function arrow(body: Doc): Doc {
  return group("(each) =>", indent(line, body), trailingComma, softline);
}

type Place = "path" | "query" | "headers" | "body";

const SEPARATORS: Partial<Record<string, string>> = { space: " ", pipe: "|" };

function converted(value: string, convert: Converter | undefined): Doc {
  return convert === undefined ? value : call(convert.name, [...convert.before, value]);
}

interface Converter {
  name: string;
  /** What it is given before the value. */
  before: string[];
}

/** What makes of a handler's value what the vendor calls it. */
function converter({ type, shape, name }: ArgumentPlan, place: Place): Converter | undefined {
  if (type === "date") {
    const isDay = shape.kind === "text" && shape.format === "date";
    return { name: isDay ? "toDay" : "toMoment", before: [] };
  }
  const isFraction = type === "string" && shape.kind === "number";
  if (isFraction && place !== "headers") return { name: "toDecimal", before: [quote(name)] };
  return place !== "body" && (type === "keyValue" || type === "unknown")
    ? { name: "toJsonText", before: [] }
    : undefined;
}
