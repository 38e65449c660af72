import { object, quote, type Entry } from "./code.ts";
import { answerSchema } from "./emit-answer.ts";
import type { Inputs } from "./emit-inputs.ts";
import type { Doc } from "./layout.ts";
import type { Knob, Paging } from "./paging.ts";
import type { CommandPlan } from "./plan.ts";
import { memberOf } from "./shape.ts";

/** A request for one page. */
export interface PageRequest {
  paging: Exclude<Paging, { kind: "size" }>;
  /** What the page's number, offset or token is called. */
  variable: string;
}

/** What `http.send` is given: a page's request fills in the parameters that page. */
export function requestOf(plan: CommandPlan, inputs: Inputs, page: PageRequest | undefined): (Entry | string)[] {
  const { operation, effect } = plan;
  const knobs = page === undefined ? sizeKnobs(plan) : pageKnobs(page);
  const entries: (Entry | string)[] = [
    { key: "method", value: quote(operation.method) },
    { key: "path", value: inputs.path },
  ];
  const query = partOf("query", inputs.hasQuery, knobs);
  if (query !== undefined) entries.push({ key: "query", value: query });
  const mediaType = operation.body?.mediaType;
  const type: Entry[] = mediaType === undefined ? [] : [{ key: "Content-Type", value: quote(mediaType) }];
  if (inputs.hasHeaders || type.length > 0) {
    entries.push({ key: "headers", value: object([...(inputs.hasHeaders ? ["...headers"] : []), ...type]) });
  }
  const body = bodyOf(plan, inputs, knobs);
  if (body !== undefined) entries.push({ key: "body", value: body });
  if (effect === "read" && operation.method !== "GET") entries.push({ key: "reads", value: "true" });
  if (operation.method === "PUT" || operation.method === "DELETE") entries.push({ key: "repeatable", value: "true" });
  if (operation.method === "GET" && effect !== "read") entries.push({ key: "reads", value: "false" });
  const schema = answerSchema(plan, page?.paging);
  if (schema !== undefined) entries.push({ key: "answer", value: schema });
  return [...entries, "signal"];
}

/** Whether the document says how many things may be asked for at once. */
export function isSizeBounded({ operation }: CommandPlan, size: Knob): boolean {
  const inQuery = operation.parameters.find(({ name, in: place }) => name === size.name && place === size.in);
  const shape = inQuery?.shape ?? memberOf(operation.body?.shape, size.name)?.shape;
  return shape?.kind === "number" && shape.maximum !== undefined;
}

// --- internal ---

interface KnobValue {
  in: "query" | "body";
  entry: Entry;
}

function sizeKnobs(plan: CommandPlan): KnobValue[] {
  const { paging } = plan;
  if (paging?.kind !== "size") return [];
  const { size, perPage } = paging;
  const value = isSizeBounded(plan, size) ? `Math.min(limit, ${String(perPage)})` : "limit";
  return [{ in: size.in, entry: { key: size.name, value } }];
}

function pageKnobs({ paging, variable }: PageRequest): KnobValue[] {
  const { size, perPage } = paging;
  const place = paging.kind === "page" ? paging.page : paging.kind === "offset" ? paging.offset : paging.token;
  return [
    { in: place.in, entry: { key: place.name, value: variable } },
    ...(size === undefined ? [] : [{ in: size.in, entry: { key: size.name, value: String(perPage) } }]),
  ];
}

function partOf(name: "query" | "body", isGiven: boolean, knobs: readonly KnobValue[]): Doc | undefined {
  const own = knobs.filter((knob) => knob.in === name).map(({ entry }) => entry);
  if (!isGiven && own.length === 0) return undefined;
  return object([...(isGiven ? [`...${name}`] : []), ...own]);
}

function bodyOf({ operation, body }: CommandPlan, inputs: Inputs, knobs: readonly KnobValue[]): Doc | undefined {
  const hasKnobs = knobs.some((knob) => knob.in === "body");
  if (hasKnobs) return partOf("body", inputs.hasBody, knobs);
  if (body === undefined) return undefined;
  return operation.body?.isForm === true ? "toForm(body)" : "body";
}
