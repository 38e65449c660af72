import { expect } from "chai";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ask, temporaryFolder } from "../end-to-end/soar.ts";
import { folder, soarOf, startLodestar, type RunningLodestar } from "./lodestar.ts";

interface Document {
  entries: { ID: string; Type: number; Contents: unknown; File?: string; HumanReadable?: string }[];
  context: { Lodestar?: { Ticket: unknown }; File?: Record<string, unknown> };
  error?: { code: string; who: string; message: string };
}

describe("the second integration, through the built soar", () => {
  const cwd = temporaryFolder();
  let lodestar: RunningLodestar;
  let soar: ReturnType<typeof soarOf>;

  before(async () => {
    lodestar = await startLodestar(["--attachment", "../../etc/passwd"]);
    soar = soarOf(folder, { cwd: cwd.path, env: lodestar.env });
  });
  after(async () => {
    await lodestar.simulator.stop();
    cwd.remove();
  });

  async function run(...args: string[]): Promise<{ code: number | null; document: Document; stderr: string }> {
    const { code, stdout, stderr } = await soar("run", ...args, "--json");
    return { code, document: JSON.parse(stdout) as Document, stderr };
  }

  it("lists its commands", async () => {
    const { code, stdout, stderr } = await soar("commands");
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.equal(
      [
        "lodestar-ticket-get      Looks up one ticket.",
        "lodestar-ticket-list     Lists tickets, newest last.",
        "lodestar-ticket-close    Closes a ticket.",
        "lodestar-ticket-delete   Deletes a ticket for good, with its attachment.",
        "lodestar-ticket-wait     Waits until somebody has closed a ticket.",
        "lodestar-attachment-get  Downloads the file that is attached to a ticket.",
        "",
      ].join("\n"),
    );
  });

  it("tests its connection, and names a key that the vendor refuses without showing it", async () => {
    const good = await soar("test");
    expect([good.code, good.stdout, good.stderr]).to.deep.equal([0, "default: ok\n", ""]);
    const env = { ...lodestar.env, LODESTAR_API_KEY: "canary-4711" };
    const bad = await soarOf(folder, { cwd: cwd.path, env })("test");
    expect([bad.code, bad.stdout]).to.deep.equal([2, "default: failed\n"]);
    expect(bad.stderr).to.match(/^error: .*401.*\nto the administrator: /);
    expect(bad.stderr).not.to.include("canary-4711");
  });

  it("fetches every ticket exactly once over several runs", async () => {
    const ids: string[] = [];
    const made: number[] = [];
    const env = { ...lodestar.env, SOAR_MAX_FETCH: "10" };
    for (let round = 0; round < 4; round++) {
      const { code, stdout } = await soarOf(folder, { cwd: cwd.path, env })("fetch", "--json");
      expect(code).to.equal(0);
      const { incidents } = JSON.parse(stdout) as { incidents: { sourceId: string }[] };
      made.push(incidents.length);
      ids.push(...incidents.map(({ sourceId }) => sourceId));
    }
    expect(made).to.deep.equal([10, 10, 5, 0]);
    const { items } = await ask<{ items: { id: string }[] }>(lodestar.simulator, "/truth");
    expect(items).to.have.length(25);
    expect(ids).to.deep.equal(items.map(({ id }) => id));
  });

  it("reads one ticket and lists the closed ones", async () => {
    const one = await run("lodestar-ticket-get", "3");
    expect([one.code, one.stderr]).to.deep.equal([0, ""]);
    expect(one.document.context).to.deep.equal({
      Lodestar: { Ticket: { ID: 3, Title: "Disk 3 is full", State: "open" } },
    });
    const list = await run("lodestar-ticket-list", "state=closed", "limit=2");
    expect(list.document.context.Lodestar?.Ticket).to.deep.equal([
      { ID: 5, Title: "Disk 5 is full", State: "closed" },
      { ID: 10, Title: "Disk 10 is full", State: "closed" },
    ]);
  });

  it("warns of a ticket that is not there", async () => {
    const { code, document } = await run("lodestar-ticket-get", "999");
    expect([code, document.context, document.error]).to.deep.equal([0, {}, undefined]);
    expect(document.entries.map(({ Type, Contents }) => [Type, Contents])).to.deep.equal([
      [11, "There is no ticket 999."],
    ]);
  });

  it("closes a ticket: one applied write, however often it is asked for", async () => {
    for (let round = 0; round < 2; round++) {
      const { code, document } = await run("lodestar-ticket-close", "id=7");
      expect([code, document.entries[0]?.HumanReadable]).to.deep.equal([0, "Ticket 7 is closed."]);
      expect(document.context.Lodestar?.Ticket).to.deep.equal({ ID: 7, Title: "Disk 7 is full", State: "closed" });
    }
    expect(await lodestar.applied()).to.deep.equal(["POST /tickets/7/close"]);
    expect((await lodestar.requests()).filter((request) => request === "POST /tickets/7/close")).to.have.length(2);
  });

  it("downloads a file under a harmless name, byte for byte, with its hashes in the context", async () => {
    const expected = Uint8Array.from({ length: 300_000 }, (_, index) => (index + 3) % 256);
    const { code, document } = await run("lodestar-attachment-get", "3");
    expect(code).to.equal(0);
    const [entry] = document.entries;
    expect([entry?.Type, entry?.File]).to.deep.equal([3, "passwd"]);
    expect(document.context.File).to.deep.equal({
      Name: "passwd",
      EntryID: entry?.ID,
      Size: 300_000,
      Type: "application/octet-stream",
      Info: "application/octet-stream",
      MD5: createHash("md5").update(expected).digest("hex"),
      SHA1: createHash("sha1").update(expected).digest("hex"),
      SHA256: createHash("sha256").update(expected).digest("hex"),
      SHA512: createHash("sha512").update(expected).digest("hex"),
      Extension: "",
    });
    const got = await soar("files", "get", entry?.ID ?? "");
    expect([got.code, got.stdout]).to.deep.equal([0, ""]);
    expect(got.stderr).to.equal(
      "passwd: 300000 bytes, SHA-256 36304570343dee1cfa5642be84f1278082111d8b5400239f8df50274e45b27f4\n",
    );
    expect(readFileSync(join(cwd.path, "passwd")).equals(expected)).to.equal(true);
    const again = await soar("files", "get", entry?.ID ?? "", "--json");
    expect([again.code, JSON.parse(again.stdout)]).to.deep.equal([
      2,
      {
        error: {
          code: "ARGUMENT",
          who: "analyst",
          message: "passwd cannot be written",
          hint: "Name another place with --output; nothing is overwritten.",
        },
      },
    ]);
  });

  it("says whose file there is none", async () => {
    const { code, document } = await run("lodestar-attachment-get", "999");
    expect([code, document.error?.code, document.error?.message]).to.deep.equal([
      2,
      "NOT_FOUND",
      "Ticket 999 has no attachment.",
    ]);
  });

  it("deletes only with --yes, and then once", async () => {
    const before = await lodestar.requests();
    const refused = await run("lodestar-ticket-delete", "8");
    expect([refused.code, refused.document.error?.message]).to.deep.equal([
      2,
      "lodestar-ticket-delete cannot be undone and was not approved.",
    ]);
    const dry = await run("lodestar-ticket-delete", "8", "--dry-run");
    expect([dry.code, dry.stderr]).to.deep.equal([0, `would send DELETE ${lodestar.simulator.url}/tickets/8\n`]);
    expect(await lodestar.requests()).to.deep.equal(before);
    const done = await run("lodestar-ticket-delete", "8", "--yes");
    expect([done.code, done.document.entries[0]?.HumanReadable]).to.deep.equal([0, "Ticket 8 is deleted."]);
    expect((await run("lodestar-ticket-delete", "8", "--yes")).code).to.equal(0);
    expect((await lodestar.applied()).filter((request) => request.startsWith("DELETE"))).to.deep.equal([
      "DELETE /tickets/8",
    ]);
  });

  it("ends a wait at once when there is nothing to wait for, and in time when there is", async () => {
    const closed = await run("lodestar-ticket-wait", "5");
    expect([closed.code, closed.document.entries[0]?.HumanReadable]).to.deep.equal([0, "Ticket 5 is closed."]);
    const open = await run("lodestar-ticket-wait", "6", "execution-timeout=1");
    expect([open.code, open.document.error?.code, open.document.error?.message]).to.deep.equal([
      3,
      "TIMEOUT",
      "lodestar-ticket-wait was not finished after 1 s.",
    ]);
  });

  it("keeps what it found in the War Room and the context", async () => {
    const warRoom = await soar("war-room");
    expect(warRoom.code).to.equal(0);
    expect(warRoom.stdout).to.include("default  file\npasswd\n");
    const titles = await soar("context", "Lodestar.Ticket(val.State == 'closed').ID");
    expect(JSON.parse(titles.stdout)).to.deep.equal([5, 10, 7]);
  });

  it("shows itself, with commands that name its folder", async () => {
    const { code, stdout, stderr } = await soarOf(folder, { cwd: cwd.path })("demo");
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.include("Lodestar ticket 20: Disk 20 is full");
    expect(stdout.slice(stdout.indexOf("npx soar"))).to.equal(
      [
        `npx soar --integration ${folder} simulate --quiet --port 4242 &`,
        "export LODESTAR_URL=http://127.0.0.1:4242",
        "export LODESTAR_API_KEY=lodestar-test-key-0001",
        `npx soar --integration ${folder} fetch`,
        `npx soar --integration ${folder} incidents`,
        `npx soar --integration ${folder} commands`,
        "",
      ].join("\n"),
    );
  });
});
