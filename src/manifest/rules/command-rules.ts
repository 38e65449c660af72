import type { Rules } from "./rule.ts";

/** Commands with their arguments and outputs: `script.commands[]`. */
export const commandRules = {
  M040: {
    severity: "error",
    what: "A command is declared twice",
    remedy: "Keep one of the two, or rename one.",
    example: "- name: acme-get … - name: acme-get",
  },
  M041: {
    severity: "error",
    what: "An argument is declared twice",
    remedy: "Keep one of the two, or rename one.",
    example: "- name: id … - name: id",
  },
  M042: {
    severity: "warning",
    what: "An output is declared twice",
    remedy: "Keep one of the two.",
    example: "- contextPath: Acme.ID … - contextPath: Acme.ID",
  },
  M043: {
    severity: "warning",
    what: "A command has more than one positional argument",
    remedy: "Keep default: true on one of them; only the first is filled by a value without a name.",
    example: "{ name: id, default: true } … { name: state, default: true }",
  },
  M044: {
    severity: "warning",
    what: "An argument's default is not among its choices",
    remedy: "Add it to predefined, or correct it.",
    example: "{ auto: PREDEFINED, predefined: [OPEN], defaultValue: open }",
  },
  M045: {
    severity: "warning",
    what: "A closed choice has no choices, so any value goes",
    remedy: "List them under predefined, or remove auto.",
    example: "{ name: state, auto: PREDEFINED }",
  },
  M046: {
    severity: "warning",
    what: "An argument's auto is unknown",
    remedy: "The only one is PREDEFINED.",
    example: "auto: ANY",
  },
  M047: {
    severity: "error",
    what: "An output is no dotted path",
    remedy: "Write keys joined by dots: Vendor.Thing.ID.",
    example: "contextPath: Acme.Thing(val.ID)",
  },
  M048: {
    severity: "warning",
    what: "An output's type is unknown",
    remedy: "Write Unknown, String, Number, Date or Boolean.",
    example: "type: Sting",
  },
  M049: {
    severity: "warning",
    what: "An argument's type is unknown, so its values are passed on as they come",
    remedy: "Write string, number, boolean, date, keyValue, textArea, entity or unknown.",
    example: "type: datum",
  },
  M050: {
    severity: "error",
    what: "An argument's default is refused by its own type",
    remedy: "Correct the default or the type.",
    example: "{ type: number, defaultValue: ten }",
  },
  M051: {
    severity: "warning",
    what: "A command has a name that the platform calls by itself",
    remedy: "Remove it from commands; its handler is found by its name.",
    example: "- name: test-module",
  },
  M052: {
    severity: "error",
    what: "A name cannot be typed",
    remedy: "Use letters, digits, - and _.",
    example: "- name: two words",
  },
  M053: {
    severity: "warning",
    what: "An argument is one that the platform takes for itself, so the handler never gets it",
    remedy: "Rename it.",
    example: "- name: using",
  },
  M054: {
    severity: "warning",
    what: "A choice is given twice",
    remedy: "Keep one of the two.",
    example: "predefined: [OPEN, OPEN]",
  },
  M055: {
    severity: "error",
    what: "A timeout is no whole number above 0",
    remedy: "Write seconds, such as 60.",
    example: "timeout: soon",
  },
  M056: {
    severity: "warning",
    what: "A reputation command lacks its argument: of its own name, required, positional and a list",
    remedy: "Give the argument required, default and isArray: true.",
    example: "{ name: ip, arguments: [{ name: ip }] }",
  },
  M057: {
    severity: "warning",
    what: "The command endpoint has none of the arguments ip, id and hostname",
    remedy: "Declare at least one of them; none is required, and ip is the positional one.",
    example: "{ name: endpoint, arguments: [{ name: host }] }",
  },
} as const satisfies Rules;
