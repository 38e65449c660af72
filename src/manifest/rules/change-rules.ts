import type { Rules } from "./rule.ts";

/** The manifest against itself at an earlier revision (`--since`). C1 breaks what works today, C2 adds, C3 touches no interface. */
export const changeRules = {
  C001: {
    severity: "error",
    what: "The version was raised by less than the changes ask for",
    remedy: "Write the version that the message names, or take the breaking changes back.",
    example: 'an argument removed, and "version": "1.4.0" raised to "1.4.1"',
  },
  C101: {
    severity: "warning",
    what: "Major: a command is gone or renamed",
    remedy: "Keep it, or keep its old name under x-soar.aliases of the command that replaces it.",
    example: "acme-get renamed to acme-thing-get",
  },
  C102: {
    severity: "warning",
    what: "Major: an argument is gone or renamed",
    remedy: "Keep it with deprecated: true, so that old playbooks still run.",
    example: "id renamed to thing_id",
  },
  C103: {
    severity: "warning",
    what: "Major: an output is gone or renamed",
    remedy: "Keep emitting it beside the new one: playbooks read it.",
    example: "Acme.Thing.Id renamed to Acme.Thing.ID",
  },
  C104: {
    severity: "warning",
    what: "Major: a parameter is gone or renamed",
    remedy: "Keep it with hidden: true, so that old instances still load.",
    example: "url renamed to server_url",
  },
  C105: {
    severity: "warning",
    what: "Major: an alias or an environment variable is gone",
    remedy: "Keep it beside the new one.",
    example: "aliases: [acme-fetch] removed",
  },
  C106: {
    severity: "warning",
    what: "Major: a choice is gone, or any value went before and a closed choice stands now",
    remedy: "Keep the choice, or leave the argument open.",
    example: "CLOSED removed from predefined",
  },
  C107: {
    severity: "warning",
    what: "Major: an argument, an output or a parameter has another type",
    remedy: "Keep the type, and add a new name for the new one.",
    example: "type: String changed to Number",
  },
  C108: {
    severity: "warning",
    what: "Major: an argument must be given now, and has no default",
    remedy: "Give it a default, or do not require it.",
    example: "a new { name: tenant, required: true }",
  },
  C109: {
    severity: "warning",
    what: "Major: a parameter must be given now, and has no default",
    remedy: "Give it a default, or do not require it: instances that exist do not have it.",
    example: "a new { name: region, type: 0, required: true }",
  },
  C110: {
    severity: "warning",
    what: "Major: a command does more harm than before",
    remedy: "Make a new command of it: playbooks that only read would now write, or stop to ask.",
    example: "effect: read changed to write",
  },
  C111: {
    severity: "warning",
    what: "Major: objects are merged by other fields, so contexts that exist get doubles",
    remedy: "Keep the context key, or choose a new prefix.",
    example: "Acme.Thing: ID changed to Acme.Thing: Name",
  },
  C112: {
    severity: "warning",
    what: "Major: a value without a name goes to another argument",
    remedy: "Keep default: true where it was.",
    example: "default: true moved from id to name",
  },
  C113: {
    severity: "warning",
    what: "Major: the integration has another id, by which instances and playbooks name it",
    remedy: "Keep commonfields.id, and change display.",
    example: "id: Acme changed to Acme Cloud",
  },
  C114: {
    severity: "warning",
    what: "Major: the integration no longer fetches",
    remedy: "Keep fetching; instances have switched it on.",
    example: "isfetch: true removed",
  },
  C115: {
    severity: "warning",
    what: "Major: incidents lack a field that they had, or have another type",
    remedy: "Keep it: playbooks, layouts and classifiers hold on to it.",
    example: "cliName: acmeid renamed to acmealertid",
  },
  C201: {
    severity: "warning",
    what: "Minor: something is new",
    remedy: "Nothing; it is listed for the release notes.",
    example: "a new command",
  },
  C202: {
    severity: "warning",
    what: "Minor: a default has changed",
    remedy: "Say so in the release notes: calls that leave it out do something else now.",
    example: 'defaultValue: "50" changed to "100"',
  },
  C203: {
    severity: "warning",
    what: "Minor: something is deprecated now",
    remedy: "Say in its description what to use instead.",
    example: "deprecated: true added",
  },
  C204: {
    severity: "warning",
    what: "Minor: something asks for less, or takes more",
    remedy: "Nothing; it is listed for the release notes.",
    example: "required: true removed",
  },
  C301: {
    severity: "warning",
    what: "Patch: words have changed",
    remedy: "Nothing.",
    example: "a description mended",
  },
  C302: {
    severity: "warning",
    what: "Patch: something has changed that no caller meets",
    remedy: "Nothing.",
    example: "timeout: 60 changed to 90",
  },
} as const satisfies Rules;
