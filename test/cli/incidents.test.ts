import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { soar } from "./soar.ts";

const MANIFEST = `commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Endpoint
description: Made up.
configuration: [{ name: mode, display: Mode, type: 0, x-soar: { env: [ACME_MODE] } }]
script: { type: javascript, script: "-", isfetch: true, commands: [] }
x-soar:
  incident:
    type: { name: Acme Alert, color: "#2e7d32" }
    fields:
      - { name: Acme User, cliName: acmeuser, type: shortText, description: Who., column: Actor }
      - { name: Acme Host, cliName: acmehost, type: shortText, description: Where., column: Host }
    severity: { from: risk, values: { default: 0 } }
    mapper: { name: Acme - Mapping, fields: { acmeuser: user, acmehost: host } }
`;

const FETCH = `export const run = async function* () {
  const incident = { name: "Disk full", occurred: "2026-01-05T12:00:00.000Z", severity: 3, rawJSON: "{}" };
  yield { items: [{ id: "a", state: "1", incident: { ...incident, CustomFields: { acmeuser: "mara@acme.test" } } }], lastRun: 1 };
};
`;

const TABLE = [
  "┌────┬──────────────────────────┬──────────┬────────────────┬───────────┐",
  "│ ID │ Time                     │ Severity │ Actor          │ Name      │",
  "├────┼──────────────────────────┼──────────┼────────────────┼───────────┤",
  "│ 1  │ 2026-01-05T12:00:00.000Z │ High     │ mara@acme.test │ Disk full │",
  "└────┴──────────────────────────┴──────────┴────────────────┴───────────┘",
  "",
].join("\n");

describe("soar incidents", () => {
  let folder = "";
  const run = (...words: string[]) =>
    soar(["--integration", folder, "--store", `sqlite:${join(folder, "soar.db")}`, ...words], {
      env: { ACME_MODE: "on" },
    });
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-incidents-test-"));
    mkdirSync(join(folder, "commands"));
    writeFileSync(join(folder, "integration.yml"), MANIFEST);
    writeFileSync(join(folder, "commands/fetch-incidents.js"), FETCH);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("shows the same columns as the fetch did, without those in which no incident has anything", async () => {
    expect(await run("fetch")).to.include({ code: 0, out: TABLE, err: "default: 1 new, 0 updated\n" });
    expect(await run("incidents")).to.include({ code: 0, out: TABLE, err: "" });
  });

  it("lists them while the manifest cannot be read, and says so", async () => {
    writeFileSync(join(folder, "integration.yml"), "name: [");
    const { code, out, err } = await run("incidents");
    expect([code, out.includes("mara@acme.test"), out.includes("Disk full")]).to.deep.equal([0, false, true]);
    expect(err).to.match(/^warning: The manifest has an error:\n.*integration\.yml/);
    expect((await run("incidents", "--quiet")).err).to.equal("");
  });
});
