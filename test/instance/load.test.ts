import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ParameterError } from "../../src/errors.ts";
import { loadInstances, type LoadOptions, plainSecrets } from "../../src/instance/load.ts";
import { manifestOf } from "../manifest/manifest-of.ts";

describe("loadInstances", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "soar-instances-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(text: string): void {
    writeFileSync(join(folder, "soar.yml"), text);
  }

  async function refused(options: Partial<LoadOptions> = {}): Promise<ParameterError> {
    try {
      await loadInstances({ folder, env: {}, ...options });
    } catch (thrown) {
      if (thrown instanceof ParameterError) return thrown;
      throw thrown;
    }
    throw new Error("nothing was refused");
  }

  it("gives one instance named default where there is no file", async () => {
    expect(await loadInstances({ folder, env: {} })).to.deep.equal([{ name: "default", params: {}, referenced: [] }]);
    expect(await loadInstances({ folder, env: {}, only: "default" })).to.have.length(1);
  });

  it("refuses a schedule that is no cron line, at its place", async () => {
    write(`instances:
- name: one
  schedule: every 5 minutes
- name: two
  schedule: '@dayly'
`);
    const { message } = await refused();

    expect(message.replaceAll(`${folder}/`, "").split("\n").slice(1)).to.deep.equal([
      'soar.yml:3:13 M012 "schedule" of instance "one": "every 5 minutes" has 3 fields; a cron line has 5.',
      'soar.yml:5:13 M012 "schedule" of instance "two": "@dayly" is no time that cron has a name for. Did you mean "@daily"?',
    ]);
  });

  it("reads everything an instance can say, and resolves references", async () => {
    writeFileSync(join(folder, "secret.txt"), "from-file\r\n");
    writeFileSync(join(folder, "two-lines.txt"), "one\ntwo\n\n");
    write(`instances:
- name: one
  integration: ./acme
  ca: \${file:secret.txt}
  params:
    url: https://\${env:HOST_NAME}/\${env:PATH_NAME}
    limit: 010
    flag: true
    none:
    list: [a, '\${env:HOST_NAME}', 1.50]
    credentials:
      identifier: me
      password: \${file:secret.txt}
    two: \${file:two-lines.txt}
    plain: cost is \${5} or \${x}
  budget: { requests: 5, perMs: 1000 }
  schedule: '*/5 * * * *'
  playbook: triage.yml
- name: two
`);
    const env = { HOST_NAME: "acme.test", PATH_NAME: "${env:HOST_NAME}" };
    expect(await loadInstances({ folder, env })).to.deep.equal([
      {
        name: "one",
        integration: join(folder, "acme"),
        params: {
          url: "https://acme.test/${env:HOST_NAME}",
          limit: "010",
          flag: "true",
          none: null,
          list: ["a", "acme.test", "1.50"],
          credentials: { identifier: "me", password: "from-file" },
          two: "one\ntwo\n",
          plain: "cost is ${5} or ${x}",
        },
        referenced: ["url", "list", "credentials.password", "two"],
        ca: "from-file",
        budget: { requests: 5, perMs: 1000 },
        schedule: "*/5 * * * *",
        playbook: "triage.yml",
      },
      { name: "two", params: {}, referenced: [] },
    ]);
  });

  it("resolves only the references of the instance that is wanted", async () => {
    write("instances:\n- name: one\n  params: { a: '${env:NOWHERE}' }\n- name: two\n  params: { a: b }\n");
    expect(await loadInstances({ folder, env: {}, only: "two" })).to.deep.equal([
      { name: "two", params: { a: "b" }, referenced: [] },
    ]);
    expect((await refused()).message).to.contain(":3:16 M012 params.a: The environment variable NOWHERE is not set.");
  });

  it("reads a file of another name, relative references beginning in its folder", async () => {
    mkdirSync(join(folder, "etc"));
    writeFileSync(join(folder, "etc", "key"), "k");
    writeFileSync(
      join(folder, "etc", "acme.yml"),
      "instances: [{name: a, integration: /opt/acme, params: {key: '${file:key}'}}]",
    );
    expect(await loadInstances({ folder, file: "etc/acme.yml", env: {} })).to.deep.equal([
      { name: "a", integration: "/opt/acme", params: { key: "k" }, referenced: ["key"] },
    ]);
  });

  it("sets the budget of every instance by SOAR_BUDGET", async () => {
    write("instances: [{name: a, budget: {requests: 1, perMs: 1}}, {name: b}]");
    const budgets = (await loadInstances({ folder, env: { SOAR_BUDGET: "120/60000" } })).map(({ budget }) => budget);
    expect(budgets).to.deep.equal([
      { requests: 120, perMs: 60_000 },
      { requests: 120, perMs: 60_000 },
    ]);
    for (const wrong of ["120", "0/60000", "120/0", "a/b", "1/2/3"]) {
      expect((await refused({ env: { SOAR_BUDGET: wrong } })).message).to.equal(
        `SOAR_BUDGET must be requests/perMs, not "${wrong}".`,
      );
    }
    expect(await loadInstances({ folder, env: { SOAR_BUDGET: "" }, only: "b" })).to.deep.equal([
      { name: "b", params: {}, referenced: [] },
    ]);
  });

  it("reports every fault of the file with its place", async () => {
    writeFileSync(join(folder, "large"), Buffer.alloc(65_537));
    write(`instance: x
instances:
- name: one
  integraton: acme
  budget: { requests: 0 }
  params:
    a: \${env:}
    b: \${evn:HOME}
    c: \${file:nowhere}
    d: \${file:large}
    __proto__: 1
- name: one
- params: {}
- name: three
  params: none
  schedule: [1]
`);
    const { message, hint } = await refused();
    const path = join(folder, "soar.yml");
    expect(message.replaceAll(path, "soar.yml").replaceAll(folder, "").split("\n")).to.deep.equal([
      "The configuration has faults:",
      'soar.yml:1:1 M070 The file has an unknown key "instance". Did you mean "instances"?',
      'soar.yml:4:3 M070 Instance "one" has an unknown key "integraton". Did you mean "integration"?',
      'soar.yml:5:11 M081 "budget" of instance "one" has no "perMs".',
      'soar.yml:5:23 M081 "requests" of "budget" of instance "one" is no whole number above 0.',
      "soar.yml:7:8 M012 params.a: The environment variable  is not set.",
      'soar.yml:8:8 M012 params.b: "${evn:HOME}" refers to nothing known; write ${env:NAME} or ${file:PATH}. Did you mean "env"?',
      "soar.yml:9:8 M012 params.c: Cannot read the file: ENOENT: no such file or directory, stat '/nowhere'.",
      "soar.yml:10:8 M012 params.d: The file /large has 65537 bytes; at most 65536 are read.",
      'soar.yml:11:5 M004 The key "__proto__" is refused.',
      'soar.yml:12:9 M003 Instance "one" is there twice.',
      'soar.yml:13:3 M010 An instance has no "name".',
      'soar.yml:15:11 M012 "params" of instance "three" must be a map, not "none".',
      'soar.yml:16:13 M012 "schedule" of instance "three" must be text, not a list.',
    ]);
    expect(hint).to.equal("Correct the file at these places.");
  });

  it("says of a single fault what to do about it", async () => {
    write("instances: [{name: main, parms: {}}]");
    expect((await refused()).hint).to.match(/^Known are: name, integration, params, /);
  });

  it("refuses what is no configuration", async () => {
    write("- a\n");
    expect((await refused()).message).to.contain("soar.yml:1:1 M006 The file is no map of keys and values.");
    write("a: [\n");
    expect((await refused()).message).to.contain("M001");
    write("instances: []\n");
    expect((await refused()).message).to.contain("soar.yml:1:1 M010 The file names no instance.");
    const missing = await refused({ file: "nowhere.yml" });
    expect(missing.message).to.equal(`Cannot read ${join(folder, "nowhere.yml")}: there is no such file.`);
  });

  it("names the nearest instance for one that is not there", async () => {
    expect((await refused({ only: "main" })).message).to.equal(
      `There is no instance "main": ${join(folder, "soar.yml")} does not exist.`,
    );
    expect((await refused({ only: "defalt" })).message).to.match(/does not exist\. Did you mean "default"\?$/u);
    write("instances: [{name: main}, {name: test}]");
    const { message, hint } = await refused({ only: "mian" });
    expect(message).to.equal(`There is no instance "mian" in ${join(folder, "soar.yml")}. Did you mean "main"?`);
    expect(hint).to.equal("The file has: main, test.");
  });
});

describe("plainSecrets", () => {
  const manifest = manifestOf(`commonfields: {id: A}
configuration:
- {name: credentials, type: 9}
- {name: key, type: 4}
- {name: pem, type: 14}
- {name: url, type: 0}
script: {}
`);

  it("warns of secrets that stand in the file itself, without showing them", () => {
    const params = { credentials: { identifier: "me", password: "hunter2!" }, key: "k3y!", pem: "x", url: "u" };
    const warnings = plainSecrets(manifest, { name: "one", params, referenced: ["pem"] });
    expect(warnings).to.deep.equal([
      'Instance "one" has the secret credentials.password written out in its file. Keep it elsewhere and refer to it: ${env:NAME} or ${file:PATH}.',
      'Instance "one" has the secret key written out in its file. Keep it elsewhere and refer to it: ${env:NAME} or ${file:PATH}.',
    ]);
  });

  it("says nothing of what is not given", () => {
    const params = { credentials: "wrong", key: "" };
    expect(plainSecrets(manifest, { name: "one", params, referenced: [] })).to.deep.equal([]);
    expect(
      plainSecrets(manifest, { name: "one", params: { credentials: {}, key: null }, referenced: [] }),
    ).to.deep.equal([]);
  });
});
