import { isJsonObject, type Json } from "../../json.ts";
import type { Baseline, SeenAnswer } from "./baseline.ts";
import { endpointOf } from "./endpoint.ts";
import { fieldName, typeOf, type JsonType, type Shape } from "./shape.ts";

/** One way in which answers differ from what the integration was made for. */
export interface Drift {
  /** Method and path, identifiers as `{id}`. */
  endpoint: string;
  /** Dotted; `[]` for a list's members, `*` for names that are identifiers. Empty for the answer as a whole. */
  path: string;
  kind: "new field" | "changed type" | "missing field" | "unknown value";
  /** Of the value that was found; of what is missing, what it was. */
  type: string;
  /** What the baseline has in its place. */
  expected?: string;
  /** How often, counted by value. */
  count: number;
  /** A value that was found, where it can be shown without telling of anyone. */
  example?: string;
}

/** The known values of enumerations: endpoint → dotted path → values. */
export type KnownValues = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/**
 * Where these answers have something that the baseline has not, or lack what it always has; by endpoint and path. Of
 * endpoints that the baseline does not know only enumerations are looked at, see `unlearnt`.
 */
export function findDrift(answers: Iterable<SeenAnswer>, baseline: Baseline, known: KnownValues): Drift[] {
  const found = new Map<string, Drift>();
  const note: Note = (drift) => {
    const key = JSON.stringify([
      drift.endpoint,
      drift.path,
      drift.kind,
      drift.kind === "unknown value" ? drift.example : "",
    ]);
    const before = found.get(key);
    if (before) {
      before.count += 1;
      if (before.example === undefined && drift.example !== undefined) before.example = drift.example;
      if (!before.type.split(" or ").includes(drift.type)) before.type = `${before.type} or ${drift.type}`;
    } else if (found.size < MOST) {
      found.set(key, { ...drift, count: 1 });
    }
  };
  for (const { method, path, body } of answers) {
    const endpoint = endpointOf(method, path);
    const shape = baseline.shapes.get(endpoint);
    const values = known.get(endpoint) ?? new Map<string, ReadonlySet<string>>();
    compare(body, shape, "", { endpoint, values, note }, 0);
  }
  return [...found.values()].sort((a, b) => order(a).localeCompare(order(b)));
}

/** The endpoints of which the baseline has no answer, so that there is nothing to compare. */
export function unlearnt(answers: Iterable<SeenAnswer>, baseline: Baseline): string[] {
  const endpoints = new Set<string>();
  for (const { method, path } of answers) endpoints.add(endpointOf(method, path));
  return [...endpoints].filter((endpoint) => !baseline.shapes.has(endpoint)).sort();
}

// --- internal ---

/** Nobody reads more, and an answer could be made to have a new field in every letter. */
const MOST = 500;
const DEEPEST = 50;

type Note = (drift: Omit<Drift, "count">) => void;

interface Comparing {
  endpoint: string;
  values: ReadonlyMap<string, ReadonlySet<string>>;
  note: Note;
}

/** `shape` is undefined where nothing is known of a place: then only enumerations are looked at. */
function compare(value: Json, shape: Shape | undefined, path: string, comparing: Comparing, depth: number): void {
  const { endpoint, values, note } = comparing;
  const type = typeOf(value);
  const example = exampleOf(value);
  const known = values.get(path);
  if (known && typeof value !== "object" && !known.has(String(value))) {
    const shown = enumerated(value);
    note({ endpoint, path, kind: "unknown value", type, ...(shown === undefined ? {} : { example: shown }) });
  }
  // Where nothing but null was ever seen, nothing was learnt of what else there may be.
  const isLearnt = shape?.types.some((each) => each !== "null") ?? false;
  if (shape && isLearnt && !shape.types.includes(type)) {
    const expected = shape.types.join(" or ");
    note({ endpoint, path, kind: "changed type", type, expected, ...(example === undefined ? {} : { example }) });
    return;
  }
  if (depth >= DEEPEST) return;
  if (Array.isArray(value)) {
    for (const member of value) compare(member, shape?.items, `${path}[]`, comparing, depth + 1);
  } else if (isJsonObject(value)) {
    const objects = shape?.types.includes("object") ? shape : undefined;
    compareFields(value, objects, path, comparing, depth);
  }
}

function compareFields(
  value: Record<string, Json>,
  shape: Shape | undefined,
  path: string,
  comparing: Comparing,
  depth: number,
): void {
  const { endpoint, note } = comparing;
  const within = (name: string) => (path === "" ? name : `${path}.${name}`);
  const seen = new Set<string>();
  for (const [key, member] of Object.entries(value)) {
    const name = fieldName(key);
    seen.add(name);
    const field = shape?.fields.get(name);
    if (shape && !field) {
      const example = exampleOf(member);
      const type: JsonType = typeOf(member);
      note({
        endpoint,
        path: within(name),
        kind: "new field",
        type,
        ...(example === undefined ? {} : { example }),
      });
    } else compare(member, field?.shape, within(name), comparing, depth + 1);
  }
  for (const [name, { always, shape: missing }] of shape?.fields ?? []) {
    if (always && !seen.has(name)) {
      note({ endpoint, path: within(name), kind: "missing field", type: missing.types.join(" or ") });
    }
  }
}

/** Short words in capitals are names of enumerations. Anything else may be a person, a file, a secret. */
function exampleOf(value: Json): string | undefined {
  return typeof value === "string" && /^[A-Z][A-Z0-9_]{1,39}$/.test(value) ? value : undefined;
}

/** Of a field that is an enumeration by its author's word, a value in small letters is one of its names, too. */
function enumerated(value: string | number | boolean): string | undefined {
  if (typeof value !== "string") return String(value);
  return /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(value) ? value : undefined;
}

function order({ endpoint, path, kind }: Drift): string {
  return `${endpoint}\n${path}\n${kind}`;
}
