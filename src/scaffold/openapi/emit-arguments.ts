import { call, object, type Entry } from "./code.ts";
import type { Doc } from "./layout.ts";
import type { ArgumentPlan, BodyPlan, CommandPlan } from "./plan.ts";

/** The statements that turn arguments into what the client wants, and the expressions it is given. */
export interface Passed {
  statements: Doc[];
  expressions: string[];
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
function sent(argument: ArgumentPlan, place: "path" | "query" | "headers" | "body"): string {
  const { isList, target } = argument;
  const value = `args.${argument.name}`;
  const isSure = argument.isRequired || argument.defaultValue !== undefined;
  const dot = isSure ? "." : "?.";
  const style = "style" in target ? target.style : "repeat";
  const isPlainList = place === "body" || (place === "query" && style === "repeat");
  if (isList) {
    const convert = converter(argument);
    const each = convert === undefined ? value : `${value}${dot}map((each) => ${convert("each")})`;
    if (isPlainList) return each;
    if (style === "json") return isSure ? `JSON.stringify(${value})` : `${value} && JSON.stringify(${value})`;
    return `${each}${convert === undefined ? dot : isSure ? "." : "?."}join(${JSON.stringify(SEPARATORS[style] ?? ",")})`;
  }
  if (place !== "body" && (argument.type === "keyValue" || argument.type === "unknown")) {
    return isSure ? `JSON.stringify(${value})` : `${value} && JSON.stringify(${value})`;
  }
  const convert = converter(argument);
  const converted = convert === undefined ? value : convert(value);
  const isText = argument.type === "string" || argument.type === "date";
  return place === "headers" && !isText ? `String(${converted})` : converted;
}

const SEPARATORS: Partial<Record<string, string>> = { space: " ", pipe: "|" };

/** What makes of a handler's value what the vendor calls it. */
function converter({ type, shape, name }: ArgumentPlan): ((value: string) => string) | undefined {
  if (type === "date") {
    const isDay = shape.kind === "text" && shape.format === "date";
    return (value) => `${isDay ? "toDay" : "toMoment"}(${value})`;
  }
  if (type === "string" && shape.kind === "number") return (value) => `toDecimal("${name}", ${value})`;
  return undefined;
}
