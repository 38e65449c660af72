import { isUnsafeKey } from "../json.ts";
import { didYouMean } from "../nearest.ts";
import { capital, Fields } from "./fields.ts";
import { FIELD_TYPES, type FieldType, type GridColumn, type IncidentField } from "./incident-content.ts";
import type { Places } from "./places.ts";

/** `x-soar.incident.fields[]` */
export function readIncidentFields(incident: Fields, places: Places): IncidentField[] {
  const taken = new Set<string>();
  return incident.maps("fields").flatMap((map) => {
    const fields = new Fields(map, incident.report, 'a field of "incident"');
    const field = readField(fields, taken);
    if (field !== undefined) places.set(field, fields);
    return field ?? [];
  });
}

// --- internal ---

/** What XSOAR makes of a display name: its letters and digits in lower case. */
const MACHINE_NAME = /^[a-z0-9]+$/u;

function readField(unnamed: Fields, taken: Set<string>): IncidentField | undefined {
  const name = unnamed.required("name", "M010", "The name as people see it.");
  const fields = name === undefined ? unnamed : new Fields(unnamed.map, unnamed.report, `incident field "${name}"`);
  fields.refuseOthers(["name", "cliName", "type", "description", "column", "options", "columns"]);
  const hint = "The machine name: the display name's letters and digits in lower case.";
  const cliName = fields.required("cliName", "M010", hint);
  const type = readFieldType(fields);
  const [description, column] = [fields.text("description"), fields.text("column")];
  const options = fields.texts("options").map(({ text }) => text);
  const columns = readColumns(fields);
  if (cliName !== undefined) refuseOddName(fields, "cliName", cliName);
  for (const [key, value] of [
    ["name", name],
    ["cliName", cliName],
  ] as const) {
    if (value === undefined) continue;
    const mark = `${key}:${value}`;
    if (taken.has(mark)) {
      const at = fields.at(key);
      fields.report("M102", at, `Two incident fields have the ${key} "${clip(value)}".`, "Rename or remove one.");
    }
    taken.add(mark);
  }
  if (name === undefined || cliName === undefined || type === undefined) return undefined;
  lintParts(fields, type, { options: options.length > 0, columns: columns.length > 0 });
  return {
    name,
    cliName,
    type,
    description: description ?? "",
    ...(column && { column }),
    ...(options.length > 0 && { options }),
    ...(columns.length > 0 && { columns }),
  };
}

function readColumns(field: Fields): GridColumn[] {
  const taken = new Set<string>();
  return field.maps("columns").flatMap((map) => {
    const fields = new Fields(map, field.report, `a column of ${field.what}`);
    fields.refuseOthers(["key", "title", "type"]);
    const key = fields.required("key", "M010", "The key of the rows that the column shows.");
    const type = fields.entry("type") === undefined ? "shortText" : readFieldType(fields);
    if (key === undefined || type === undefined) return [];
    refuseOddName(fields, "key", key);
    if (taken.has(key)) {
      const at = fields.at("key");
      fields.report("M102", at, `Two columns of ${field.what} have the key "${clip(key)}".`, "Rename or remove one.");
    }
    taken.add(key);
    return { key, title: fields.text("title") ?? key, type };
  });
}

/** Columns belong to a grid, options to a choice, and neither to anything else. */
function lintParts(fields: Fields, type: FieldType, has: { options: boolean; columns: boolean }): void {
  const wants = {
    options: type === "singleSelect" || type === "multiSelect",
    columns: type === "grid",
  };
  for (const key of ["options", "columns"] as const) {
    if (has[key] === wants[key]) continue;
    const at = fields.entry(key)?.value.at ?? fields.at("type");
    const message = `${capital(fields.what)} is a ${type} and has ${has[key] ? "" : "no "}${key}.`;
    fields.report("M105", at, message, has[key] ? `Remove ${key}, or correct type.` : `List them under ${key}.`);
  }
}

function readFieldType(fields: Fields): FieldType | undefined {
  const text = fields.required("type", "M010", `Write one of ${FIELD_TYPES.join(", ")}.`);
  if (text === undefined) return undefined;
  const type = FIELD_TYPES.find((each) => each === text);
  if (type === undefined) {
    const message = `There is no field type "${clip(text)}".${didYouMean(text, FIELD_TYPES)}`;
    fields.report("M104", fields.at("type"), message, `Write one of ${FIELD_TYPES.join(", ")}.`);
  }
  return type;
}

function refuseOddName(fields: Fields, key: string, name: string): void {
  const at = fields.at(key);
  if (isUnsafeKey(name)) fields.report("M004", at, `The ${key} "${name}" is refused.`, "Choose another name.");
  else if (!MACHINE_NAME.test(name)) reportOddName(fields, key, name, at);
}

function reportOddName(fields: Fields, key: string, name: string, at: number): void {
  const hint = `Write ${name.toLowerCase().replaceAll(/[^a-z0-9]/gu, "") || "letters and digits"}.`;
  const message = `The ${key} "${clip(name)}" is not of lower-case letters and digits only.`;
  fields.report("M101", at, message, hint);
}

function clip(text: string): string {
  return text.slice(0, 60);
}
