import { expect } from "chai";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { second, soar } from "./soar.ts";

const FAULTY = `commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
category: Endpoint
description: Made up.
configuration: []
script:
  type: javascript
  script: "-"
  commands:
    - name: acme-get
      description: Gets.
      arguments:
        - { name: id, description: Of it. }
        - { name: id, description: Of it. }
    - { name: acme-wipe, description: Wipes., execution: true, x-soar: { effect: write } }
`;

describe("soar lint", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-lint-"));
    writeFileSync(join(folder, "integration.yaml"), FAULTY);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const shown = () => relative(process.cwd(), join(folder, "integration.yaml"));

  it("shows each finding with its place and what to do, and exits 2 when one is an error", async () => {
    const { code, out, err } = await soar(["lint", folder]);
    expect(code).to.equal(2);
    expect(out).to.equal(
      [
        `${shown()}:15:19 error M041 Argument "id" of "acme-get" is declared twice.`,
        "    Keep one of the two, or rename one.",
        `${shown()}:16:82 warning M079 Command "acme-wipe" is marked harmful by execution: true, and its effect is write.`,
        "    Write effect: destructive, or remove execution.",
        "",
      ].join("\n"),
    );
    expect(err).to.equal("1 file, 1 error, 1 warning\n");
  });

  it("gives them as JSON", async () => {
    const { code, out, err } = await soar(["lint", folder, second, "--json"]);
    expect([code, err]).to.deep.equal([2, ""]);
    const { files } = JSON.parse(out) as {
      files: { path: string; kind: string; findings: Record<string, unknown>[] }[];
    };
    expect(files.map(({ path, kind, findings }) => [path, kind, findings.length])).to.deep.equal([
      [shown(), "integration", 2],
      ["test/second/integration.yml", "integration", 0],
    ]);
    expect(files[0]?.findings[1]).to.deep.equal({
      code: "M079",
      severity: "warning",
      line: 16,
      column: 82,
      message: 'Command "acme-wipe" is marked harmful by execution: true, and its effect is write.',
      hint: "Write effect: destructive, or remove execution.",
    });
  });

  it("checks the manifests below a folder, and tells other content from them", async () => {
    const pack = join(folder, "pack");
    for (const name of ["Integrations/Acme", "Scripts", "node_modules/x", ".git"]) {
      mkdirSync(join(pack, name), { recursive: true });
    }
    writeFileSync(join(pack, "Integrations/Acme/Acme.yml"), FAULTY);
    writeFileSync(join(pack, "Scripts/do.yaml"), "commonfields: { id: Do }\nscript: return 1\n");
    writeFileSync(join(pack, "playbook.yml"), 'id: p\nstarttaskid: "0"\ntasks: {}\n');
    for (const name of ["node_modules/x/x.yml", ".git/x.yml"]) writeFileSync(join(pack, name), FAULTY);
    const mapper = join(pack, "mapper.json");
    writeFileSync(mapper, '{ "type": "mapping-incoming" }');
    const classifier = join(pack, "classifier.json");
    writeFileSync(classifier, '{ "type": "classification" }');
    const { code, out } = await soar(["lint", pack, mapper, classifier, join(pack, "Scripts/do.yaml"), "--json"]);
    const { files } = JSON.parse(out) as {
      files: { path: string; kind: string; findings: { code: string; severity: string }[] }[];
    };
    expect(code).to.equal(2);
    expect(files.map(({ path, kind, findings }) => [basename(path), kind, findings[0]?.code])).to.deep.equal([
      ["Acme.yml", "integration", "M041"],
      ["do.yaml", "other", undefined],
      ["playbook.yml", "playbook", "P001"],
      ["mapper.json", "mapper", "V010"],
      ["classifier.json", "classifier", undefined],
      ["do.yaml", "integration", "M011"],
    ]);
    const alone = await soar(["lint", join(pack, "playbook.yml")]);
    expect([alone.code, alone.err]).to.deep.equal([2, "1 file, 1 error, 0 warnings\n"]);
    expect(alone.out).to.include('playbook.yml:1:1 error P001 The playbook has no "name".');
  });

  it("checks the playbooks beside an integration, and leaves their cases alone", async () => {
    const acme = join(folder, "with-playbooks");
    mkdirSync(join(acme, "playbooks", "old"), { recursive: true });
    writeFileSync(join(acme, "integration.yml"), readFileSync(join(second, "integration.yml")));
    const broken = 'id: p\nname: P\nstarttaskid: "9"\ntasks: { "0": { type: start } }\n';
    for (const name of ["a.yml", "a.test.yml", "old/b.yml"]) writeFileSync(join(acme, "playbooks", name), broken);
    const calling = broken.replace('"9"', '"0"').replace("start }", 'start, nexttasks: { "#none#": ["1"] } }');
    const call = '"1": { type: regular, task: { script: "Lodestar|||lodestar-ticket-gte" } } }';
    writeFileSync(join(acme, "playbooks", "c.yml"), calling.replace(/ \}\n$/, `, ${call}\n`));
    const { code, out } = await soar(["lint", acme, "--json"]);
    const { files } = JSON.parse(out) as { files: { path: string; kind: string; findings: { code: string }[] }[] };
    expect(code).to.equal(2);
    expect(
      files
        .filter(({ kind }) => kind === "playbook")
        .map(({ path, findings }) => [basename(path), findings.map((each) => each.code)]),
    ).to.deep.equal([
      ["a.yml", ["P008", "P011", "P008"]],
      ["c.yml", ["P020"]],
    ]);
  });

  it("exits 0 on warnings alone and says nothing with --quiet where all is well", async () => {
    const warned = join(folder, "warned.yml");
    writeFileSync(warned, FAULTY.replace("        - { name: id, description: Of it. }\n", ""));
    const { code, err } = await soar(["lint", warned]);
    expect([code, err]).to.deep.equal([0, "1 file, 0 errors, 1 warning\n"]);
    expect(await soar(["lint", second, "--quiet"])).to.include({ code: 0, out: "", err: "" });
  });

  it("looks at the integration that is named, else at the folder it stands in", async () => {
    expect((await soar(["lint", "--integration", second, "--json"])).out).to.include("test/second/integration.yml");
    expect((await soar(["lint", "--json"])).out).to.include('"path":"integration.yml"');
  });

  it("names what cannot be read", async () => {
    const none = await soar(["lint", "/nowhere/at-all.yml"]);
    expect([none.code, none.err]).to.deep.equal([
      2,
      "error: /nowhere/at-all.yml does not exist\n" +
        "to you: Name a manifest or playbook, or a folder that holds some.\n",
    ]);
    const empty = join(folder, "empty");
    mkdirSync(empty);
    expect((await soar(["lint", empty])).err).to.include(`${empty} holds no YAML file.`);
    expect((await soar(["lint", "/dev/zero"])).err).to.include("/dev/zero is a device.");
    const large = join(folder, "large.txt");
    writeFileSync(large, "");
    truncateSync(large, 16_000_001);
    expect((await soar(["lint", large])).err).to.include(`${large} has more than 16000000 bytes.`);
    expect((await soar(["lint", "/proc/self/mem"])).err).to.include("/proc/self/mem cannot be read");
    expect((await soar(["lint", empty])).code).to.equal(2);
  });
});
