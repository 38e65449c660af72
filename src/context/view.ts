import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../json.ts";

/** What can be read beside the context without being stored in it. Each is left out where it is absent. */
export interface VirtualRoots {
  /** The incident with XSOAR's key names; read as `incident`, `alert` and `issue`. */
  incident?: JsonObject;
  /** The inputs of the running playbook. */
  inputs?: JsonObject;
  /** The configured instances: `{ brand, category, name, state, defaultIgnored }`. */
  modules?: Json[];
  /** Named lists, read as `lists.<name>`. */
  lists?: JsonObject;
  /** Entry ids of the task that ended last on this path. */
  lastCompletedTaskEntries?: Json[];
  playbookQuery?: Json;
  currentPlaybookID?: string;
  currentUser?: Json;
  demistoUrls?: JsonObject;
  object?: Json;
  /** Results by task id, read as `#<id>`. */
  taskResults?: JsonObject;
}

/** The context as expressions read it: with its virtual roots, which hide stored keys of the same name. */
export function contextView(context: JsonObject, roots: VirtualRoots): JsonObject {
  const { incident, taskResults = {}, ...others } = roots;
  const view: JsonObject = { ...context };
  for (const [name, value] of Object.entries(others)) view[name] = value;
  for (const [id, value] of Object.entries(taskResults)) view[`#${id}`] = value;
  if (!incident) return view;
  const flat = flatIncident(incident);
  return { ...view, incident: flat, alert: flat, issue: flat };
}

// --- internal ---

/** Custom fields at the top level as well (a system field of the same name wins), labels as `{ type: value }`. */
function flatIncident(incident: JsonObject): JsonObject {
  const { CustomFields: custom, labels } = incident;
  const flat: JsonObject = {};
  for (const [name, value] of Object.entries(isJsonObject(custom) ? custom : {})) {
    if (!isUnsafeKey(name)) flat[name] = value;
  }
  Object.assign(flat, incident);
  if (Array.isArray(labels)) flat.labels = labelsByType(labels);
  return flat;
}

function labelsByType(labels: readonly Json[]): JsonObject {
  const values = new Map<string, Json[]>();
  for (const label of labels) {
    if (!isJsonObject(label) || typeof label.type !== "string" || isUnsafeKey(label.type)) continue;
    const list = values.get(label.type);
    if (list) list.push(label.value ?? null);
    else values.set(label.type, [label.value ?? null]);
  }
  const entries = [...values].map(([type, list]): [string, Json] => [
    type,
    list.length === 1 ? (list[0] ?? null) : list,
  ]);
  return Object.fromEntries(entries);
}
