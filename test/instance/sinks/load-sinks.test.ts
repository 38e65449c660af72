import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { ParameterError } from "../../../src/errors.ts";
import { loadInstances } from "../../../src/instance/load.ts";
import { loadSinks } from "../../../src/instance/sinks/load-sinks.ts";
import { sinkSecrets } from "../../../src/instance/sinks/sink-config.ts";
import { temporaryFolder } from "../../end-to-end/soar.ts";
import { rejection } from "../../http/loopback.ts";

const pem = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../http/certificates/${name}`, import.meta.url)), "utf8");

describe("loadSinks", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const env = { SUMO: "https://collectors.example.com/receiver/v1/http/ZaVn==", HEC: "b2f0-token" };
  const write = (text: string) => writeFileSync(`${folder.path}/soar.yml`, text);
  const load = (only?: string) => loadSinks({ folder: folder.path, env, ...(only === undefined ? {} : { only }) });

  async function faults(text: string, only?: string): Promise<{ lines: string[]; hint: string }> {
    write(text);
    const error = await rejection(load(only));
    expect(error).to.be.instanceOf(ParameterError);
    const { message, hint } = error as ParameterError;
    const [first, ...lines] = message.replaceAll(`${folder.path}/`, "").split("\n");
    expect(first).to.equal("The configuration has faults:");
    return { lines, hint };
  }

  it("reads every type, with references resolved and secrets that cannot be printed", async () => {
    write(
      [
        "sinks:",
        "  - { name: archive, type: file, path: out/events.ndjson, rotate: 10 MiB }",
        "  - { name: screen, type: stdout }",
        "  - { name: kept, type: store }",
        "  - name: sumo",
        "    type: sumo",
        '    url: "${env:SUMO}"',
        '    category: "soar/{stream}"',
        "    source: soarkit",
        "    host: h1",
        "    fields: env=prod",
        "    proxy: true",
        "  - name: splunk",
        "    type: splunk",
        "    url: https://splunk.example.com:8088",
        '    token: "${env:HEC}"',
        "    index: main",
        "    source: s",
        "    sourcetype: soar:file",
        "    host: h2",
        "    proxy: http://proxy:3128",
        "    insecure: true",
        "  - { name: logs, type: syslog, url: syslog+tls://logs.example.com, facility: local3, severity: 4, app: dlp }",
        "  - { name: plain, type: syslog, url: 'syslog+tcp://logs.example.com:1601', host: h3 }",
      ].join("\n"),
    );
    const { names, sinks, warnings } = await load();
    expect(names).to.deep.equal(["archive", "screen", "kept", "sumo", "splunk", "logs", "plain"]);
    expect(warnings).to.deep.equal([]);
    const [file, stdout, store, sumo, splunk, tls, tcp] = sinks;
    expect(file).to.deep.equal({
      type: "file",
      name: "archive",
      path: `${folder.path}/out/events.ndjson`,
      rotateBytes: 10_485_760,
    });
    expect([stdout, store]).to.deep.equal([
      { type: "stdout", name: "screen" },
      { type: "store", name: "kept" },
    ]);
    expect(sumo).to.deep.include({
      type: "sumo",
      category: "soar/{stream}",
      source: "soarkit",
      host: "h1",
      fields: "env=prod",
      proxy: true,
    });
    expect(splunk).to.deep.include({
      url: "https://splunk.example.com:8088/",
      index: "main",
      source: "s",
      sourcetype: "soar:file",
      host: "h2",
      proxy: "http://proxy:3128",
      insecure: true,
    });
    expect(tls).to.deep.equal({
      type: "syslog",
      name: "logs",
      url: "syslog+tls://logs.example.com",
      facility: 19,
      severity: 4,
      app: "dlp",
    });
    expect(tcp).to.deep.equal({
      type: "syslog",
      name: "plain",
      url: "syslog+tcp://logs.example.com:1601",
      facility: 16,
      severity: 6,
      app: "soarkit",
      host: "h3",
    });
    expect(sinks.flatMap(sinkSecrets).map((secret) => secret.reveal())).to.deep.equal([env.SUMO, env.HEC]);
    expect(inspect(sinks, { depth: 9 }))
      .to.not.include("ZaVn")
      .and.not.include("b2f0");
  });

  it("reads certificates and keys from files", async () => {
    for (const name of ["ca.pem", "client.pem", "server.key"]) writeFileSync(`${folder.path}/${name}`, pem(name));
    write(
      [
        "sinks:",
        "  - name: logs",
        "    type: syslog",
        "    url: syslog+tls://127.0.0.1:6514",
        "    ca: ${file:ca.pem}",
        "    certificate: ${file:client.pem}",
        "    key: ${file:server.key}",
      ].join("\n"),
    );
    const [config] = (await load()).sinks;
    expect(config).to.include({ ca: pem("ca.pem").trimEnd(), certificate: pem("client.pem").trimEnd() });
    expect(config && sinkSecrets(config).map((secret) => secret.reveal())).to.deep.equal([pem("server.key").trimEnd()]);
  });

  it("needs no file, unless one is named, and none of the other sinks' references", async () => {
    expect(await load()).to.deep.equal({ names: [], sinks: [], warnings: [] });
    expect(await rejection(loadSinks({ folder: folder.path, env, file: "other.yml" }))).to.be.instanceOf(
      ParameterError,
    );
    write(
      'sinks: [{ name: a, type: stdout }, { name: b, type: splunk, url: "https://h", token: "${env:NOBODY_SET_THIS}" }]',
    );
    const { names, sinks } = await load("a");
    expect(names).to.deep.equal(["a", "b"]);
    expect(sinks).to.deep.equal([{ type: "stdout", name: "a" }]);
  });

  it("warns of secrets that stand in the file", async () => {
    write("sinks: [{ name: siem, type: splunk, url: 'https://h:8088', token: written-out }]");
    expect((await load()).warnings).to.deep.equal([
      'Sink "siem" has the secret token written out in its file. Keep it elsewhere and refer to it: ${env:NAME} or ' +
        "${file:PATH}.",
    ]);
  });

  it("names every fault with its place and the nearest name", async () => {
    const { lines, hint } = await faults(
      [
        "sinks:",
        "  - { name: a, type: fiel, path: x }",
        "  - { name: b, type: file, rotat: 1MB }",
        "  - { name: b, type: file, path: x, rotate: big }",
        "  - { name: c/d, type: store }",
        "  - { type: store }",
        "  - { name: e }",
        "  - { name: f, type: splunk, url: 'ftp://h', token: '${env:NOBODY_SET_THIS}' }",
        "  - { name: g, type: syslog, url: syslog+tls://u:p@h, facility: locl3, severity: 8, insecure: perhaps }",
        "  - { name: h, type: sumo, url: 'https://h/x', category: \"a\\u00e9\" }",
        "  - { name: i, type: syslog, url: syslog+tls://h, ca: nonsense, certificate: nonsense }",
        "  - { name: j, type: splunk, url: 'https://h', token: \"two\\nlines\", index: '' }",
      ].join("\n"),
    );
    expect(lines).to.deep.equal([
      'soar.yml:2:22 M012 Sink "a" has an unknown type "fiel". Did you mean "file"?',
      'soar.yml:3:5 M012 Sink "b": "path" is missing.',
      'soar.yml:3:28 M070 Sink "b" has an unknown key "rotat". Did you mean "rotate"?',
      'soar.yml:4:13 M003 Sink "b" is there twice.',
      'soar.yml:4:45 M012 Sink "b": "rotate" is no size: "big".',
      'soar.yml:5:13 M012 "c/d" cannot be the name of a sink.',
      'soar.yml:6:5 M010 A sink has no "name".',
      'soar.yml:7:5 M010 Sink "e" has no "type".',
      'soar.yml:8:35 M012 Sink "f": "url" is no address that begins with https or http.',
      'soar.yml:8:53 M012 "token" of sink "f": The environment variable NOBODY_SET_THIS is not set.',
      'soar.yml:9:35 M012 Sink "g": "url" holds a user or password, which this receiver does not ask for.',
      'soar.yml:9:65 M012 Sink "g": "facility" is unknown: "locl3". Did you mean "local3"?',
      'soar.yml:9:82 M012 Sink "g": "severity" is unknown: "8".',
      'soar.yml:9:95 M012 Sink "g": "insecure" must be true or false, not "perhaps".',
      'soar.yml:10:58 M012 Sink "h": "category" holds letters that no header can hold.',
      'soar.yml:11:55 M012 Sink "i": "ca" is no certificate.',
      'soar.yml:11:78 M012 Sink "i": "certificate" is there without "key".',
      'soar.yml:11:78 M012 Sink "i": "certificate" is no certificate.',
      'soar.yml:12:55 M012 Sink "j": "token" holds a line break or another control character.',
    ]);
    expect(hint).to.equal("Correct the file at these places.");
  });

  it("refuses a key that does not belong to the certificate", async () => {
    writeFileSync(`${folder.path}/client.pem`, pem("client.pem"));
    const { lines } = await faults(
      "sinks: [{ name: a, type: syslog, url: syslog+tls://h, certificate: '${file:client.pem}', key: nonsense }]",
    );
    expect(lines).to.deep.equal(['soar.yml:1:95 M012 Sink "a": "key" is no key of the certificate.']);
    const half = await faults("sinks: [{ name: a, type: syslog, url: syslog+tls://h, key: nonsense }]");
    expect(half.lines).to.deep.equal(['soar.yml:1:60 M012 Sink "a": "key" is there without "certificate".']);
  });

  it("leaves instances to the environment in a file that has sinks alone", async () => {
    write("sinks: [{ name: a, type: stdout }]");
    const instances = await loadInstances({ folder: folder.path, env });
    expect(instances).to.deep.equal([{ name: "default", params: {}, referenced: [] }]);
    const error = await rejection(loadInstances({ folder: folder.path, env, only: "other" }));
    expect((error as Error).message).to.include('There is no instance "other"');
    write("instances: []");
    expect(await rejection(loadInstances({ folder: folder.path, env }))).to.be.instanceOf(ParameterError);
  });
});
