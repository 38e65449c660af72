import type { Rules } from "./rule.ts";

/** The modules of an integration's folder against its manifest. They are read, never run. */
export const codeRules = {
  H001: {
    severity: "error",
    what: "The folder of the handlers does not exist",
    remedy: "Make it, or correct x-soar.handlers.",
    example: "x-soar: { handlers: comands }",
  },
  H002: {
    severity: "error",
    what: "A command has no handler",
    remedy: "Write the module that the message names, exporting run; or correct the name of the file that was meant.",
    example: "- name: acme-get # and no commands/acme-get.ts",
  },
  H003: {
    severity: "warning",
    what: "A module is named like no command, so nothing calls it",
    remedy: "Declare its command, rename it, or begin its name with _ when it only serves others.",
    example: "commands/acme-gett.ts",
  },
  H004: {
    severity: "error",
    what: "A module does not export what it is loaded for",
    remedy:
      "Export it under that name: run of a handler, connect of _connect; knobs, create and environment of a simulator.",
    example: "export default async () => ({})",
  },
  H005: {
    severity: "error",
    what: "The manifest promises what no module does",
    remedy: "Write the module that the message names, or remove the key from script.",
    example: "script: { isfetch: true } # and no commands/fetch-incidents.ts",
  },
  H006: {
    severity: "warning",
    what: "There is no test-module, by which an instance's settings are tried",
    remedy: "Write test-module beside the handlers: one harmless request that proves URL and credentials.",
    example: "no commands/test-module.ts",
  },
  H007: {
    severity: "error",
    what: "A handler takes client, and there is no _connect that makes one",
    remedy: "Write _connect beside the handlers, exporting connect.",
    example: "export const run = async ({ client }) => … # and no commands/_connect.ts",
  },
  H008: {
    severity: "error",
    what: "The simulator's module does not exist",
    remedy: "Correct x-soar.simulator, or take it out.",
    example: "x-soar: { simulator: commands/_simulator.ts }",
  },
  H009: {
    severity: "error",
    what: "The types generated from the manifest are stale or missing",
    remedy: "Run `soar lint --fix` or `soar types --write`, and commit the file.",
    example: "an argument added to integration.yml alone",
  },
  H010: {
    severity: "warning",
    what: "An argument is declared, and the handler never reads it",
    remedy: "Read it, or remove it. Mark it deprecated or hidden where it is only kept for old playbooks.",
    example: "- name: limit # and no args.limit",
  },
  H011: {
    severity: "error",
    what: "A handler reads an argument that its command does not declare",
    remedy: "Declare the argument, or correct the name.",
    example: "args.ids # where id is declared",
  },
  H012: {
    severity: "error",
    what: "A module imports a package that cannot be found",
    remedy: "Install it beside the integration, or correct the name.",
    example: 'import _ from "lodahs"',
  },
  H013: {
    severity: "error",
    what: "A module imports a file that does not exist",
    remedy: "Correct the path; write its ending, .ts or .js.",
    example: 'import { show } from "./_alert.ts"',
  },
  H014: {
    severity: "error",
    what: "A module imports a name that the other module does not export",
    remedy: "Correct the name, or write import type where only a type is meant: types are gone when the code runs.",
    example: 'import { Alert } from "./_alerts.ts" # an interface',
  },
  H015: {
    severity: "error",
    what: "A module cannot be read as JavaScript, or as TypeScript whose types can be taken away",
    remedy: "Mend the syntax; write unions in place of enums, and no namespaces or parameter properties.",
    example: "enum State { Open }",
  },
  H016: {
    severity: "warning",
    what: "A handler exists twice, as .js and as .ts; the .js one runs",
    remedy: "Delete one of the two.",
    example: "commands/acme-get.js beside commands/acme-get.ts",
  },
  H017: {
    severity: "warning",
    what: "A handler of the platform's own calls is there, and the manifest does not switch it on",
    remedy: "Set the key of script that the message names, or delete the module.",
    example: "commands/fetch-incidents.ts # and no isfetch: true",
  },
} as const satisfies Rules;
