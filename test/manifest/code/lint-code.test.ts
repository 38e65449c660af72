import { expect } from "chai";
import fc from "fast-check";
import { lintCode } from "../../../src/manifest/code/lint-code.ts";
import { generateTypes } from "../../../src/manifest/generate-types.ts";
import { checkManifest } from "../../../src/manifest/lint.ts";
import { manifestOf } from "../manifest-of.ts";

/** Two commands, incidents and a simulator; line 13 is isfetch, line 15 the first command, line 21 the second. */
const MANIFEST = `commonfields: { id: Acme, version: -1 }
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
const SOUND: Record<string, string> = {
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
function found(changed: Record<string, string | undefined>, manifest = MANIFEST): string[] {
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

const without = (name: string): Record<string, undefined> => ({ [`commands/${name}.ts`]: undefined });

describe("lintCode", () => {
  it("finds nothing in a sound integration", () => {
    expect(found({})).to.deep.equal([]);
  });

  it("looks at no code where the manifest could not be read", () => {
    expect(
      lintCode(checkManifest("- list", "x.yml"), [], { isFile: () => true, findsPackage: () => true }),
    ).to.deep.equal([]);
  });

  it("asks for the handlers' folder", () => {
    const checked = checkManifest(`${MANIFEST}  handlers: comands\n`, "integration.yml");
    expect(lintCode(checked, undefined, { isFile: () => true, findsPackage: () => true })).to.deep.equal([]);
    expect(
      checked.faults.findings().map(({ code, line, column, message }) => [code, line, column, message]),
    ).to.deep.equal([["H001", 25, 13, 'There is no folder "comands", where the handlers are to be.']]);
  });

  it("wants a handler for each command and a command for each handler, and names the near one", () => {
    const text = SOUND["commands/acme-get.ts"];
    expect(found({ ...without("acme-get"), "commands/acme-gett.ts": text })).to.deep.equal([
      'integration.yml:15:11 H002 error Command "acme-get" has no handler commands/acme-get.ts. Did you mean "acme-gett"?',
      'commands/acme-gett.ts:1:1 H003 warning No command is named "acme-gett", so nothing calls this module. Did you mean "acme-get"?',
    ]);
    expect(found({ "commands/acme-gett.ts": text })).to.deep.equal([
      'commands/acme-gett.ts:1:1 H003 warning No command is named "acme-gett", so nothing calls this module.',
    ]);
    expect(
      found({ "commands/_acme.ts": "", "commands/below/x.ts": "", "commands/acme-get.test.ts": "" }),
    ).to.deep.equal([]);
  });

  it("wants modules to export what they are loaded for", () => {
    expect(
      found({
        "commands/acme-get.ts": "export default async () => ({});\n",
        "commands/acme-list.ts": "export const run = { not: 1 };\n",
        "commands/_connect.ts": "export const conect = () => 1;\n",
        "commands/_simulator.ts": "export const knobs = [];\nconst made = () => 1;\nexport { made as create };\n",
        "commands/test-module.ts": "",
      }),
    ).to.deep.equal([
      "commands/_connect.ts:1:1 H004 error This module exports no connect. It exports conect.",
      "commands/_simulator.ts:1:1 H004 error This module exports no environment. It exports knobs, create.",
      "commands/acme-get.ts:1:1 H004 error This module exports no run. It exports default.",
      "commands/acme-list.ts:1:20 H004 error run is no function.",
      "commands/test-module.ts:1:1 H004 error This module exports no run.",
    ]);
    expect(found({ "commands/acme-list.ts": 'export * from "./_list.ts";', "commands/_list.ts": "" })).to.deep.equal(
      [],
    );
    expect(
      found({
        "commands/acme-list.ts": 'export { run } from "./_list.ts";',
        "commands/_list.ts": "export const run = 1",
      }),
    ).to.deep.equal([]);
  });

  it("wants what script promises, a test and a client where one is taken", () => {
    expect(found({ ...without("fetch-incidents"), ...without("test-module"), ...without("_connect") })).to.deep.equal([
      "integration.yml:12:3 H006 warning There is no commands/test-module.ts, by which an instance's settings are tried.",
      "integration.yml:13:12 H005 error isfetch promises fetch-incidents, and there is no commands/fetch-incidents.ts.",
      "commands/acme-get.ts:2:35 H007 error This handler takes client, and no commands/_connect.ts makes one.",
    ]);
    const taking = "export const run = async (input) => input.client;\n";
    expect(
      found({ ...without("_connect"), "commands/acme-list.ts": taking, "commands/test-module.ts": taking }),
    ).to.deep.equal([
      "commands/acme-get.ts:2:35 H007 error This handler takes client, and no commands/_connect.ts makes one. So do 2 more.",
    ]);
  });

  it("tells handlers that nothing calls", () => {
    const quiet = MANIFEST.replace("  isfetch: true\n", "");
    expect(
      found({ "commands/fetch-events.ts": "export const run = () => 1;", ...without("_manifest.gen") }, quiet),
    ).to.include.members([
      "commands/fetch-events.ts:1:1 H017 warning Nothing calls fetch-events: the manifest does not say isfetchevents: true.",
      "commands/fetch-incidents.ts:1:1 H017 warning Nothing calls fetch-incidents: the manifest does not say isfetch: true.",
    ]);
    const streaming = `${MANIFEST}  streams: {}\n`;
    expect(found({ "commands/fetch-events.ts": "export const run = () => 1;" }, streaming)).to.deep.equal([]);
  });

  it("wants the simulator's module", () => {
    expect(found(without("_simulator"))).to.deep.equal([
      'integration.yml:24:14 H008 error There is no module "commands/_simulator.ts".',
    ]);
  });

  it("compares the generated types, at the first line that differs", () => {
    const stale = SOUND["commands/_manifest.gen.ts"]!.replace('"acme-list": {', '"acme-lst": {');
    expect(found({ "commands/_manifest.gen.ts": stale })).to.deep.equal([
      "commands/_manifest.gen.ts:31:1 H009 error These types are not what the manifest gives.",
    ]);
    expect(found(without("_manifest.gen"))).to.deep.equal([
      "commands/acme-get.ts:1:29 H009 error The generated types commands/_manifest.gen.ts do not exist.",
    ]);
    expect(
      found({
        ...without("_manifest.gen"),
        "commands/acme-get.ts": "export const run = ({ args: a }) => a.id + a.limit;",
      }),
    ).to.deep.equal([]);
    expect(found({ "commands/_manifest.gen.ts": "" }, MANIFEST.replace("limit,", "id,"))).to.not.include.members([
      "H009",
    ]);
  });

  it("leaves the types alone where the manifest has errors", () => {
    const twice = MANIFEST.replace("name: acme-list", "name: acme-get");
    expect(found({ "commands/_manifest.gen.ts": "", "commands/acme-list.ts": undefined }, twice)).to.deep.equal([
      'integration.yml:21:11 M040 error Command "acme-get" is declared twice.',
    ]);
  });

  it("holds the arguments that are read against those that are declared", () => {
    const text = "export const run = async ({ args }) => {\n  return args.ids ?? args.toString();\n};\n";
    expect(found({ "commands/acme-get.ts": text })).to.deep.equal([
      'integration.yml:18:15 H010 warning Argument "id" of "acme-get" is never read by commands/acme-get.ts.',
      'integration.yml:19:15 H010 warning Argument "limit" of "acme-get" is never read by commands/acme-get.ts.',
      'commands/acme-get.ts:2:15 H011 error "acme-get" declares no argument "ids". Did you mean "id"?',
    ]);
  });

  it("counts what a preview reads, too", () => {
    const run = "export const run = async ({ args }) => args.id;\n";
    const withPreview = (text: string) => found({ "commands/acme-get.ts": `${run}${text}\n` });
    const unread =
      'integration.yml:19:15 H010 warning Argument "limit" of "acme-get" is never read by commands/acme-get.ts.';
    expect(withPreview("")).to.deep.equal([unread]);
    expect(withPreview("export const preview = async ({ args: { limit } }) => `${limit}`;")).to.deep.equal([]);
    expect(withPreview('export const preview = async () => "Told.";')).to.deep.equal([unread]);
    expect(withPreview("export const preview = async ({ args }) => tell(args);")).to.deep.equal([]);
    expect(withPreview("export const preview = async ({ args }) => args.limit + args.ids;")).to.deep.equal([
      'commands/acme-get.ts:2:62 H011 error "acme-get" declares no argument "ids". Did you mean "id"?',
    ]);
  });

  it("looks for what modules import", () => {
    const text = [
      'import { DateTime } from "luxon";',
      'import _, { map } from "lodahs/fp";',
      'import { a } from "@acme/sdk/deep";',
      'import { readFile } from "node:fs";',
      'import fs from "fs";',
      'import { Handler } from "soarkit";',
      'import "soarkit/package.json" with { type: "json" };',
      'import data from "./_data.json" with { type: "json" };',
      'import { knob, create as made } from "./_simulator.ts";',
      'import { x } from "./_conect.ts";',
      'import type { Gone } from "./_gone.ts";',
      'import * as all from "./_connect.ts";',
      'export { connect as other } from "./_connect.ts";',
      'export * as simulator from "./_simulator.ts";',
      'const later = await import("./nowhere.ts");',
      'import "#inner"; import "https://example.com/x.js";',
      "",
    ].join("\n");
    expect(found({ "commands/_all.ts": text })).to.deep.equal([
      'commands/_all.ts:2:24 H012 error The package "lodahs" is in no node_modules above this file.',
      'commands/_all.ts:3:19 H012 error The package "@acme/sdk" is in no node_modules above this file.',
      'commands/_all.ts:7:8 H012 error The package "soarkit" is in no node_modules above this file.',
      'commands/_all.ts:9:10 H014 error "./_simulator.ts" exports no "knob". Did you mean "knobs"?',
      'commands/_all.ts:10:19 H013 error There is no file "./_conect.ts". Did you mean "./_connect.ts"?',
      'commands/_all.ts:15:28 H013 error There is no file "./nowhere.ts".',
    ]);
  });

  it("says of a module that cannot be read why and where, and goes on with the others", () => {
    expect(
      found({
        "commands/_a.ts": "const one = 1;\n\nenum State { Open }\n",
        "commands/_b.js": "const x = ;\n",
        "commands/_c.ts": "const x = ;\n",
        "commands/_d.ts": `x = ${"[".repeat(300)}`,
        "commands/acme-list.ts": "export const run = async ({ args }) => args.;",
      }),
    ).to.deep.equal([
      "commands/acme-list.ts:1:45 H015 error This module cannot run: Expected ident.",
      "commands/_a.ts:3:1 H015 error This module cannot run: TypeScript enum is not supported in strip-only mode.",
      "commands/_b.js:1:11 H015 error This module is no JavaScript: Unexpected token.",
      "commands/_c.ts:1:11 H015 error This module cannot run: Expression expected.",
      "commands/_d.ts:1:205 H015 error This module is nested too deeply to be read.",
    ]);
  });

  it("survives any text, and gives every finding a place in it", () => {
    const piece = fc.constantFrom(
      "export ",
      "const ",
      "run",
      " = ",
      "async ",
      "({ args })",
      " => ",
      "args",
      ".id",
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      "import ",
      '"./x.ts"',
      " from ",
      ";",
      "\n",
      "...",
      "*",
      "`",
      "/",
      "é😀",
      ": string",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), fc.boolean(), (pieces, isTypeScript) => {
        const path = `commands/acme-list.${isTypeScript ? "ts" : "js"}`;
        const text = pieces.join("");
        const checked = checkManifest(MANIFEST, "integration.yml");
        const modules = lintCode(checked, [{ path, text }], { isFile: () => false, findsPackage: () => false });
        const lines = text.split("\n");
        for (const { line, column } of modules.flatMap(({ findings }) => findings)) {
          expect(line).to.be.within(1, lines.length);
          expect(column).to.be.within(1, (lines[line - 1] ?? "").length + 1);
        }
      }),
    );
  });

  it("tells a handler that stands there twice", () => {
    expect(found({ "commands/acme-list.js": "export const run = () => ({});" })).to.deep.equal([
      "commands/acme-list.ts:1:1 H016 warning Beside this module stands acme-list.js, and that one runs.",
    ]);
  });
});
