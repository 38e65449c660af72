import { maskJson, type Mask } from "../dispatch/mask.ts";
import type { FetchItem, FetchPage } from "../incidents/fetch.ts";
import type { FetchedIncident } from "../incidents/incident.ts";

/** The pages of a fetch without secrets in their incidents: a vendor may show what it was sent. */
export async function* maskPages(pages: AsyncIterable<FetchPage>, mask: Mask): AsyncGenerator<FetchPage> {
  for await (const page of pages) yield { ...page, items: page.items.map((item) => maskItem(item, mask)) };
}

// --- internal ---

function maskItem(item: FetchItem, mask: Mask): FetchItem {
  if ("incident" in item) return { ...item, incident: maskFields(item.incident, mask) };
  if ("updates" in item) return { ...item, updates: maskFields(item.updates, mask) };
  const { at, value } = item.pending;
  return { ...item, pending: { at, value: maskJson(value, mask) } };
}

function maskFields<T extends Partial<FetchedIncident> & { note?: string }>(fields: T, mask: Mask): T {
  const { name, details, rawJSON, note, CustomFields } = fields;
  return {
    ...fields,
    ...(name !== undefined && { name: mask(name) }),
    ...(details !== undefined && { details: mask(details) }),
    ...(rawJSON !== undefined && { rawJSON: mask(rawJSON) }),
    ...(note !== undefined && { note: mask(note) }),
    ...(CustomFields && { CustomFields: maskJson(CustomFields, mask) }),
  };
}
