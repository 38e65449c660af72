import type { Fields } from "./fields.ts";
import type { EventStream } from "./manifest.ts";
import type { Places } from "./places.ts";

/** `x-soar.streams`; none where there are none. Faults are reported at their places. */
export function readStreams(section: Fields | undefined, places: Places, integration: string): EventStream[] {
  const given = section?.child("streams", '"streams"');
  if (given === undefined) return [];
  if (given.map.entries.size === 0) given.report("M120", given.map.at, '"streams" declares none.', NAME_ONE);
  const streams: EventStream[] = [];
  for (const [name, { at }] of given.map.entries) {
    const fields = given.child(name, `stream "${name.slice(0, 60)}"`);
    if (!/^[a-z\d]+(?:-[a-z\d]+)*$/u.test(name)) {
      const message = `"${name.slice(0, 60)}" is no name of a stream.`;
      given.report("M121", at, message, "Use lower-case letters and digits, joined by hyphens: sign-ins.");
    } else if (fields === undefined) {
      // What is no map has been reported; a name with nothing behind it has not.
      if (given.entry(name) === undefined) given.report("M010", at, `Stream "${name}" says nothing.`, EVENT_TYPE);
    } else {
      const stream = readStream(fields, name, wordOf(integration));
      places.set(stream, fields);
      streams.push(stream);
    }
  }
  return streams;
}

// --- internal ---

const NAME_ONE = "Name each kind of events that fetch-events reads, or leave the key out.";
const EVENT_TYPE = 'Give it at least its events\' "eventType", such as eventType: audit.';
const KNOWN = ["description", "eventType", "vendor", "product", "lookBack", "limit"];

function readStream(fields: Fields, name: string, word: string): EventStream {
  fields.refuseOthers(KNOWN);
  const description = fields.text("description") ?? "";
  if (description.trim() === "") {
    const hint = "Say in a few words what its events are.";
    fields.report("M011", fields.map.at, `Stream "${name}" has no "description".`, hint);
  }
  const lookBack = fields.text("lookBack");
  const limit = fields.text("limit");
  return {
    name,
    description,
    eventType: fields.required("eventType", "M010", EVENT_TYPE) ?? name,
    vendor: fields.text("vendor") ?? word,
    product: fields.text("product") ?? word,
    ...(lookBack !== undefined && { lookBack }),
    ...(limit !== undefined && { limit }),
  };
}

/** As collectors of XSIAM are named: letters and digits in lower case. */
function wordOf(integration: string): string {
  return integration.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
