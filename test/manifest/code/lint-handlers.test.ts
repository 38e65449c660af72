import { expect } from "chai";
import { found, MANIFEST, SOUND, without } from "./found.ts";

describe("lintCode, of handlers", () => {
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
    const streaming = `${MANIFEST}  streams: { things: { description: What happens., eventType: thing } }\n`;
    expect(found({ "commands/fetch-events.ts": "export const run = () => 1;" }, streaming)).to.deep.equal([
      "integration.yml:25:3 M123 warning The manifest declares streams, and does not say that the integration fetches events.",
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

  it("tells a handler that stands there twice", () => {
    expect(found({ "commands/acme-list.js": "export const run = () => ({});" })).to.deep.equal([
      "commands/acme-list.ts:1:1 H016 warning Beside this module stands acme-list.js, and that one runs.",
    ]);
  });
});
