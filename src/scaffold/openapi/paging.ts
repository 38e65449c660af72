import type { Operation, Parameter } from "./operation.ts";
import { memberOf, type Member, type ObjectShape, type Shape } from "./shape.ts";
import type { Unwrapped } from "./unwrap.ts";
import { wordsOf } from "./words.ts";

/** How an operation gives a long list, and by which of its parameters. */
export type Paging =
  /** All at once, or as many as are asked for. */
  | { kind: "size"; size: Knob; perPage: number }
  | { kind: "page"; page: Knob; size?: Knob; first: 0 | 1; perPage: number; total?: string[] }
  | { kind: "offset"; offset: Knob; size?: Knob; perPage: number; total?: string[] }
  | { kind: "token"; token: Knob; size?: Knob; perPage: number; next: string[] };

/** A parameter that pages, in the query or among the members of the body. */
export interface Knob {
  name: string;
  in: "query" | "body";
}

/** How an operation pages; undefined when it does not, or in no way that can be followed. */
export function pagingOf(operation: Operation, answer: Unwrapped): Paging | undefined {
  if (!answer.isMany) return undefined;
  const knobs = knobsOf(operation);
  const size = find(knobs, SIZES, isNumber);
  const perPage = sizeOf(size?.shape);
  const sized = size === undefined ? {} : { size: knobOf(size) };
  const next = find(membersAround(answer), NEXTS, isToken);
  const token = find(knobs, TOKENS, isToken);
  if (token !== undefined && next !== undefined) {
    return { kind: "token", token: knobOf(token), ...sized, perPage, next: next.path };
  }
  const total = find(membersAround(answer), TOTALS, isNumber)?.path;
  const totalled = total === undefined ? {} : { total };
  const offset = find(knobs, OFFSETS, isNumber);
  if (offset !== undefined) return { kind: "offset", offset: knobOf(offset), ...sized, perPage, ...totalled };
  const page = find(knobs, PAGES, isNumber);
  if (page !== undefined) {
    return { kind: "page", page: knobOf(page), ...sized, first: firstPage(page.shape), perPage, ...totalled };
  }
  return size === undefined ? undefined : { kind: "size", size: knobOf(size), perPage };
}

/** The parameters that paging fills in itself, so that they are no arguments. */
export function pagingKnobs(paging: Paging | undefined): Knob[] {
  if (paging === undefined) return [];
  const { size } = paging;
  const place = paging.kind === "page" ? [paging.page] : paging.kind === "offset" ? [paging.offset] : [];
  return [...place, ...(paging.kind === "token" ? [paging.token] : []), ...(size === undefined ? [] : [size])];
}

// --- internal ---

/** What a page is asked for where the document sets no bound. */
const USUAL_SIZE = 100;
const LARGEST_SIZE = 1000;

// By their words, joined; the first that an operation has is taken.
const SIZES = [
  ...["limit", "pagesize", "perpage", "page[size]", "pagelimit", "size", "maxresults", "pgsize", "top", "count"],
  ...["resultsperpage", "itemsperpage", "batchsize", "numresults", "max", "first", "take", "rows"],
];
const OFFSETS = [
  "offset",
  "pageoffset",
  "page[offset]",
  "skip",
  "startat",
  "startindex",
  "start",
  "from",
  "firstresult",
];
const PAGES = ["page", "pagenumber", "page[number]", "pagenum", "pgnum", "pageno", "pageindex", "currentpage", "p"];
const TOKENS = [
  ...["cursor", "pagetoken", "nexttoken", "nextpagetoken", "nextcursor", "continuationtoken", "continuation"],
  ...["after", "startingafter", "page[after]", "marker", "token", "next", "skiptoken", "scrollid", "page"],
];
const NEXTS = [
  ...["nextpagetoken", "nexttoken", "nextcursor", "cursornext", "continuationtoken", "continuation", "nextmarker"],
  ...["cursor", "pagetoken", "next", "endcursor", "after", "scrollid", "nextpage", "marker"],
];
const TOTALS = [
  "totalcount",
  "total",
  "totalitems",
  "totalresults",
  "totalelements",
  "totalrecords",
  "totalhits",
  "recordcount",
];

interface Candidate extends Knob {
  shape: Shape;
  path: string[];
}

function knobsOf({ parameters, body }: Operation): Candidate[] {
  const inQuery = parameters
    .filter((parameter): parameter is Parameter & { in: "query" } => parameter.in === "query")
    .map(({ name, shape }): Candidate => ({ name, in: "query", shape, path: [name] }));
  const members = body?.shape.kind === "object" ? body.shape.members : [];
  return [...inQuery, ...members.map(({ name, shape }): Candidate => ({ name, in: "body", shape, path: [name] }))];
}

/** The members of the wrapping, and of the objects that stand beside the list, such as `meta`. */
function membersAround({ path, wrappers }: Unwrapped): Candidate[] {
  return wrappers.flatMap((wrapper, depth) => {
    const before = path.slice(0, depth);
    const beside = wrapper.members.filter(({ name }) => name !== path[depth]);
    return beside.flatMap((member) => [candidate(member, before), ...inside(member, before)]);
  });
}

function inside({ name, shape }: Member, before: readonly string[]): Candidate[] {
  const members = shape.kind === "object" ? shape.members : [];
  return members.flatMap((member) => {
    const deeper = candidate(member, [...before, name]);
    const nested = memberOf(shape, member.name)?.shape;
    const isCursors = nested?.kind === "object" && /cursors?/i.test(member.name);
    return isCursors ? [deeper, ...cursors(nested, [...before, name, member.name])] : [deeper];
  });
}

function cursors({ members }: ObjectShape, before: readonly string[]): Candidate[] {
  return members.map((member) => candidate(member, before));
}

function candidate({ name, shape }: Member, before: readonly string[]): Candidate {
  return { name, in: "query", shape, path: [...before, name] };
}

function find(
  candidates: readonly Candidate[],
  names: readonly string[],
  fits: (shape: Shape) => boolean,
): Candidate | undefined {
  for (const name of names) {
    const found = candidates.find((each) => squeezed(each.name) === name && fits(each.shape));
    if (found !== undefined) return found;
  }
  return undefined;
}

function squeezed(name: string): string {
  return /^page\[\w+\]$/i.test(name) ? name.toLowerCase() : wordsOf(name).join("");
}

function isNumber(shape: Shape): boolean {
  return shape.kind === "number";
}

/** A text that is no address: what `next: https://…` leads to is followed by its own means. */
function isToken(shape: Shape): boolean {
  if (shape.kind !== "text" || shape.choices !== undefined) return false;
  return !["uri", "url", "uri-reference", "date", "date-time"].includes(shape.format ?? "");
}

function knobOf({ name, in: place }: Candidate): Knob {
  return { name, in: place };
}

function sizeOf(shape: Shape | undefined): number {
  if (shape?.kind !== "number") return USUAL_SIZE;
  const most = shape.maximum ?? (typeof shape.default === "number" ? Math.max(shape.default, USUAL_SIZE) : USUAL_SIZE);
  return Math.max(1, Math.min(Math.trunc(most), LARGEST_SIZE));
}

/** Most vendors count pages from 1; one whose document says 0 counts from there. */
function firstPage(shape: Shape): 0 | 1 {
  return shape.kind === "number" && (shape.default === 0 || (shape.minimum === 0 && shape.default === undefined))
    ? 0
    : 1;
}
