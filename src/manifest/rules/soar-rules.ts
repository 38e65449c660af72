import type { Rules } from "./rule.ts";

/** What stands under `x-soar`. */
export const soarRules = {
  M070: {
    severity: "error",
    what: "A key under x-soar is unknown",
    remedy: "Correct it; the message names the nearest one, the hint all of them.",
    example: "x-soar: { handler: commands }",
  },
  M071: {
    severity: "error",
    what: "A path leaves the integration's folder",
    remedy: "Give a path below the manifest's.",
    example: "x-soar: { handlers: ../elsewhere }",
  },
  M072: {
    severity: "error",
    what: "No output begins with a context key's prefix",
    remedy: "Correct the prefix, or declare outputs below it.",
    example: "contextKeys: { Acme.Thong: ID }",
  },
  M073: {
    severity: "warning",
    what: "No output declares the field by which objects are merged",
    remedy: "Declare it as an output.",
    example: "contextKeys: { Acme.Thing: Number }",
  },
  M074: {
    severity: "error",
    what: "verify names an unknown command",
    remedy: "Name a command of this manifest.",
    example: "verify: { command: acme-gets, when: Acme.Thing }",
  },
  M075: {
    severity: "error",
    what: "verify gives its command an unknown argument",
    remedy: "Name one of the command's arguments.",
    example: "verify: { command: acme-get, args: { ids: '1' } }",
  },
  M076: {
    severity: "error",
    what: "verify leaves out an argument that its command requires",
    remedy: "Add it to args.",
    example: "verify: { command: acme-get, args: {} }",
  },
  M077: {
    severity: "error",
    what: "An alias is taken",
    remedy: "Choose another name.",
    example: "aliases: [acme-get]",
  },
  M078: {
    severity: "error",
    what: "An effect is unknown",
    remedy: "Write read, write or destructive.",
    example: "effect: reed",
  },
  M079: {
    severity: "warning",
    what: "execution: true and effect: destructive do not go together",
    remedy: "Write both, or neither: XSOAR asks by the one, soar by the other.",
    example: "{ execution: true, x-soar: { effect: write } }",
  },
  M080: {
    severity: "error",
    what: "A line of the demo runs an unknown command",
    remedy: "Name a command of this manifest.",
    example: 'demo: ["!acme-gett id=1"]',
  },
  M081: {
    severity: "error",
    what: "A budget is none",
    remedy: "Write for example requests: 120, perMs: 60000.",
    example: "budget: { requests: 0 }",
  },
  M082: {
    severity: "warning",
    what: "verify stands on a command that only reads, or uses one that writes",
    remedy: "Remove it, or verify by a reading command.",
    example: "{ effect: read, verify: { … } }",
  },
  M083: {
    severity: "error",
    what: "The name of an environment variable is none, or sets two parameters",
    remedy: "Use letters, digits and _; give each parameter its own.",
    example: "env: ACME-KEY",
  },
} as const satisfies Rules;
