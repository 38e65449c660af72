import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { interpolate } from "../src/context/interpolate.ts";
import { loadInstances } from "../src/instance/load.ts";
import { loadSinks } from "../src/instance/sinks/load-sinks.ts";
import { root, soar, startSimulator, temporaryFolder, type RunningSimulator } from "./end-to-end/soar.ts";

/** The fenced blocks of a document with this info string. */
function blocks(document: string, language: string): string[] {
  const text = readFileSync(join(root, document), "utf8");
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, info]) => info === language)
    .map(([, , block]) => block ?? "");
}

describe("the documents", () => {
  const folder = temporaryFolder();
  let simulator: RunningSimulator;

  before(async () => {
    simulator = await startSimulator();
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });

  const lines = blocks("README.md", "sh").flatMap((block) => block.trim().split("\n"));

  it("README.md gives the variables that the simulator has", () => {
    expect(lines.filter((line) => line.startsWith("export "))).to.deep.equal([
      "export CODE42_API_URL=http://127.0.0.1:4242",
      `export CODE42_CLIENT_ID=${simulator.clientId}`,
      `export CODE42_CLIENT_SECRET=${simulator.clientSecret}`,
    ]);
  });

  it("README.md begins with the two commands that package.json has", () => {
    expect(lines.slice(0, 2)).to.deep.equal(["npm ci", "npm start"]);
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(scripts).to.include.keys("start", "test", "bench", "generate");
  });

  for (const line of lines.filter((one) => one.startsWith("npx soar") && !one.includes("simulate"))) {
    it(`README.md: ${line}`, async () => {
      const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
      const { code, stderr, stdout } = await soar(words.slice(2), { cwd: folder.path, env: simulator.env });
      expect(code, stderr).to.equal(0);
      expect(stdout).not.to.equal("");
    });
  }

  it("README.md shows a handler and manifest lines that stand in test/second", () => {
    const [handler] = blocks("README.md", "ts");
    expect(handler).to.equal(readFileSync(join(root, "test/second/commands/lodestar-ticket-get.ts"), "utf8"));
    const extension = blocks("README.md", "yaml").find((block) => block.startsWith("x-soar:"));
    expect(readFileSync(join(root, "test/second/integration.yml"), "utf8")).to.include(extension);
  });

  it("README.md shows a soar.yml that loads", async () => {
    const yaml = blocks("README.md", "yaml").find((block) => block.startsWith("instances:")) ?? "";
    writeFileSync(join(folder.path, "secret"), "s3cret");
    writeFileSync(join(folder.path, "soar.yml"), yaml.replace("/run/secrets/incydr", "secret"));
    expect(await loadInstances({ folder: folder.path, env: { INCYDR_CLIENT_ID: "key-1" } })).to.deep.equal([
      {
        name: "main",
        params: {
          api_url: "api.us.code42.com",
          credentials: { identifier: "key-1", password: "s3cret" },
          alert_severity: ["High", "Critical"],
          fetch_time: "3 days",
        },
        referenced: ["credentials.identifier", "credentials.password"],
      },
    ]);
  });

  it("docs/sinks.md: the sinks of its soar.yml can be opened", async () => {
    const [yaml = ""] = blocks("docs/sinks.md", "yaml");
    writeFileSync(join(folder.path, "ca.pem"), rootCertificates[0] ?? "");
    const local = yaml.replace("/run/secrets/sumo-url", "sumo-url");
    writeFileSync(join(folder.path, "sinks.yml"), local);
    writeFileSync(join(folder.path, "sumo-url"), "https://collectors.example.com/receiver/v1/http/XYZ");
    const env = { SPLUNK_HEC_TOKEN: "11111111-2222-3333-4444-555555555555" };
    const { sinks, warnings } = await loadSinks({ folder: folder.path, file: "sinks.yml", env });
    expect(sinks.map(({ type }) => type)).to.deep.equal(["file", "splunk", "sumo", "syslog"]);
    expect(warnings).to.deep.equal([]);
  });

  for (const block of blocks("docs/simulator.md", "http")) {
    const [request = "", ...body] = block.split("\n");
    it(`docs/simulator.md: ${request}`, async () => {
      const [method = "", path = ""] = request.split(" ");
      const answer = await fetch(`${simulator.control}${path}`, {
        method,
        headers: { "content-type": "application/json" },
        body: body.join("\n"),
      });
      expect(answer.status, await answer.text()).to.be.within(200, 204);
    });
  }

  it("docs/simulator.md lists calls that the control API knows", async () => {
    const text = readFileSync(join(root, "docs/simulator.md"), "utf8");
    const gets = [...text.matchAll(/`GET (\/[\w/-]+)`/g)].map(([, path]) => path ?? "");
    expect(gets).to.have.members([
      ...["/journal", "/truth", "/truth/sessions", "/truth/file-events", "/truth/audit-logs", "/files"],
      ...["/streams", "/clock", "/faults"],
    ]);
    for (const path of gets) expect((await fetch(`${simulator.control}${path}`)).status, path).to.equal(200);
  });

  describe("docs/context.md", () => {
    const text = readFileSync(join(root, "docs/context.md"), "utf8");
    const section = text.slice(text.indexOf("## Reading"), text.indexOf("## The JavaScript"));
    const users = [
      { Name: "Ann", Age: 50, Boss: "Bob" },
      { Name: "Bob", Age: 30, Boss: "Cy" },
      { Name: "Cy", Age: 41, Boss: "Bob" },
    ];
    const context = { Acme: { User: users, Boss: { Name: "Bob" } }, "a.b": 1 };
    const given: Record<string, unknown> = {
      "${Acme.User.Name}": ["Ann", "Bob", "Cy"],
      "${Acme.User.[0].Name}": "Ann",
      "${Acme.User[0].Name}": "Ann",
      "${Acme.User[0:2].Name}": ["Ann", "Bob", "Cy"],
      "${Acme.User(val.Age > 40).Name}": ["Ann", "Cy"],
      "${Acme.User(val.Boss == b---Acme.Boss.Name).Name}": ["Ann", "Cy"],
      "${Acme.User.Name=val.toLowerCase()}": ["ann", "bob", "cy"],
      '${Acme.User.Name=f(val);function f(v) { return v + "!" }}': ["Ann!", "Bob!", "Cy!"],
      "${.=val.Acme.User.length}": 3,
      '${.=val["a.b"]}': 1,
    };

    it("has only the expressions that are tried here", () => {
      const expressions = [...section.matchAll(/`(\$\{[^`]+\})`/g)].map(([, expression]) => expression);
      expect(new Set(expressions)).to.deep.equal(new Set(["${…}", ...Object.keys(given)]));
    });

    for (const [expression, value] of Object.entries(given)) {
      it(`${expression} gives ${JSON.stringify(value)}`, () => {
        expect(interpolate(expression, { root: context, now: () => 0 })).to.deep.equal({ value, warnings: [] });
      });
    }
  });
});
