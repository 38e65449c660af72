import type { Rules } from "./rule.ts";

/** The manifest against what the commands emit when their recordings in `test_data` are replayed. */
export const recordingRules = {
  R001: {
    severity: "error",
    what: "A command emits a context path that it does not declare",
    remedy: "Declare it among the command's outputs, or do not emit it.",
    example: "Acme.Thing.Name emitted, only Acme.Thing.ID declared",
  },
  R002: {
    severity: "warning",
    what: "An output is declared, and no recorded run emits it",
    remedy: "Record a run that emits it, or remove the output.",
    example: "- contextPath: Acme.Thing.Owner",
  },
  R003: {
    severity: "warning",
    what: "An output is emitted with another type than it declares",
    remedy: "Correct the type, or emit what is declared.",
    example: 'type: Number, and "42" emitted',
  },
  R004: {
    severity: "warning",
    what: "A recorded run no longer replays: the handler sends other requests, or refuses the answers",
    remedy: "Record it again with `soar run … --record`, or correct the handler.",
    example: "GET /v1/things asked for, GET /v2/things recorded",
  },
  R005: {
    severity: "error",
    what: "A recording cannot be read",
    remedy: "Record it again, or remove the file.",
    example: "test_data/acme-get.json cut in half",
  },
  R006: {
    severity: "warning",
    what: "A recording is of a command that the manifest does not declare",
    remedy: "Remove it, or rename its command.",
    example: '"command": "acme-gett"',
  },
} as const satisfies Rules;
