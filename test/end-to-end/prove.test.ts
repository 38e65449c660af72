import { expect } from "chai";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { folder as second } from "../second/lodestar.ts";
import { soar, start, temporaryFolder, type Outcome } from "./soar.ts";

interface Document {
  crashes: number;
  lost: number;
  doubled: number;
  unknown: number;
  requestsPerItem: number;
  seed: number;
  items: number;
  swept: string[];
  failures: string[];
  streams: { stream: string; items: number }[];
  again: string;
}

describe("soar prove", function () {
  this.timeout(120_000);
  const cwd = temporaryFolder();
  after(() => cwd.remove());

  function prove(...args: string[]): Promise<Outcome> {
    return soar(["prove", ...args], { cwd: cwd.path });
  }

  async function proven(crashes: number, ...args: string[]): Promise<Document> {
    const { code, stdout, stderr } = await prove(...args, "--crashes", String(crashes), "--seed", "3", "--json");
    const document = JSON.parse(stdout) as Document;
    const { failures, lost, doubled, unknown } = document;
    expect({ code, stderr, failures, lost, doubled, unknown, crashes: document.crashes }).to.deep.equal({
      code: 0,
      stderr: "",
      failures: [],
      lost: 0,
      doubled: 0,
      unknown: 0,
      crashes,
    });
    expect(document.items).to.be.greaterThan(crashes);
    return document;
  }

  it("finds that fetching loses and doubles nothing, wherever it is killed", async () => {
    const { seed, requestsPerItem, again, swept } = await proven(40, "fetch");
    expect(swept.sort()).to.deep.equal(["request after", "request before", "step"]);
    expect(seed).to.equal(3);
    expect(requestsPerItem).to.be.greaterThan(0);
    expect(again).to.equal("soar prove fetch --crashes 40 --seed 3");
  });

  it("finds that collecting loses and doubles nothing, wherever it is killed", async () => {
    const { streams } = await proven(20, "collect");
    expect(streams.map(({ stream }) => stream)).to.deep.equal(["file-events", "audit-logs", "alerts"]);
  });

  it("proves any integration that has a simulator", async () => {
    const { streams } = await proven(20, "fetch", "--integration", second);
    expect(streams.map(({ stream }) => stream)).to.deep.equal(["incidents"]);
    await proven(20, "collect", "--integration", second, "--stream", "tickets");
  });

  it("says for people what it has found and how to do it again", async () => {
    const { code, stdout } = await prove("fetch", "--integration", second, "--crashes", "3", "--seed", "5");
    expect(code).to.equal(0);
    expect(stdout).to.match(
      /^incidents: \d+ items, lost 0, doubled 0\n3 crashes in \d+ runs and \d+ s, [\d.]+ requests per item\n/,
    );
    expect(stdout).to.include("killed at:\n");
    expect(stdout).to.match(/\nagain: soar --integration \S+ prove fetch --crashes 3 --seed 5\n$/);
  });

  it("refuses what cannot be proven, all of it at once", async () => {
    const wrong = await prove("everything", "--crashes", "0", "--seed", "x");
    expect([wrong.code, wrong.stderr]).to.deep.equal([
      2,
      "error: There is nothing to prove of everything. --crashes takes a whole number from 1 to 1000000, not 0. " +
        "--seed takes a whole number from 0 to 999999999, not x.\n" +
        "to you: For example `soar prove fetch --crashes 100 --seed 7`.\n",
    ]);
    const stream = await prove("collect", "--integration", second, "--stream", "ticket");
    expect([stream.code, stream.stderr]).to.deep.equal([
      2,
      'error: Lodestar Tickets has no stream ticket. Did you mean "tickets"?\nto you: Name some of tickets.\n',
    ]);
  });

  it("leaves nothing behind when it is interrupted", async () => {
    const TMPDIR = join(cwd.path, "tmp");
    mkdirSync(TMPDIR);
    const child = start(["prove", "fetch", "--crashes", "1000"], { cwd: cwd.path, env: { TMPDIR } });
    const ended = new Promise((resolve) => child.once("close", resolve));
    while (readdirSync(TMPDIR).length === 0) await new Promise((resolve) => setImmediate(resolve));
    child.kill("SIGINT");
    expect(await ended).to.equal(130);
    expect(readdirSync(TMPDIR)).to.deep.equal([]);
  });
});
