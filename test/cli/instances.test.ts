import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { second, useLodestar } from "./soar.ts";

describe("soar test, fetch and demo over instances", () => {
  const lodestar = useLodestar({ tickets: "3" });

  /** A configuration of an instance that works and one that cannot be reached. */
  function config(): string {
    const path = lodestar.path("soar.yml");
    const { url, clientSecret } = lodestar.simulator();
    const instance = (name: string, at: string, key: string) =>
      `  - { name: ${name}, integration: ${second}, params: { url: "${at}", api_key: "${key}" } }\n`;
    writeFileSync(path, `instances:\n${instance("good", url, "${env:KEY}")}${instance("bad", url, "canary-4711")}`);
    return `--config=${path}\n${clientSecret}`;
  }
  function run(...words: string[]) {
    const [file = "", key = ""] = config().split("\n");
    // The variables that the simulator would set override the file.
    const env = { KEY: key, LODESTAR_URL: undefined, LODESTAR_API_KEY: undefined };
    return lodestar.soar([file, ...words], { env });
  }
  const warning =
    'warning: Instance "bad" has the secret api_key written out in its file. Keep it elsewhere and refer to it: ' +
    "${env:NAME} or ${file:PATH}.\n";

  it("tests each, tells of a secret in the file without showing it, and gives the first failure's exit code", async () => {
    const { code, out, err } = await run("test");
    expect([code, out]).to.deep.equal([2, "good: ok\nbad: failed\n"]);
    expect(err.startsWith(`${warning}error: `)).to.equal(true);
    expect(err).to.include("\nto the administrator: ").and.not.to.include("canary-4711");
    expect((await run("test", "--quiet")).err).not.to.include("warning");
    expect(await run("--instance", "good", "test")).to.include({ code: 0, out: "good: ok\n", err: "" });
  });

  it("tells the tests as JSON", async () => {
    const { code, out } = await run("test", "--json");
    const { instances } = JSON.parse(out) as { instances: { error?: Record<string, string> }[] };
    expect(code).to.equal(2);
    expect(instances[0]).to.deep.equal({ instance: "good", ok: true });
    expect(instances[1]).to.deep.include({ instance: "bad", ok: false });
    expect(instances[1]?.error).to.include({ code: "CREDENTIALS", who: "administrator" });
    expect(Object.keys(instances[1]?.error ?? {})).to.deep.equal(["code", "who", "message", "hint"]);
  });

  it("fetches from each, and one that fails does not stop the others", async () => {
    const { code, out, err } = await run("fetch");
    expect(code).to.equal(2);
    expect(out).to.include("Disk 3 is full");
    expect(err).to.match(/\ngood: 3 new, 0 updated\nerror: .*\nto the administrator: .*\n$/);
    const { incidents, lastRun, error } = JSON.parse((await run("fetch", "--json")).out) as Record<string, unknown>;
    expect([incidents, lastRun]).to.deep.equal([[], { good: 3, bad: null }]);
    expect(error).to.include({ code: "CREDENTIALS", who: "administrator" });
  });

  it("tells when a fetch was interrupted, and that what was committed stays", async () => {
    const env = { SOAR_MAX_FETCH: "1" };
    const { code, err } = await lodestar.soar(["fetch"], { env, signal: AbortSignal.abort() });
    expect(code).to.equal(130);
    expect(err).to.match(/^error: The fetch was interrupted/);
  });

  it("says that nothing can be fetched from integrations without fetch-incidents", async () => {
    const folder = lodestar.path("");
    writeFileSync(
      lodestar.path("integration.yml"),
      "commonfields: { id: Acme, version: -1 }\nname: Acme\ndisplay: Acme\ncategory: Endpoint\n" +
        'description: Made up.\nconfiguration: []\nscript: { type: javascript, script: "-", commands: [] }\n',
    );
    expect(await lodestar.soar(["--integration", folder, "fetch"])).to.include({
      code: 2,
      out: "",
      err: "error: No instance fetches incidents.\nto you: Only integrations with `isfetch: true` can be fetched from.\n",
    });
  });

  it("says where the parameters that are missing can be set", async () => {
    const env = { LODESTAR_URL: undefined, LODESTAR_API_KEY: undefined };
    const { code, err } = await lodestar.soar(["test"], { env });
    expect(code).to.equal(2);
    for (const text of ["LODESTAR_URL", "LODESTAR_API_KEY", "to the administrator: "]) expect(err).to.include(text);
  });

  it("shows the main job with a store of its own", async () => {
    const { code, out, err } = await lodestar.soar(["demo"]);
    expect([code, err]).to.deep.equal([0, ""]);
    expect(out.split("\n").filter((line) => line.startsWith("$"))).to.deep.equal([
      `$ soar --integration ${second} test`,
      `$ soar --integration ${second} fetch`,
      `$ soar --integration ${second} --incident 20 context`,
    ]);
    const { out: mine } = await lodestar.soar(["incidents", "--json"]);
    expect((JSON.parse(mine) as { incidents: unknown[] }).incidents).to.have.length(3);
  });

  it("shows the package's own integration, command by command", async () => {
    const { code, out, err } = await lodestar.soar(["demo", "--integration", process.cwd()]);
    expect([code, err]).to.deep.equal([0, ""]);
    const shown = out.split("\n").filter((line) => line.startsWith("$"));
    expect(shown.length).to.be.above(4);
    expect(shown.at(-1)).to.match(/--incident \d+ context$/);
  });
});
