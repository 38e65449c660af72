/** `commands/_simulator/lists.ts`: what a list shows, and in which pages. */
export const LISTS_MODULE = String.raw`import { isJsonObject, Refusal, type Json, type VendorRequest } from "soarkit/simulator";
import { bodyOf, valuesOf } from "./checks.ts";
import type { Operation } from "./operation.ts";

/** The things that a list's parameters ask for: those whose member of the same name has one of the values. */
export function matching(things: readonly Json[], operation: Operation, request: VendorRequest): Json[] {
  const filters = (operation.parameters ?? [])
    .map((parameter) => ({ name: parameter.name, values: valuesOf(request, parameter) }))
    .filter(({ values }) => values.length > 0);
  return things.filter((thing) =>
    filters.every(({ name, values }) => {
      const value = isJsonObject(thing) ? thing[name] : undefined;
      // What has no such member cannot be told apart by it.
      return value === undefined || typeof value === "object" || values.includes(String(value));
    }),
  );
}

/** One page of a list, as its parameters ask. */
export function pageOf(
  things: readonly Json[],
  operation: Operation,
  request: VendorRequest,
): { items: Json[]; total: number; next: string | null } {
  const { paging } = operation;
  const total = things.length;
  if (paging === undefined) return { items: [...things], total, next: null };
  const body = paging.in === "body" ? bodyOf(request, operation) : undefined;
  const read = (name: string | undefined): string | undefined => {
    if (name === undefined) return undefined;
    if (paging.in === "query") return request.query.text(name);
    const value = isJsonObject(body) ? body[name] : undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const whole = (name: string | undefined, usual: number): number => {
    const text = read(name);
    if (text === undefined) return usual;
    if (/^\d{1,9}$/.test(text)) return Number(text);
    throw new Refusal(400, { error: String(name) + " is not one that was given" });
  };
  const size = Math.max(1, Math.min(whole(paging.size, paging.most), paging.most));
  const first = paging.kind === "page" ? (paging.first ?? 1) : 0;
  const position = whole(paging.position, first) - first;
  const from = paging.kind === "page" ? position * size : position;
  const items = things.slice(Math.max(0, from), from + size);
  return { items, total, next: from + size < total ? String(from + size) : null };
}

/** An answer with a part of it replaced. */
export function place(answer: Json, at: readonly string[], part: Json): Json {
  const [name, ...rest] = at;
  if (name === undefined) return part;
  const object = isJsonObject(answer) ? answer : {};
  return { ...object, [name]: place(object[name] ?? null, rest, part) };
}

/** The list that stands somewhere in an answer. */
export function listAt(answer: Json, at: readonly string[]): Json[] {
  const [name, ...rest] = at;
  if (name === undefined) return Array.isArray(answer) ? answer : [];
  return isJsonObject(answer) ? listAt(answer[name] ?? null, rest) : [];
}
`;
