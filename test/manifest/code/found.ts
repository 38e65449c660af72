// A small integration without faults, and what lintCode finds once it is changed.
import { lintCode } from "../../../src/manifest/code/lint-code.ts";
import { generateTypes } from "../../../src/manifest/generate-types.ts";
import { checkManifest } from "../../../src/manifest/lint.ts";
import { manifestOf } from "../manifest-of.ts";

/** Two commands, incidents and a simulator; line 13 is isfetch, line 15 the first command, line 21 the second. */
export const MANIFEST = `commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Endpoint
description: Made up.
configuration:
- { name: isFetch, display: Fetch incidents, type: 8 }
- { name: incidentType, display: Incident type, type: 13 }
- { name: first_fetch, display: First fetch, type: 0 }
- { name: max_fetch, display: Most, type: 0, defaultvalue: '5' }
script:
  type: javascript
  isfetch: true
  commands:
  - name: acme-get
    description: Gets.
    arguments:
    - { name: id, description: Of it. }
    - { name: limit, description: How many. }
    - { name: old, description: Deprecated. Use id., deprecated: true }
  - name: acme-list
    description: Lists.
x-soar:
  simulator: commands/_simulator.ts
`;

/** An integration without faults. */
export const SOUND: Record<string, string> = {
  "commands/_connect.ts": "export const connect = () => ({});\n",
  "commands/_manifest.gen.ts": generateTypes(manifestOf(MANIFEST)),
  "commands/_simulator.ts":
    "export const knobs = [];\nexport const create = () => 1;\nexport const environment = () => 1;\n",
  "commands/acme-get.ts":
    'import type { Acme } from "./_manifest.gen.ts";\nexport const run = async ({ args, client }: Acme) => client.get(args.id, args.limit);\n',
  "commands/acme-list.ts": "export async function run() { return {}; }\n",
  "commands/fetch-incidents.ts": "export async function* run() { yield { items: [] }; }\n",
  "commands/test-module.ts": "export const run = async () => undefined;\n",
};

/** `path:line:column code severity message` of every finding, the manifest's first. */
export function found(changed: Record<string, string | undefined>, manifest = MANIFEST): string[] {
  const files = Object.entries({ ...SOUND, ...changed }).flatMap(([path, text]) =>
    text === undefined ? [] : { path, text },
  );
  const checked = checkManifest(manifest, "integration.yml");
  const modules = lintCode(checked, files, {
    isFile: (path) => path === "commands/_data.json",
    findsPackage: (name, from) => name === "luxon" && from.startsWith("commands/"),
  });
  return [{ path: "integration.yml", findings: checked.faults.findings() }, ...modules].flatMap(({ path, findings }) =>
    findings.map(
      ({ line, column, code, severity, message }) => `${path}:${line}:${column} ${code} ${severity} ${message}`,
    ),
  );
}

/** What leaves a module of the integration out. */
export const without = (name: string): Record<string, undefined> => ({ [`commands/${name}.ts`]: undefined });
