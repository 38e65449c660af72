import { expect } from "chai";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { second, soar, useLodestar } from "./soar.ts";

describe("soar with recordings", () => {
  const lodestar = useLodestar({ tickets: "6" });
  const folder = () => lodestar.path("recordings");
  const offline = (words: string[]) => soar(["--integration", second, ...words]);

  it("records commands, fetches and tests, and says where", async () => {
    const get = await lodestar.soar(["run", "lodestar-ticket-get", "id=3", "--record", folder()]);
    expect([get.code, get.err]).to.deep.equal([0, `recorded 1 exchange in ${folder()}/lodestar-ticket-get.json\n`]);
    const fetched = await lodestar.soar(["fetch", "--record", folder()]);
    expect(fetched.err).to.equal(
      `recorded 1 exchange in ${folder()}/fetch-incidents.json\ndefault: 6 new, 0 updated\n`,
    );
    const tested = await lodestar.soar(["test", "--record", folder(), "--pseudonyms", "--quiet"]);
    expect([tested.code, tested.err]).to.deep.equal([0, ""]);
    const deleted = await lodestar.soar(["run", "lodestar-ticket-delete", "id=6", "--yes", "--record", folder()]);
    expect(deleted.code).to.equal(0);
    expect(readdirSync(folder())).to.have.length(4);
    for (const name of readdirSync(folder())) {
      expect(readFileSync(`${folder()}/${name}`, "utf8")).not.to.include("lodestar-test-key");
    }
  });

  it("replays them without a vendor, a configuration or a store", async () => {
    const get = await offline(["run", "lodestar-ticket-get", "id=3", "--replay", folder(), "--json"]);
    expect([get.code, get.err]).to.deep.equal([0, ""]);
    expect((JSON.parse(get.out) as { context: object }).context).to.deep.equal({
      Lodestar: { Ticket: { ID: 3, Title: "Disk 3 is full", State: "open" } },
    });
    const fetched = await offline(["fetch", "--replay", folder()]);
    expect([fetched.code, fetched.err]).to.deep.equal([0, "default: 6 new, 0 updated\n"]);
    expect((await offline(["test", "--replay", folder()])).out).to.equal("default: ok\n");
    const before = lodestar.path("soar.db");
    expect(existsSync(before)).to.equal(true);
    expect((await lodestar.soar(["fetch"])).err).to.equal("default: 0 new, 0 updated\n");
  });

  it("says what was not recorded, and what comes nearest", async () => {
    const { code, out, err } = await offline(["run", "lodestar-ticket-get", "id=4", "--replay", folder()]);
    expect([code, out]).to.deep.equal([2, ""]);
    expect(err.split("\n")).to.deep.equal([
      `error: No recording matches GET /tickets/4. The nearest is GET /tickets/3 of ${folder()}/lodestar-ticket-get.json; it differs in:`,
      '  path: "/tickets/3" recorded, "/tickets/4" asked for',
      `to you: If the request is right, record it again with --record; if not, ask as it was recorded (see ${folder()}/lodestar-ticket-get.json).`,
      "",
    ]);
  });

  it("warns of answers that were too large to be kept", async () => {
    const { tapeOf } = await import("../../src/cli/tape.ts");
    const told: string[] = [];
    const terminal = { notice: (text: string) => told.push(text) };
    const { record } = await tapeOf({ store: "", record: "x" }, { terminal } as unknown as Parameters<
      typeof tapeOf
    >[1]);
    const answer = { status: 200, headers: {}, truncated: true as const };
    const exchange = { at: "", ms: 0, request: { method: "GET", path: "/" }, answer };
    record?.onRecorded?.("x/a.json", {
      soarkit: 1,
      command: "a",
      args: {},
      recordedAt: "",
      params: {},
      exchanges: [exchange, { ...exchange, answer: { fault: "X" } }],
    });
    expect(told).to.deep.equal([
      "recorded 2 exchanges in x/a.json",
      "warning: x/a.json does not hold every answer whole, so it cannot be replayed as it was",
    ]);
  });

  it("refuses options that do not go together", async () => {
    const get = ["run", "lodestar-ticket-get", "id=3"];
    for (const [words, message] of [
      [["--record", "a", "--replay", "b"], "Option '--record <dir>' cannot be used with option '--replay <dir>'."],
      [["--record", "a", "--dry-run"], "Option '--record <dir>' cannot be used with option '--dry-run'."],
      [["--pseudonyms"], "--pseudonyms goes with --record."],
      [["--replay", folder(), "--incident", "1"], "--incident names no incident in a replay"],
      [["--replay", lodestar.path("none")], `There are no recordings in ${lodestar.path("none")}.`],
    ] as const) {
      const { code, err } = await offline([...get, ...words]);
      expect([code, err.includes(message)], err).to.deep.equal([2, true]);
    }
  });

  it("refuses a folder in which not every file is a recording", async () => {
    writeFileSync(`${folder()}/other.json`, "{}");
    const { code, err } = await offline(["test", "--replay", folder()]);
    expect(code).to.equal(2);
    expect(err).to.include(`${folder()}/other.json: soarkit must be 1`);
  });

  it("replays in the store that is named, in one of its incidents", async () => {
    const { rmSync } = await import("node:fs");
    rmSync(`${folder()}/other.json`);
    const words = ["run", "lodestar-ticket-get", "id=3", "--replay", folder(), "--incident", "1"];
    expect((await lodestar.soar(words)).out).to.include("1@1");
  });
});
