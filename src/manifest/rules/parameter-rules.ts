import type { Rules } from "./rule.ts";

/** Instance parameters: `configuration[]`. */
export const parameterRules = {
  M020: {
    severity: "error",
    what: "A parameter is declared twice",
    remedy: "Keep one of the two, or rename one.",
    example: "- { name: url, type: 0 } … - { name: url, type: 0 }",
  },
  M021: {
    severity: "warning",
    what: "A parameter's type is unknown",
    remedy: "Write one of XSOAR's numbers, 0 to 23. An unknown one is handled as text.",
    example: "type: 99",
  },
  M022: {
    severity: "error",
    what: "A checkbox is required, so it could never be left unchecked",
    remedy: "Remove required.",
    example: "{ name: verbose, type: 8, required: true }",
  },
  M023: {
    severity: "error",
    what: "A checkbox's default is neither true nor false",
    remedy: "Write 'true' or 'false'.",
    example: "{ name: verbose, type: 8, defaultvalue: '1' }",
  },
  M024: {
    severity: "error",
    what: "A name with a meaning to the platform has another type than the platform's",
    remedy: "Write the type that the message names, or rename the parameter.",
    example: "{ name: proxy, type: 0 }",
  },
  M025: {
    severity: "warning",
    what: "A name with a meaning to the platform is labelled otherwise than everywhere in XSOAR",
    remedy: "Write the label that the hint names.",
    example: "{ name: proxy, type: 8, display: Use a proxy }",
  },
  M026: {
    severity: "warning",
    what: "The integration fetches incidents without a bound that has a default",
    remedy: "Add the parameter max_fetch with a default.",
    example: "isfetch: true, and no max_fetch",
  },
  M027: {
    severity: "warning",
    what: "The integration fetches incidents without saying how far back to begin",
    remedy: "Add the parameter first_fetch.",
    example: "isfetch: true, and no first_fetch",
  },
  M028: {
    severity: "warning",
    what: "The integration fetches incidents without the parameters that switch it on",
    remedy: "Add isFetch (type 8) and incidentType (type 13).",
    example: "isfetch: true, and no isFetch",
  },
  M029: {
    severity: "warning",
    what: "A parameter's default is not among its options",
    remedy: "Add it to the options, or correct it.",
    example: "{ type: 15, options: [Low, High], defaultvalue: high }",
  },
  M030: {
    severity: "error",
    what: "A choice has no options",
    remedy: "List them under options.",
    example: "{ name: severity, type: 15 }",
  },
  M031: {
    severity: "warning",
    what: "A default URL is not https",
    remedy:
      "Write https://, so that nothing travels in plain. This machine itself (localhost, 127.0.0.1, ::1) is spared.",
    example: "defaultvalue: http://api.example.com",
  },
  M032: {
    severity: "error",
    what: "A number's default is no number",
    remedy: "Write a whole number.",
    example: "{ type: 1, defaultvalue: many }",
  },
  M033: {
    severity: "warning",
    what: "A label begins in lower case or has an underscore",
    remedy: "Write it as people read it: Server URL.",
    example: "display: server_url",
  },
  M034: {
    severity: "warning",
    what: "An option is given twice",
    remedy: "Keep one of the two.",
    example: "options: [Low, High, Low]",
  },
  M035: {
    severity: "warning",
    what: "A parameter is in a section that sectionOrder does not name",
    remedy: "Add the section to sectionOrder, or correct it at the parameter.",
    example: "sectionOrder: [Connect], and section: Collect",
  },
  M036: {
    severity: "warning",
    what: "A parameter is required, hidden and without a default: nobody can give it",
    remedy: "Give it a default, or take required away.",
    example: "{ name: tenant, type: 0, required: true, hidden: true }",
  },
  M037: {
    severity: "warning",
    what: "A parameter is required and folded away under advanced, without a default",
    remedy: "Give it a default, or take advanced away.",
    example: "{ name: tenant, type: 0, required: true, advanced: true }",
  },
  M038: {
    severity: "warning",
    what: "A parameter is in no section, though the manifest orders sections",
    remedy: "Add section to the parameter.",
    example: "sectionOrder: [Connect], and a parameter without section",
  },
  M039: {
    severity: "warning",
    what: "sectionOrder names a section twice, or one that XSOAR does not have",
    remedy: "Name each once: Connect, Collect, Optimize, Mirroring, Result, Agentic Assistant.",
    example: "sectionOrder: [Conect]",
  },
} as const satisfies Rules;
