import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { examineSinks } from "../../../src/engine/doctor/examine-sinks.ts";
import { temporaryFolder } from "../../end-to-end/soar.ts";

describe("examineSinks", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const env = { HEC: "b2f0-token", SUMO: "https://collectors.example.com/receiver/v1/http/ZaVn==" };
  const examined = async (text?: string) => {
    if (text !== undefined) writeFileSync(`${folder.path}/soar.yml`, text);
    return examineSinks({ folder: folder.path, env });
  };

  it("says nothing where there are no sinks", async () => {
    expect(await examined()).to.deep.equal({ checks: [], secrets: [] });
    expect(await examined("instances: [{ name: a }]")).to.deep.equal({ checks: [], secrets: [] });
  });

  it("shows where each sink leads, and tells every secret that is to be masked", async () => {
    const { checks, secrets } = await examined(
      [
        "sinks:",
        "  - { name: a, type: file, path: out.ndjson }",
        "  - { name: b, type: store }",
        '  - { name: c, type: splunk, url: "https://splunk.example.com:8088/x", token: "${env:HEC}" }',
        '  - { name: d, type: sumo, url: "${env:SUMO}" }',
        '  - { name: e, type: syslog, url: "syslog+tls://logs.example.com:6514" }',
      ].join("\n"),
    );
    expect(checks.map(({ status, name, found }) => `${status} ${name}: ${found}`)).to.deep.equal([
      `ok a: file ${folder.path}/out.ndjson`,
      "ok b: store",
      "ok c: splunk https://splunk.example.com:8088",
      "ok d: sumo https://collectors.example.com",
      "ok e: syslog+tls://logs.example.com:6514",
    ]);
    expect(secrets.map((secret) => secret.reveal())).to.deep.equal([env.HEC, env.SUMO]);
  });

  it("finds fault with each sink by itself, and warns of secrets written out", async () => {
    const { checks } = await examined(
      [
        "sinks:",
        '  - { name: a, type: splunk, url: "https://h", token: "${env:NOBODY_SET_THIS}" }',
        "  - { name: b, type: splunk, url: 'https://h', token: written-out }",
        "  - { name: c, type: store }",
      ].join("\n"),
    );
    expect(checks.map(({ status, name, exitCode }) => [status, name, exitCode])).to.deep.equal([
      ["failed", "a", 2],
      ["warning", "b", undefined],
      ["ok", "c", undefined],
    ]);
    expect(checks[0]?.found).to.include("The environment variable NOBODY_SET_THIS is not set.");
  });

  it("finds fault with the file as a whole", async () => {
    const { checks } = await examined("sinks: [{ name: a, type: store }, { name: a, type: store }]");
    expect(checks).to.have.length(1);
    expect(checks[0]).to.include({ group: "sinks", status: "failed", exitCode: 2 });
    expect(checks[0]?.found).to.include('Sink "a" is there twice.');
  });
});
