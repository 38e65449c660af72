import type { JsonObject } from "../json.ts";
import type { GridColumn, IncidentContent, IncidentField, IncidentType } from "../manifest/incident-content.ts";
import type { FileTree } from "../scaffold/scaffold.ts";
import { fileName, jsonFile } from "./json-file.ts";

/** `IncidentTypes/` and `IncidentFields/` of a pack. */
export function incidentFiles({ type, fields }: IncidentContent, fromVersion: string): FileTree {
  const files: FileTree = {};
  if (type) files[`IncidentTypes/incidenttype-${fileName(type.name)}.json`] = jsonFile(typeFile(type, fromVersion));
  for (const field of fields) {
    const path = (name: string) => `IncidentFields/incidentfield-${name}.json`;
    const own = path(fileName(field.name));
    // Two names can differ in their punctuation only; machine names are each one field's.
    files[Object.hasOwn(files, own) ? path(field.cliName) : own] = jsonFile(fieldFile(field, type, fromVersion));
  }
  return files;
}

// --- internal ---

/** No deadlines, no scripts: what somebody sets in XSOAR is theirs. */
function typeFile({ name, color, playbook }: IncidentType, fromVersion: string): JsonObject {
  return {
    id: name,
    name,
    version: -1,
    fromVersion,
    color,
    playbookId: playbook ?? "",
    autorun: playbook !== undefined,
    hours: 0,
    days: 0,
    weeks: 0,
    hoursR: 0,
    daysR: 0,
    weeksR: 0,
    preProcessingScript: "",
    closureScript: "",
    // 0: indicators are extracted as the system's default says.
    reputationCalc: 0,
    system: false,
    readonly: false,
    default: false,
    disabled: false,
    locked: false,
  };
}

/** What XSOAR's validator asks of a field: content, not system, of the group of incidents (0), not searchable. */
function fieldFile(field: IncidentField, type: IncidentType | undefined, fromVersion: string): JsonObject {
  const { name, cliName, description, columns, options } = field;
  return {
    id: `incident_${cliName}`,
    name,
    cliName,
    type: field.type,
    description,
    version: -1,
    fromVersion,
    associatedToAll: type === undefined,
    ...(type && { associatedTypes: [type.name] }),
    content: true,
    system: false,
    group: 0,
    unsearchable: true,
    caseInsensitive: true,
    closeForm: false,
    editForm: true,
    hidden: false,
    isReadOnly: false,
    locked: false,
    neverSetAsRequired: false,
    ownerOnly: false,
    required: false,
    sla: 0,
    threshold: 72,
    unmapped: false,
    useAsKpi: false,
    ...(options && { selectValues: options }),
    ...(columns && { columns: columns.map(columnPart), defaultRows: [] }),
  };
}

function columnPart({ key, title, type }: GridColumn): JsonObject {
  return {
    key,
    displayName: title,
    type,
    isDefault: true,
    isReadOnly: false,
    required: false,
    script: "",
    fieldCalcScript: "",
    selectValues: null,
    width: 150,
  };
}
