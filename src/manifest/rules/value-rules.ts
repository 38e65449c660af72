import type { Rules } from "./rule.ts";

/** Values as mappers write them, and the files of mappers and classifiers. */
export const valueRules = {
  V001: {
    severity: "error",
    what: "A value, filter or transformer is not built as XSOAR's are",
    remedy: "Write simple: and a path, or complex: with root:, filters: and transformers:.",
    example: '"Acme ID": { "complex": { "accessor": "id" } }',
  },
  V002: {
    severity: "error",
    what: "A path of a value cannot be read",
    remedy: "Write a path such as a.b, or a DT.",
    example: '"Acme ID": { "simple": "id(" }',
  },
  V003: {
    severity: "error",
    what: "A filter has an operator that is unknown",
    remedy: "Write one of those in docs/values.md; the message names the nearest.",
    example: '{ "operator": "isEqualStrin", … }',
  },
  V004: {
    severity: "error",
    what: "A transformer is unknown, or an argument of it is unknown or lacks",
    remedy: "Write one of those in docs/values.md; the message names the nearest.",
    example: '{ "operator": "substringForm", … }',
  },
  V010: {
    severity: "error",
    what: "A file is neither a mapper nor a classifier, or lacks what makes it one",
    remedy: 'Write "mapping" with incident types, or "keyTypeMap" and "transformer".',
    example: '{ "type": "mapping-incoming" }',
  },
  V011: {
    severity: "warning",
    what: "A mapper is for outgoing data, which soar does not map",
    remedy: "Take the incoming mapper.",
    example: '{ "type": "mapping-outgoing", … }',
  },
} as const satisfies Rules;
