import { expect } from "chai";
import { readFileSync } from "node:fs";
import { openStore } from "../../src/store/open.ts";
import { useLodestar } from "./soar.ts";

describe("an investigation on the command line", () => {
  const lodestar = useLodestar({ tickets: "12", attachment: "disk.log" });
  const soar = (...words: string[]) => lodestar.soar(words);

  describe("before anything has happened", () => {
    it("says what would fill it", async () => {
      expect(await soar("incidents")).to.include({
        code: 0,
        out: "",
        err: "No incidents yet. `soar fetch` gets them.\n",
      });
      expect(await soar("war-room")).to.include({
        code: 0,
        out: "",
        err: "No entries yet. `soar run` writes the first.\n",
      });
      expect(await soar("context")).to.include({ code: 0, out: "", err: "" });
      for (const words of [["incidents"], ["war-room"]]) {
        expect(await soar(...words, "--quiet")).to.include({ code: 0, out: "", err: "" });
      }
    });

    it("gives empty documents with --json", async () => {
      expect((await soar("incidents", "--json")).out).to.equal('{"incidents":[]}\n');
      expect((await soar("war-room", "--json")).out).to.equal('{"entries":[]}\n');
      expect((await soar("context", "--json")).out).to.equal("{}\n");
      expect((await soar("context", "Nothing", "--json")).out).to.equal("null\n");
    });
  });

  describe("soar fetch and soar incidents", () => {
    it("fetches, shows a table and counts", async () => {
      const { code, out, err } = await lodestar.soar(["fetch"], { env: { SOAR_MAX_FETCH: "2" } });
      expect([code, err]).to.deep.equal([0, "default: 2 new, 0 updated\n"]);
      expect(out.split("\n").filter((line) => line.includes("Disk"))).to.deep.equal([
        "│ 1  │ 2026-03-01T11:59:49.000Z │ Low      │ Lodestar ticket 1: Disk 1 is full │",
        "│ 2  │ 2026-03-01T11:59:50.000Z │ Low      │ Lodestar ticket 2: Disk 2 is full │",
      ]);
    });

    it("gives incidents and lastRun with --json", async () => {
      const { out } = await lodestar.soar(["fetch", "--json"], { env: { SOAR_MAX_FETCH: "1" } });
      const { incidents, lastRun } = JSON.parse(out) as { incidents: Record<string, unknown>[]; lastRun: unknown };
      expect(lastRun).to.equal(3);
      expect(incidents).to.have.length(1);
      expect(incidents[0]).to.include({
        id: "3",
        sourceId: "3",
        instance: "default",
        state: "pending",
        name: "Lodestar ticket 3: Disk 3 is full",
        occurred: "2026-03-01T11:59:51.000Z",
        severity: 1,
      });
    });

    it("says nothing of an empty run with --quiet", async () => {
      await lodestar.soar(["fetch"]);
      expect(await soar("fetch", "--quiet")).to.include({ code: 0, out: "", err: "" });
      expect(await soar("fetch")).to.include({ code: 0, out: "", err: "default: 0 new, 0 updated\n" });
    });

    it("lists them newest first, in the documented shape", async () => {
      const { incidents } = JSON.parse((await soar("incidents", "--json")).out) as {
        incidents: Record<string, unknown>[];
      };
      expect(incidents.map(({ id }) => id)).to.deep.equal(Array.from({ length: 12 }, (_, at) => String(12 - at)));
      expect({ ...incidents[11], createdAt: "" }).to.deep.equal({
        id: "1",
        sourceId: "1",
        name: "Lodestar ticket 1: Disk 1 is full",
        severity: 1,
        state: "pending",
        occurredAt: "2026-03-01T11:59:49.000Z",
        createdAt: "",
      });
      expect((await soar("incidents")).out).to.include("│ 12 │ 2026-03-01T12:00:00.000Z │ Low      │");
    });

    it("shows one of them whole, its vendor's object laid out", async () => {
      const { out } = await soar("incidents", "3");
      const lines = out.split("\n");
      expect(lines).to.include.members([
        "id = 3",
        "name = Lodestar ticket 3: Disk 3 is full",
        "severity = 1",
        "state = pending",
        "rawJSON =",
        '  "title": "Disk 3 is full",',
      ]);
      const { incidents } = JSON.parse((await soar("incidents", "3", "--json")).out) as { incidents: { id: string }[] };
      expect(incidents.map(({ id }) => id)).to.deep.equal(["3"]);
      expect(await soar("incidents", "99")).to.include({
        code: 2,
        err: "error: There is no incident 99.\nto you: `soar incidents` lists them.\n",
      });
    });

    it("shows the vendor's object as it is where it is no JSON, without what could steer a terminal", async () => {
      const store = await openStore(`sqlite:${lodestar.path("other.db")}`, { now: Date.now });
      const incident = {
        name: "a\u001b[2Jb",
        occurred: "2026-01-01T00:00:00Z",
        severity: 4 as const,
        rawJSON: "<xml>",
      };
      const page = { items: [{ id: "v", state: null, incident }], lastRun: null };
      await store.fetch.commit("default", "incidents", page, { version: 0, now: 0, expiresAt: 1 });
      await store.close();
      const { out } = await soar("--store", `sqlite:${lodestar.path("other.db")}`, "incidents", "1");
      expect(out).to.match(/^name = a\[2Jb$/m);
      expect(out.endsWith("\nrawJSON =\n<xml>\n")).to.equal(true);
    });

    it("refuses a limit that is none", async () => {
      const { code, err } = await lodestar.soar(["fetch"], { env: { SOAR_MAX_FETCH: "lots" } });
      expect([code, err]).to.deep.equal([
        2,
        'error: max_fetch must be a whole number from 1 to 1000, got "lots".\n' +
          "to the administrator: Set it in soar.yml or the environment. What does not fit into one run comes with the next.\n",
      ]);
    });
  });

  describe("soar context", () => {
    it("sets JSON or text, reads it by DT, and clears", async () => {
      expect(await soar("context", "set", "Case.Owner", "Mara Quill")).to.include({ code: 0, out: "", err: "" });
      await soar("context", "set", "Case.Tags", '["a","b"]');
      await soar("context", "set", "Case.Open", "true");
      expect((await soar("context")).out).to.equal(
        'Case.Owner = Mara Quill\nCase.Tags = ["a","b"]\nCase.Open = true\n',
      );
      expect((await soar("context", "Case.Tags.[1]")).out).to.equal('"b"\n');
      expect((await soar("context", "Case")).out).to.equal(
        '{\n  "Owner": "Mara Quill",\n  "Tags": [\n    "a",\n    "b"\n  ],\n  "Open": true\n}\n',
      );
      expect((await soar("context", "Case.Tags", "--json")).out).to.equal('["a","b"]\n');
      expect(await soar("context", "Nothing")).to.include({
        code: 0,
        out: "",
        err: "That gives nothing in this context.\n",
      });
      expect(await soar("context", "Nothing", "--quiet")).to.include({ code: 0, out: "", err: "" });
      await soar("context", "clear");
      expect((await soar("context", "--json")).out).to.equal("{}\n");
    });

    it("cuts long lines on a terminal and leaves them whole in a pipe", async () => {
      await soar("context", "set", "Long", "x".repeat(100));
      await soar("context", "set", "List", JSON.stringify(Array(40).fill(7)));
      const cut = (await lodestar.soar(["context"], { columns: 40 })).out.split("\n");
      expect(cut).to.deep.equal([`Long = ${"x".repeat(32)}…`, "List = [7,7,7,7,7,7,7,7,7,7,7,7,7,… (40)", ""]);
      const { out } = await lodestar.soar(["context"], { columns: 40, isPiped: true });
      expect(out).to.include(`Long = ${"x".repeat(100)}\n`);
    });

    it("refuses paths that reach into prototypes, and words too many or too few", async () => {
      expect(await soar("context", "set", "__proto__.x", "1")).to.include({
        code: 2,
        err: "error: __proto__.x is no context path\nto you: Write names separated by dots, such as Case.Owner.\n",
      });
      expect((await soar("context", "set", "A")).err).to.equal(
        'error: set takes a path and a value\nto you: For example: soar context set Case.Owner "Mara Quill"\n',
      );
      expect((await soar("context", "A", "B")).err).to.equal(
        "error: 2 expressions were given.\nto you: Quote a DT expression that holds spaces.\n",
      );
      expect((await soar("context", "A(")).code).to.equal(2);
    });

    it("is an incident's own, in which the incident can be read", async () => {
      await soar("--incident", "2", "context", "set", "Mine", "2");
      expect((await soar("--incident", "2", "context", "Mine")).out).to.equal("2\n");
      expect((await soar("--incident", "2", "context", "incident.name")).out).to.equal(
        '"Lodestar ticket 2: Disk 2 is full"\n',
      );
      expect((await soar("--incident", "1", "context", "Mine", "--json")).out).to.equal("null\n");
      expect((await soar("--incident", "77", "context")).err).to.equal(
        "error: There is no incident 77.\nto you: `soar incidents` lists them.\n",
      );
    });

    it("warns of what an expression cannot do", async () => {
      const { code, err } = await soar("context", "Long=val.nothing.more");
      expect(code).to.equal(0);
      expect(err).to.match(/^warning: /);
    });
  });

  describe("soar war-room and soar files", () => {
    it("shows an incident's entries, and reads its fields in a command", async () => {
      await soar("--incident", "3", "run", "!lodestar-ticket-get ${incident.sourceId}");
      expect((await soar("--incident", "3", "war-room")).out).to.match(/^1@3 {2}default\nResults\n/);
      const { entries } = JSON.parse((await soar("--incident", "3", "war-room", "--json")).out) as {
        entries: { ID: string }[];
      };
      expect(entries.map(({ ID }) => ID)).to.deep.equal(["1@3"]);
    });

    it("writes a file to a place, to standard output, and tells of it as JSON", async () => {
      const { out } = await soar("run", "lodestar-attachment-get", "1", "--json");
      const { entries } = JSON.parse(out) as { entries: { ID: string }[] };
      const id = entries[0]!.ID;
      const target = lodestar.path("copy.log");
      const { code, out: document } = await soar("files", "get", id, "--output", target, "--json");
      expect(code).to.equal(0);
      const { file } = JSON.parse(document) as { file: Record<string, unknown> };
      expect(file).to.include({ name: "disk.log", path: target, size: 300_000, extension: "log" });
      const expected = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => (index + 1) % 256));
      expect(readFileSync(target).equals(expected)).to.equal(true);
      const poured = await soar("files", "get", id, "-o", "-", "--json");
      expect(Buffer.from(poured.out, "latin1").equals(expected)).to.equal(true);
      expect(await soar("files", "get", id, "-o", target, "--quiet")).to.include({
        code: 2,
        err: `error: ${target} cannot be written\nto you: Name another place with --output; nothing is overwritten.\n`,
      });
      expect(await soar("files", "get", id, "-o", lodestar.path("quiet.log"), "--quiet")).to.include({
        code: 0,
        out: "",
        err: "",
      });
    });

    it("names what there is no file of", async () => {
      expect((await soar("files", "get", "999@playground")).err).to.equal(
        "error: No entry 999@playground with a file\nto you: `soar war-room` shows the entries with their IDs.\n",
      );
      expect((await soar("files", "put", "1@playground")).err).to.equal(
        'error: `soar files` has no subcommand "put".\n' +
          "to you: Write: soar files get ENTRY, with the entry's ID such as 3@playground.\n",
      );
    });
  });
});
