// What XSOAR's schemas and validator ask of the files of a pack, as far as this project writes them.
import { Ajv } from "ajv";
import { parse } from "yaml";
import { FIELD_TYPES } from "../../src/manifest/incident-content.ts";

const text = { type: "string" };
const filled = { type: "string", minLength: 1 };
const flag = { type: "boolean" };
const whole = { type: "integer" };
const version = { type: "string", pattern: "^[6-9]\\.\\d+\\.\\d+$" };
const base = { id: filled, name: filled, version: { const: -1 }, fromVersion: version };

function closed(properties: Record<string, unknown>, required: string[]) {
  return { type: "object", properties, required, additionalProperties: false };
}

const column = closed(
  {
    key: { type: "string", pattern: "^[a-z0-9]+$" },
    displayName: filled,
    type: { enum: FIELD_TYPES },
    isDefault: flag,
    isReadOnly: flag,
    required: { const: false },
    script: text,
    fieldCalcScript: text,
    selectValues: {},
    width: whole,
  },
  ["key", "displayName", "type"],
);

const source = {
  oneOf: [
    closed({ simple: filled }, ["simple"]),
    closed(
      {
        complex: closed(
          {
            root: filled,
            accessor: filled,
            filters: { type: "array" },
            transformers: {
              type: "array",
              items: closed({ operator: filled, args: { type: "object" } }, ["operator"]),
            },
          },
          ["root", "filters", "transformers"],
        ),
      },
      ["complex"],
    ),
  ],
};

/** By the part of the path that tells what a file is. */
const schemas: Record<string, object> = {
  "pack_metadata.json": closed(
    {
      name: filled,
      description: filled,
      support: { enum: ["xsoar", "partner", "developer", "community"] },
      currentVersion: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+$" },
      author: filled,
      url: text,
      email: text,
      categories: { type: "array", items: filled, minItems: 1 },
      tags: { type: "array" },
      useCases: { type: "array" },
      keywords: { type: "array" },
      dependencies: { type: "object" },
      marketplaces: {
        type: "array",
        items: { enum: ["xsoar", "marketplacev2", "xpanse", "xsoar_saas", "xsoar_on_prem", "platform"] },
      },
    },
    [
      "name",
      "description",
      "support",
      "currentVersion",
      "author",
      "url",
      "email",
      "categories",
      "tags",
      "useCases",
      "keywords",
    ],
  ),
  "IncidentTypes/": closed(
    {
      ...base,
      color: { type: "string", pattern: "^#[0-9a-fA-F]{6}$" },
      playbookId: text,
      autorun: flag,
      ...Object.fromEntries(["hours", "days", "weeks", "hoursR", "daysR", "weeksR"].map((key) => [key, whole])),
      preProcessingScript: text,
      closureScript: text,
      reputationCalc: { enum: [0, 1, 2, 3] },
      system: { const: false },
      readonly: flag,
      default: flag,
      disabled: flag,
      locked: flag,
    },
    ["id", "name", "version", "fromVersion", "color", "hours", "days", "weeks", "hoursR", "daysR", "weeksR"],
  ),
  "IncidentFields/": closed(
    {
      ...base,
      id: { type: "string", pattern: "^incident_[a-z0-9]+$" },
      cliName: { type: "string", pattern: "^[a-z0-9]+$" },
      type: { enum: FIELD_TYPES },
      description: text,
      associatedTypes: { type: "array", items: filled, minItems: 1 },
      columns: { type: "array", items: column, minItems: 1 },
      defaultRows: { type: "array" },
      selectValues: { type: "array", items: text, minItems: 1 },
      content: { const: true },
      system: { const: false },
      group: { const: 0 },
      required: { const: false },
      unsearchable: { const: true },
      sla: whole,
      threshold: whole,
      ...Object.fromEntries(
        ["associatedToAll", "caseInsensitive", "closeForm", "editForm", "hidden", "isReadOnly", "locked"]
          .concat("neverSetAsRequired", "ownerOnly", "unmapped", "useAsKpi")
          .map((key) => [key, flag]),
      ),
    },
    ["id", "name", "version", "fromVersion", "cliName", "type", "content", "system", "group", "associatedToAll"],
  ),
  "Classifiers/classifier-mapper-incoming-": closed(
    {
      ...base,
      type: { const: "mapping-incoming" },
      description: filled,
      feed: { const: false },
      defaultIncidentType: filled,
      mapping: {
        type: "object",
        minProperties: 1,
        additionalProperties: closed(
          { dontMapEventToLabels: flag, internalMapping: { type: "object", additionalProperties: source } },
          ["dontMapEventToLabels", "internalMapping"],
        ),
      },
    },
    ["id", "name", "type", "version", "fromVersion", "description", "mapping"],
  ),
  "Classifiers/classifier-": closed(
    {
      ...base,
      type: { const: "classification" },
      description: filled,
      feed: { const: false },
      defaultIncidentType: filled,
      keyTypeMap: { type: "object" },
      transformer: { type: "object" },
      unclassifiedCases: { type: "object" },
    },
    ["id", "name", "type", "version", "fromVersion", "description", "transformer", "keyTypeMap"],
  ),
  "Integrations/": {
    type: "object",
    properties: {
      commonfields: closed({ id: filled, version: { const: -1 } }, ["id", "version"]),
      fromversion: version,
      "x-soar": false,
    },
    required: ["commonfields", "name", "display", "category", "description", "configuration", "script", "fromversion"],
  },
  "Playbooks/playbook-": {
    type: "object",
    required: ["id", "name", "starttaskid", "tasks"],
    properties: { "x-soar": false },
  },
};

const ajv = new Ajv({ allErrors: true, strict: false });
const checks = Object.entries(schemas).map(([part, schema]) => [part, ajv.compile(schema)] as const);

/** Everything in a pack's files that XSOAR would not take: `path: fault`. */
export function schemaFaults(files: Record<string, string>): string[] {
  return Object.entries(files).flatMap(([path, content]) => {
    const validate = checks.find(([part]) => path.startsWith(part))?.[1];
    if (validate === undefined || validate(parse(content))) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${path}: ${instancePath} ${message ?? ""}`);
  });
}
