import type { Rules } from "./rule.ts";

/** Type, fields, severity and mapper of incidents: `x-soar.incident`. */
export const incidentRules = {
  M100: {
    severity: "error",
    what: "A color is none",
    remedy: "Write # and six hexadecimal digits.",
    example: "type: { name: Acme Alert, color: red }",
  },
  M101: {
    severity: "error",
    what: "A machine name has other characters than lower-case letters and digits",
    remedy: "Write the display name's letters and digits in lower case.",
    example: "cliName: acme_alert_id",
  },
  M102: {
    severity: "error",
    what: "Two fields, or two columns of a grid, have one name",
    remedy: "Rename or remove one: XSOAR makes the field's id of it.",
    example: "- { cliName: acmeid } … - { cliName: acmeid }",
  },
  M103: {
    severity: "error",
    what: "A field has the machine name of one that every incident has",
    remedy: "Choose another name, such as one that begins with the vendor's.",
    example: "cliName: severity",
  },
  M104: {
    severity: "error",
    what: "A field's type is unknown",
    remedy: "Write one of XSOAR's; the message names the nearest one, the hint all of them.",
    example: "type: text",
  },
  M105: {
    severity: "error",
    what: "A grid lacks columns or a choice options, or a field has what its type does not take",
    remedy: "List them, or correct the type.",
    example: "{ name: Acme Files, cliName: acmefiles, type: grid }",
  },
  M106: {
    severity: "error",
    what: "A word of the vendor is given no severity of XSOAR",
    remedy: "Write 0, 0.5, 1, 2, 3 or 4.",
    example: "severity: { from: level, values: { HIGH: high } }",
  },
  M107: {
    severity: "error",
    what: "The mapper fills a field that is not declared",
    remedy: "Declare it under fields, or correct the cliName.",
    example: "mapper: { name: Acme, fields: { acmeidd: id } }",
  },
  M108: {
    severity: "warning",
    what: "A field's name does not begin with the integration's, as XSOAR asks",
    remedy: "Begin it with the integration's name, so that it is told from other vendors'.",
    example: "name: Alert ID",
  },
  M109: {
    severity: "warning",
    what: "The parameter incidentType has another default than the incident type that the manifest declares",
    remedy: "Write the type's name as its default.",
    example: "{ name: incidentType, type: 13, defaultvalue: Acme Alarm }",
  },
  M110: {
    severity: "error",
    what: "A path of the mapper or of the severity cannot be read",
    remedy: "Write a path such as a.b, or a DT.",
    example: "mapper: { name: Acme, fields: { acmeid: 'id(' } }",
  },
  M111: {
    severity: "error",
    what: "A close reason names no state of the vendor, or there is none at all",
    remedy: "Write the state that the vendor's item is set to.",
    example: "closeReasons: { Resolved: }",
  },
} as const satisfies Rules;
