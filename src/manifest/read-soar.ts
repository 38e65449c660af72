import type { Fields } from "./fields.ts";
import type { SoarSection } from "./manifest.ts";
import type { Places } from "./places.ts";
import { readIncident } from "./read-incident.ts";
import { readSource } from "./read-source.ts";
import { readStreams } from "./read-streams.ts";

/** Our additions at the root, under `x-soar`. */
export function readSoarSection(root: Fields, places: Places, integration: string): SoarSection {
  const fields = root.child("x-soar", '"x-soar"');
  fields?.refuseOthers(KNOWN);
  const simulator = fields?.text("simulator");
  const budget = readBudget(fields);
  const incident = readIncident(fields, places);
  const source = readSource(fields, places);
  const section: SoarSection = {
    handlers: fields?.text("handlers") ?? "commands",
    ...(simulator === undefined ? {} : { simulator }),
    contextKeys: readContextKeys(fields),
    ...(budget === undefined ? {} : { budget }),
    ...(incident === undefined ? {} : { incident }),
    streams: readStreams(fields, places, integration),
    ...(source && { source }),
    demo: (fields?.texts("demo") ?? []).map(({ text }) => text),
  };
  for (const key of ["handlers", "simulator"] as const) refuseOutside(fields, key, section[key]);
  if (fields !== undefined) places.set(section, fields);
  return section;
}

// --- internal ---

const KNOWN = ["handlers", "simulator", "contextKeys", "budget", "demo", "streams", "source", "incident"];

function readContextKeys(fields: Fields | undefined): SoarSection["contextKeys"] {
  const keys = fields?.child("contextKeys", '"contextKeys"');
  const contextKeys: SoarSection["contextKeys"] = {};
  for (const [prefix, { at }] of keys?.map.entries ?? []) {
    const names = keys?.texts(prefix, true).map(({ text }) => text) ?? [];
    if (names.length > 0 && names.every((name) => name !== "")) contextKeys[prefix] = names;
    else fields?.report("M012", at, `The context key "${prefix}" names no field.`, "Name the field or fields.");
  }
  return contextKeys;
}

function readBudget(fields: Fields | undefined): SoarSection["budget"] {
  const budget = fields?.child("budget", '"budget"');
  if (budget === undefined) return undefined;
  budget.refuseOthers(["requests", "perMs"]);
  for (const key of ["requests", "perMs"])
    budget.required(key, "M081", "Write for example requests: 120, perMs: 60000.");
  const requests = budget.count("requests", "M081");
  const perMs = budget.count("perMs", "M081");
  return requests === undefined || perMs === undefined ? undefined : { requests, perMs };
}

/** An integration's code lies in its own folder: a manifest cannot make other files run. */
function refuseOutside(fields: Fields | undefined, key: string, path: string | undefined): void {
  if (path === undefined) return;
  const isInside = path !== "" && !/^[/\\]|^[A-Za-z]:|\\/u.test(path) && !path.split("/").includes("..");
  if (isInside) return;
  const at = fields?.entry(key)?.value.at ?? 0;
  fields?.report("M071", at, `"${key}" leaves the integration's folder: ${path}`, "Give a path below the manifest's.");
}
