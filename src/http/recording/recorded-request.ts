import type { Json } from "../../json.ts";
import type { WireRequest } from "../wire.ts";
import type { RecordedRequest } from "./recording.ts";

/** A request as a recording has it, nothing taken out yet. What proves who asks stands in headers, which are left out. */
export function toRecordedRequest({ method, url, headers, data }: WireRequest): RecordedRequest {
  const { pathname, searchParams } = new URL(url);
  const query = fieldsOf(searchParams);
  return {
    method,
    path: pathname,
    ...(Object.keys(query).length === 0 ? {} : { query }),
    ...(data === undefined ? {} : { body: bodyOf(data, headers["content-type"] ?? "") }),
  };
}

// --- internal ---

function fieldsOf(params: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
}

function bodyOf(data: string, contentType: string): Json {
  if (contentType.includes("json")) {
    try {
      return JSON.parse(data) as Json;
    } catch {
      // Whoever sends such a thing means it: it is kept as it is.
      return data;
    }
  }
  if (!contentType.includes("x-www-form-urlencoded")) return data;
  const fields = Object.entries(fieldsOf(new URLSearchParams(data)));
  return Object.fromEntries(fields.map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]));
}
