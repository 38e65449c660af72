import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../../src/engine/doctor/check.ts";
import { lockFile } from "../../src/file-lock.ts";
import { contentsOf, useMirroring } from "./mirrored.ts";

describe("mirroring with Incydr", function () {
  this.timeout(20_000);
  const { simulator, folder, run, fetched, incident, session, writes } = useMirroring();

  it("keeps a change while Incydr cannot be reached, and hands it over with the next fetch", async () => {
    await fetched("Outgoing");
    const before = contentsOf(await session("1")).length;
    await simulator().control("/faults", [{ path: "/v1/sessions", kind: "status", status: 503 }]);
    const { code, err } = await run("Outgoing", "incidents", "note", "1", "later", "--timeout", "2");
    expect(code, err).to.equal(0);
    expect(err).to.include("default: 1 waiting to be handed over\n");
    expect(err).to.include("The next `soar fetch` hands them over, or `soar incidents sync`.");
    await simulator().control("/faults", []);
    const sync = await run("Outgoing", "fetch");
    expect(sync.err).to.include("default: 1 handed over to the vendor\n");
    expect(contentsOf(await session("1")).slice(before)).to.have.length(1);
  });

  it("writes a note once though the connection broke right after it was taken", async () => {
    await fetched("Outgoing");
    const before = contentsOf(await session("1")).length;
    await simulator().control("/faults", [
      { method: "POST", path: "/v1/sessions", kind: "reset", afterwards: true, times: 1 },
    ]);
    const { err } = await run("Outgoing", "incidents", "note", "1", "once");
    expect(err).to.include("1 waiting to be handed over");
    const sync = await run("Outgoing", "incidents", "sync");
    expect(sync.err).to.equal("default: 1 handed over to the vendor\n");
    const after = contentsOf(await session("1")).slice(before);
    expect(after).to.have.length(1);
    expect(after[0]).to.match(/^once\n/);
  });

  it("leaves handing over to the process that is at it", async () => {
    await fetched("Outgoing");
    const unlock = await lockFile(join(folder(), "outbox"));
    const { err } = await run("Outgoing", "incidents", "note", "1", "mine");
    expect(err).to.equal("incident 1 noted\ndefault: 1 waiting to be handed over\n");
    expect(await writes()).to.deep.equal([]);
    unlock();
    expect((await run("Outgoing", "incidents", "sync")).err).to.equal("default: 1 handed over to the vendor\n");
  });

  it("says whenever it hands over that changes wait for an instance that was renamed, and how they get through", async () => {
    await fetched("Outgoing");
    await simulator().control("/faults", [{ path: "/v1/sessions", kind: "status", status: 503 }]);
    for (const id of ["1", "2"]) await run("Outgoing", "incidents", "note", id, "later", "--timeout", "2");
    await simulator().control("/faults", []);
    const config = join(folder(), "renamed.yml");
    const name = (instance: string) => {
      const params = {
        credentials: { identifier: simulator().clientId, password: "${env:CODE42_CLIENT_SECRET}" },
        api_url: simulator().url,
      };
      writeFileSync(config, JSON.stringify({ instances: [{ name: instance, params }] }));
    };
    const renamed = (...words: string[]) => run("Outgoing", "--config", config, ...words);
    name("west");
    const told = [await renamed("incidents", "sync"), await renamed("fetch"), await renamed("fetch", "--json")];
    const one = await renamed("fetch", "--instance", "west");
    const { checks } = JSON.parse((await renamed("doctor", "--offline", "--json")).out) as { checks: Check[] };
    const only = await renamed("doctor", "--offline", "--json", "--instance", "west");
    name("default");
    const back = await renamed("incidents", "sync");
    const well = JSON.parse((await renamed("doctor", "--offline", "--json")).out) as { checks: Check[] };

    const warning =
      /^warning: 2 changes wait to be handed over to the vendor \(since \S+Z\), and no instance is named "default"\n {4}If it was renamed, give it its old name in soar\.yml, .*`soar incidents sync` hands them over then\.$/m;
    for (const { err } of told) expect(err).to.match(warning);
    // Nobody has said which others there are.
    expect(one.err).to.not.include("warning: 2 changes");
    expect(only.out).to.not.include('"outbox"');
    expect(checks.find((check) => check.name === "outbox")).to.include({ group: "configuration", status: "warning" });
    expect(back.err).to.equal("default: 2 handed over to the vendor\n");
    expect(well.checks.find((check) => check.name === "outbox")).to.include({ status: "ok" });
  });

  it("says that a vendor does not hear of it whose instance is not configured", async () => {
    await fetched("Outgoing");
    const config = join(folder(), "other.yml");
    const params = { credentials: { identifier: simulator().clientId, password: "s" }, api_url: simulator().url };
    writeFileSync(config, JSON.stringify({ instances: [{ name: "other", params }] }));
    const { code, err } = await run("Outgoing", "--config", config, "incidents", "close", "1");
    expect(code, err).to.equal(0);
    expect(err).to.include("the instance default is not configured here, so its vendor does not hear of it");
    expect(await writes()).to.deep.equal([]);
  });

  it("shows a change that Incydr refuses, and does not try it again", async () => {
    await fetched("Outgoing");
    await simulator().control("/faults", [{ method: "POST", path: "/v1/sessions", kind: "status", status: 400 }]);
    const { code, err } = await run("Outgoing", "incidents", "close", "1");
    expect(code).to.equal(0);
    expect(err).to.include("warning: incident 1: the vendor refused to close it: ");
    await simulator().control("/faults", []);
    await run("Outgoing", "incidents", "sync");
    expect(await writes()).to.deep.equal([]);
    expect((await run("None", "incidents", "1")).out).to.match(/^close → refused by the vendor: /m);
    const [change] = (await incident("1")).changes as { outcome: string }[];
    expect(change).to.include({ kind: "close", outcome: "refused" });
  });
});
