import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator, type TestSimulator } from "soarkit/testing";
import { mappingFiles } from "../../src/export/mapping-files.ts";
import { soar, type Outcome } from "../cli/soar.ts";
import { code42 } from "./recorded.ts";
import { manifest } from "./tenant.ts";

/** A mapper as the vendor's pack has one, in XSOAR's own words. */
const packMapper = {
  name: "Code42 - Mapping of the pack",
  type: "mapping-incoming",
  mapping: {
    "Code42 Security Alert": {
      dontMapEventToLabels: true,
      internalMapping: {
        name: { simple: "name" },
        severity: {
          complex: {
            root: "riskSeverity",
            filters: [],
            transformers: [
              {
                operator: "replace",
                args: {
                  toReplace: { value: { simple: "MODERATE" } },
                  replaceWith: { value: { simple: "MEDIUM" } },
                },
              },
            ],
          },
        },
        "Code42 Alert ID": { simple: "sessionId" },
        "Code42 SecurityAlert Name": { simple: "exfiltrationSummary" },
        "Code42 SecurityAlert State": { simple: "state" },
        "Code42 SecurityAlert Timestamp": { simple: "beginTimeIso" },
        "Code42 Severity": { simple: "riskSeverity" },
        "Code42 Username": { simple: "actor" },
        "Code42 File Events": {
          complex: {
            root: "fileevents",
            filters: [],
            transformers: [{ operator: "ConvertKeysToTableFieldFormat", args: {} }],
          },
        },
      },
    },
  },
};

describe("soar fetch --mapper", function () {
  this.timeout(20_000);
  let simulator: TestSimulator;
  let folder = "";
  const path = (name: string) => join(folder, name);

  before(async () => {
    simulator = await startSimulator(code42, {
      seed: 1,
      startAt: "2026-01-06T00:00:00.000Z",
      knobs: { rate: 0, sessions: 3, events: 10 },
    });
    folder = mkdtempSync(join(tmpdir(), "soar-mapper-"));
    writeFileSync(path("pack.json"), JSON.stringify(packMapper, null, 2));
  });
  after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (store: string, ...words: string[]): Promise<Outcome> =>
    soar(["--integration", code42, "--store", `sqlite:${path(store)}`, ...words], {
      env: { ...simulator.env, SOAR_FETCH_TIME: "31 days", SOAR_FETCH_LIMIT: "50" },
    });
  const fetched = async (store: string, ...words: string[]): Promise<Record<string, unknown>[]> => {
    const { code, out, err } = await run(store, "fetch", "--json", ...words);
    expect(code, err).to.equal(0);
    const { incidents } = JSON.parse(out) as { incidents: Record<string, unknown>[] };
    return incidents.map((incident) => ({ ...incident, createdAt: "then" }));
  };

  it("fills the same fields by the mapper that soar export writes as by the manifest itself", async () => {
    const { files } = mappingFiles(manifest.soar.incident!, {
      display: "Code42",
      file: "Code42",
      fromVersion: "6.5.0",
    });
    const mapper = Object.entries(files).find(([name]) => name.includes("mapper"))?.[1];
    writeFileSync(path("exported.json"), String(mapper));
    const own = await fetched("own.db");
    expect(own).to.have.length(3);
    expect(await fetched("exported.db", "--mapper", path("exported.json"))).to.deep.equal(own);
    const { code, out } = await run("own.db", "lint", path("exported.json"), "--json");
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.have.nested.property("files[0].kind", "mapper");
    expect(JSON.parse(out)).to.have.deep.nested.property("files[0].findings", []);
  });

  it("fills fields by a mapper like that of the vendor's pack", async () => {
    const [incident] = (await fetched("pack.db", "--mapper", path("pack.json"))).filter(
      ({ sourceId }) => sourceId === "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
    );
    expect(incident).to.include({ severity: 4, name: "Code42 - source code file(s) uploaded to Dropbox" });
    expect(incident?.CustomFields).to.deep.equal({
      code42alertid: "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11",
      code42alertname: "source code file(s) uploaded to Dropbox",
      code42alertstate: "OPEN",
      code42alerttimestamp: "2026-01-05T23:00:00.000Z",
      code42severity: "CRITICAL",
      code42username: "user1.quill@acme.test",
      code42fileevents: [],
    });
  });

  it("gives incidents the types of a classifier", async () => {
    const classifier = {
      type: "classification",
      transformer: { simple: "riskSeverity" },
      keyTypeMap: { CRITICAL: "Leak, critical" },
      defaultIncidentType: "Leak",
    };
    writeFileSync(path("classifier.json"), JSON.stringify(classifier));
    const incidents = await fetched("types.db", "--classifier", path("classifier.json"));
    expect(incidents.map(({ severity, type }) => `${String(severity)} ${String(type)}`).sort()).to.deep.equal(
      incidents.map(({ severity }) => (severity === 4 ? "4 Leak, critical" : `${String(severity)} Leak`)).sort(),
    );
    expect(incidents.some(({ type }) => type === "Leak, critical")).to.equal(true);
    // A classifier alone leaves the manifest's mapper as it is.
    expect(incidents[0]?.CustomFields).to.include.keys("code42alertid", "code42alerturl");
  });

  it("takes the files that soar.yml names for an instance, beside it", async () => {
    const instance = {
      name: "main",
      mapper: "pack.json",
      params: {
        api_url: simulator.url,
        credentials: { identifier: simulator.clientId, password: "${env:THE_SECRET}" },
        fetch_time: "31 days",
        fetch_limit: "50",
      },
    };
    writeFileSync(path("soar.yml"), JSON.stringify({ instances: [instance] }));
    const { code, out, err } = await soar(
      ["--integration", code42, "--config", path("soar.yml"), "--store", `sqlite:${path("yml.db")}`, "fetch", "--json"],
      { env: { THE_SECRET: simulator.clientSecret } },
    );
    expect(code, err).to.equal(0);
    const { incidents } = JSON.parse(out) as { incidents: { CustomFields: object }[] };
    expect(incidents[0]?.CustomFields).not.to.have.property("code42alerturl");
  });

  it("refuses a file with faults before it fetches anything, at their places", async () => {
    writeFileSync(path("bad.json"), '{ "mapping": { "T": { "internalMapping": { "F": { "simple": "a(" } } } } }');
    const { code, err, out } = await run("bad.db", "fetch", "--mapper", path("bad.json"));
    expect(code).to.equal(2);
    expect(err).to.include("bad.json:1:61 V002 The path cannot be read: ");
    expect(out).to.equal("");
  });

  it("refuses a file that is not there, and one of the other kind", async () => {
    expect((await run("no.db", "fetch", "--mapper", path("none.json"))).err).to.include("cannot be read");
    expect((await run("no.db", "fetch", "--classifier", path("pack.json"))).err).to.include("is no classifier.");
  });
});
