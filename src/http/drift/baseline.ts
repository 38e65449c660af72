import { isUnsafeKey, type Json } from "../../json.ts";
import { endpointOf } from "./endpoint.ts";
import { mergeShapes, shapeOf, type Shape } from "./shape.ts";

/** One answer with JSON in it. */
export interface SeenAnswer {
  method: string;
  /** Without scheme, host and query. */
  path: string;
  body: Json;
  /** See `HttpRequest.known`. */
  known?: Readonly<Record<string, readonly string[]>>;
}

/** What is known of the answers of each endpoint. */
export interface Baseline {
  shapes: ReadonlyMap<string, Shape>;
}

/** Learns what answers look like, by endpoint. */
export function learn(answers: Iterable<Pick<SeenAnswer, "method" | "path" | "body">>): Baseline {
  const shapes = new Map<string, Shape>();
  for (const { method, path, body } of answers) {
    const endpoint = endpointOf(method, path);
    const before = shapes.get(endpoint);
    const shape = shapeOf(body);
    shapes.set(endpoint, before ? mergeShapes(before, shape) : shape);
  }
  return { shapes };
}

/** The known values of enumerations by endpoint: `known` of every request that was made to it, taken together. */
export function learnKnown(
  requests: Iterable<Pick<SeenAnswer, "method" | "path" | "known">>,
): ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> {
  const endpoints = new Map<string, Map<string, Set<string>>>();
  for (const { method, path, known = {} } of requests) {
    const endpoint = endpointOf(method, path);
    const places = endpoints.get(endpoint) ?? new Map<string, Set<string>>();
    endpoints.set(endpoint, places);
    for (const [place, values] of Object.entries(known)) {
      if (isUnsafeKey(place)) continue;
      const all = places.get(place) ?? new Set<string>();
      places.set(place, all);
      for (const value of values) all.add(value);
    }
  }
  return endpoints;
}
