import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, environment } from "../../commands/_simulator/index.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { soar } from "../cli/soar.ts";

const startAt = "2026-03-01T12:00:00Z";
const now = () => Date.parse(startAt);

describe("an item later than the look-back", () => {
  let simulator: Simulator;
  let folder = "";
  const path = () => join(folder, "audit.ndjson");

  before(async () => {
    simulator = await create({ knobs: { "audit-logs": "200" }, startAt });
    folder = mkdtempSync(join(tmpdir(), "soar-late-"));
  });

  after(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (...words: string[]) =>
    soar(["--integration", ".", "--store", `sqlite:${join(folder, "soar.db")}`, ...words, "--stream", "audit-logs"], {
      env: environment(simulator),
      now,
      columns: 200,
    });
  const ids = () =>
    readFileSync(path(), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { _id: string })._id);

  it("is reported by coverage, with the line that heals it, and handed on once by that line", async () => {
    const first = await run("collect", "--sink", path(), "--from", "10 days");
    const collected = ids().length;
    const well = await run("coverage", "--check");
    const answer = await fetch(`${simulator.control}/items`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ stream: "audit-logs", count: 3, lateMs: 50 * 3_600_000 }),
    });
    expect(answer.ok).to.equal(true);
    const missed = await run("collect", "--sink", path());
    const reported = await run("coverage", "--check");
    const heal = / (collect heal .+)\n/u.exec(reported.out)?.[1]?.split(" ") ?? [];
    const healed = await run(...heal);
    const again = await run(...heal);
    const checked = await run("coverage", "--check");

    expect([first.code, missed.code]).to.deep.equal([0, 0]);
    expect(collected).to.be.above(20);
    expect(well.code).to.equal(0);
    expect(well.err).to.equal("audit-logs: compared with the vendor by 1 request: nothing is missing\n");
    expect(reported.code).to.equal(1);
    expect(reported.out).to.match(
      /audit-logs: 3 events of 2026-02-27T\S+ to 2026-02-27T\S+ came later than the look-back:/u,
    );
    expect(healed.err).to.match(/audit-logs: 3 events, 3 of them late/u);
    expect(again.err).to.match(/audit-logs: 0 events to/u);
    expect(ids()).to.have.length(collected + 3);
    expect(new Set(ids()).size).to.equal(collected + 3);
    expect(checked.code).to.equal(0);
  });

  it("is counted beforehand by --estimate, which hands nothing on", async () => {
    const { code, out } = await run("collect", "--estimate", "--sink", "-", "--from", "10 days", "--json");
    const { streams } = JSON.parse(out) as { streams: { events: number; requests: number; minutes: number }[] };

    expect(code).to.equal(0);
    expect(streams[0]).to.include({ requests: 2, minutes: 0 });
    expect(streams[0]?.events).to.be.above(20);
  });
});
