import { call, isName, object, quote, type Entry } from "./code.ts";
import { nullable, schemaName, valueSchema } from "./emit-schema.ts";
import type { Doc } from "./layout.ts";
import type { Paging } from "./paging.ts";
import type { CommandPlan } from "./plan.ts";
import { memberOf, type Shape } from "./shape.ts";
import { unwrap } from "./unwrap.ts";

/** The shape of what an operation answers, its wrapping included. */
export function answerShape({ operation }: CommandPlan): Shape | undefined {
  return operation.answer.kind === "json" ? operation.answer.shape : undefined;
}

/** The expression that leads to a part of an answer. `isLoose`: parts of it may be missing. */
export function access(
  subject: string,
  shape: Shape | undefined,
  path: readonly string[],
  isLoose = false,
): { text: string; isSure: boolean } {
  let text = subject;
  let isSure = true;
  let current = shape;
  path.forEach((name, index) => {
    const found = memberOf(current, name);
    const isLast = index === path.length - 1;
    const key = isName(name) ? name : `[${quote(name)}]`;
    const dot = key.startsWith("[") ? (isSure ? "" : "?.") : isSure ? "." : "?.";
    text += `${dot}${key}`;
    if (isLoose || isLast) isSure = isSure && !isLoose && found?.isRequired === true && !found.shape.nullable;
    current = found?.shape;
  });
  return { text, isSure };
}

/** What an answer must look like, as far as it is used: the things, the total and the token. */
export function answerSchema(plan: CommandPlan, paging: Paging | undefined): Doc | undefined {
  const { answer } = plan;
  const shape = answerShape(plan);
  if (shape === undefined || answer.kind === "none" || answer.kind === "file") return undefined;
  const { item } = unwrap(shape);
  const one = answer.kind === "entity" ? schemaName(answer.entity.typeName) : valueSchema(item);
  const held = answer.isMany ? call("v.array", [nullable(item, one)]) : one;
  const extra =
    paging?.kind === "token"
      ? paging.next
      : paging?.kind === "page" || paging?.kind === "offset"
        ? paging.total
        : undefined;
  const value = paging?.kind === "token" ? "v.string()" : "v.number()";
  return wrapped(shape, answer.path, held, answer.isMany, extra === undefined ? undefined : { path: extra, value });
}

// --- internal ---

function wrapped(
  shape: Shape,
  path: readonly string[],
  held: Doc,
  isMany: boolean,
  extra: { path: readonly string[]; value: string } | undefined,
): Doc {
  const [first, ...rest] = path;
  if (first === undefined) return held;
  const found = memberOf(shape, first);
  const inner =
    found === undefined
      ? held
      : wrapped(
          found.shape,
          rest,
          held,
          isMany,
          extra?.path[0] === first ? { ...extra, path: extra.path.slice(1) } : undefined,
        );
  const isLast = rest.length === 0;
  const isLoose = isLast && isMany && found !== undefined && (!found.isRequired || found.shape.nullable);
  const entries: Entry[] = [{ key: first, value: isLoose ? call("v.nullish", [inner]) : inner }];
  if (extra !== undefined && extra.path[0] !== first) entries.push(extraEntry(extra));
  return call("v.object", [object(entries)], true);
}

function extraEntry({ path, value }: { path: readonly string[]; value: string }): Entry {
  const [first = "", ...rest] = path;
  const inner = rest.length === 0 ? value : call("v.object", [object([extraEntry({ path: rest, value })])], true);
  return { key: first, value: call("v.nullish", [inner]) };
}
