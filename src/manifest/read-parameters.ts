import { isUnsafeKey } from "../json.ts";
import { Fields } from "./fields.ts";
import { ParameterType, type Parameter } from "./manifest.ts";
import type { Places } from "./places.ts";

/** `configuration[]`: the instance parameters. */
export function readParameters(root: Fields, places: Places): Parameter[] {
  const taken = new Set<string>();
  return root.maps("configuration").flatMap((map) => {
    const nameless = new Fields(map, root.report, "a parameter");
    const name = nameless.required("name", "M010", "Name it; handlers read it as params.<name>.");
    if (name === undefined) return [];
    const fields = new Fields(map, root.report, `parameter "${name}"`);
    const at = fields.entry("name")?.value.at ?? map.at;
    if (isUnsafeKey(name)) root.report("M004", at, `The name "${name}" is refused.`, "Choose another name.");
    if (taken.has(name)) {
      root.report("M020", at, `Parameter "${name}" is declared twice.`, "Keep one of the two, or rename one.");
    }
    taken.add(name);
    const parameter = readParameter(fields, name);
    places.set(parameter, fields);
    return [parameter];
  });
}

// --- internal ---

function readParameter(fields: Fields, name: string): Parameter {
  const defaultValue = fields.value("defaultvalue");
  const extras = fields.child("x-soar", `"x-soar" of ${fields.what}`);
  extras?.refuseOthers(["env"]);
  return {
    name,
    type: readType(fields),
    display: fields.text("display") ?? "",
    ...(defaultValue === undefined ? {} : { defaultValue }),
    required: fields.flag("required"),
    hidden: fields.hidden(),
    options: fields.texts("options").map(({ text }) => text),
    info: fields.text("additionalinfo") ?? "",
    env: readEnvironment(extras),
    raw: fields.map.json,
  };
}

function readType(fields: Fields): number {
  const text = fields.required("type", "M010", "Write XSOAR's number, such as 0 for a short text.");
  if (text === undefined) return ParameterType.text;
  if (/^\d{1,4}$/u.test(text)) return Number(text);
  const at = fields.entry("type")?.value.at ?? fields.map.at;
  fields.report("M012", at, `"type" of ${fields.what} must be a number, not "${text}".`, "Write XSOAR's number.");
  return ParameterType.text;
}

function readEnvironment(extras: Fields | undefined): string[] {
  return (extras?.texts("env", true) ?? []).flatMap(({ text, at }) => {
    if (/^[A-Za-z_]\w*$/u.test(text)) return [text];
    extras?.report("M083", at, `"${text}" is no name of an environment variable.`, "Use letters, digits and _.");
    return [];
  });
}
