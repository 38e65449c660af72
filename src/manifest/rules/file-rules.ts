import type { Rules } from "./rule.ts";

/** The text of a YAML file, and the shape of a manifest. */
export const fileRules = {
  M001: {
    severity: "error",
    what: "The file is not YAML",
    remedy: "Mend the text at the place that is named. A quote that is not closed is shown where it opens.",
    example: 'name: "Acme',
  },
  M002: {
    severity: "error",
    what: "The file is too large, nested too deeply, or its aliases expand without end",
    remedy: "Move code and data into files of their own.",
    example: "a: [[[[[[… 300 brackets",
  },
  M003: {
    severity: "error",
    what: "A key is given twice in one map",
    remedy: "Keep one of the two.",
    example: "{ name: id, name: ids }",
  },
  M004: {
    severity: "error",
    what: "A key or name reaches into JavaScript's prototypes",
    remedy: "Choose another name.",
    example: "- name: __proto__",
  },
  M005: {
    severity: "error",
    what: "An alias has no anchor above it, or stands inside its own",
    remedy: "Write the value out, or put its anchor above.",
    example: "outputs: *alert",
  },
  M006: {
    severity: "error",
    what: "The file is no map of keys and values",
    remedy: "Begin an integration with commonfields:.",
    example: "- name: acme-get",
  },
  M007: {
    severity: "warning",
    what: "A tag is not understood",
    remedy: "Remove the tag; the value is read as if it were not there.",
    example: "name: !custom Acme",
  },
  M008: {
    severity: "error",
    what: "A key is no text",
    remedy: "Use a plain word as the key.",
    example: "? [a, b]",
  },
  M009: {
    severity: "error",
    what: "The file holds control characters",
    remedy: "Save it as plain text in UTF-8.",
    example: "name: A\\u0000cme",
  },
  M010: {
    severity: "error",
    what: "Something is missing without which nothing works",
    remedy: "Add it.",
    example: "- description: A command without a name.",
  },
  M011: {
    severity: "warning",
    what: "Something is missing that XSOAR's validator asks for",
    remedy: "Add it.",
    example: "- name: acme-get # no description",
  },
  M012: {
    severity: "error",
    what: "A value is of the wrong kind",
    remedy: "Write what the message asks for, or leave the key out.",
    example: "required: perhaps",
  },
  M013: {
    severity: "error",
    what: "The integration has nothing to call",
    remedy: "Declare a command, or what it fetches (isfetch: true).",
    example: "script: { type: javascript, commands: [] }",
  },
  M014: {
    severity: "warning",
    what: "The script's type is unknown",
    remedy: "Write python, javascript or powershell.",
    example: "script: { type: cobol }",
  },
  M015: {
    severity: "warning",
    what: "Something is deprecated and does not say so where people read it",
    remedy:
      'Begin the description with "Deprecated. Use … instead."; end an integration\'s display with "(Deprecated)".',
    example: "{ name: acme-get, description: Gets a thing., deprecated: true }",
  },
  M016: {
    severity: "warning",
    what: "The integration mirrors incidents, and its fields cannot be mapped",
    remedy: "Add ismappable: true to script, and a get-mapping-fields.",
    example: "script: { isremotesyncin: true }",
  },
} as const satisfies Rules;
