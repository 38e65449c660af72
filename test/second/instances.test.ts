import { expect } from "chai";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { soar, temporaryFolder, type Outcome } from "../end-to-end/soar.ts";
import { folder, startLodestar, type RunningLodestar } from "./lodestar.ts";

describe("two instances of the second integration in one soar.yml", () => {
  const cwd = temporaryFolder();
  let east: RunningLodestar;
  let west: RunningLodestar;

  before(async () => {
    [east, west] = await Promise.all([startLodestar(["--tickets", "3"]), startLodestar(["--tickets", "4"])]);
    writeFileSync(join(cwd.path, "key.txt"), `${west.simulator.clientSecret}\n`);
    writeFileSync(
      join(cwd.path, "soar.yml"),
      [
        "instances:",
        "  - name: east",
        `    integration: ${folder}`,
        `    params: { url: "${east.simulator.url}", api_key: "\${env:EAST_KEY}" }`,
        "  - name: west",
        `    integration: ${folder}`,
        `    params: { url: "${west.simulator.url}", api_key: "\${file:key.txt}" }`,
        "",
      ].join("\n"),
    );
  });
  after(async () => {
    await Promise.all([east.simulator.stop(), west.simulator.stop()]);
    cwd.remove();
  });

  const run = (...args: string[]): Promise<Outcome> =>
    soar(args, { cwd: cwd.path, env: { EAST_KEY: east.simulator.clientSecret } });
  const instancesOf = ({ stdout }: Outcome) =>
    (JSON.parse(stdout) as { entries: { ModuleName: string }[] }).entries.map(({ ModuleName }) => ModuleName);

  it("tests both, without a word about their keys", async () => {
    const { code, stdout, stderr } = await run("test");
    expect([code, stdout, stderr]).to.deep.equal([0, "east: ok\nwest: ok\n", ""]);
  });

  it("runs a command on both, on those that `using` names, and on the one that --instance names", async () => {
    expect(instancesOf(await run("run", "lodestar-ticket-get", "1", "--json"))).to.deep.equal(["east", "west"]);
    const chosen = await run("run", "lodestar-ticket-get", "1", "using=west", "--json");
    expect(instancesOf(chosen)).to.deep.equal(["west"]);
    const only = await run("--instance", "west", "run", "lodestar-ticket-get", "4", "--json");
    expect(instancesOf(only)).to.deep.equal(["west"]);
  });

  it("needs no reference of an instance that is not asked for", async () => {
    const { code, stdout } = await soar(["--instance", "west", "test"], { cwd: cwd.path });
    expect([code, stdout]).to.deep.equal([0, "west: ok\n"]);
    const both = await soar(["test"], { cwd: cwd.path });
    expect([both.code, both.stdout]).to.deep.equal([2, ""]);
    expect(both.stderr).to.include("soar.yml:4:").and.to.include("The environment variable EAST_KEY is not set.");
    expect(both.stderr).to.include("\nto the administrator: ");
  });

  it("fetches from both, each with its own incidents and its own lastRun", async () => {
    const { code, stdout } = await run("fetch", "--json");
    expect(code).to.equal(0);
    const { incidents, lastRun } = JSON.parse(stdout) as { incidents: { instance: string }[]; lastRun: unknown };
    expect(incidents.map(({ instance }) => instance)).to.deep.equal([
      ...Array<string>(3).fill("east"),
      ...Array<string>(4).fill("west"),
    ]);
    expect(lastRun).to.deep.equal({ east: 3, west: 4 });
  });

  it("goes on with the others when one fails, and tells which", async () => {
    const config = readFileSync(join(cwd.path, "soar.yml"), "utf8").replace(east.simulator.url, "http://127.0.0.1:9");
    writeFileSync(join(cwd.path, "half.yml"), config);
    const tested = await run("--config", "half.yml", "test");
    expect([tested.code, tested.stdout]).to.deep.equal([3, "east: failed\nwest: ok\n"]);
    const fetched = await run("--config", "half.yml", "fetch");
    expect(fetched.code).to.equal(3);
    expect(fetched.stderr).to.match(/^error: .*\nto the administrator: .*\nwest: 0 new, 0 updated\n$/);
  });

  it("names the instance that was meant", async () => {
    const { code, stderr } = await run("--instance", "wset", "test");
    expect([code, stderr]).to.deep.equal([
      2,
      `error: There is no instance "wset" in ${join(cwd.path, "soar.yml")}. Did you mean "west"?\n` +
        "to the administrator: The file has: east, west.\n",
    ]);
  });
});
