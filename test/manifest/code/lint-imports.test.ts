import { expect } from "chai";
import { found } from "./found.ts";

describe("lintCode, of imports", () => {
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
});
