import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
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
