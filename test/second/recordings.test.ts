import { assertContext, assertEntry, runCommand, runFetch } from "soarkit/testing";
import { expect } from "chai";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRecorded, shown } from "../commands/recorded.ts";
import { folder } from "./lodestar.ts";
import { recordAll } from "./test_data/record.ts";

const recorded = await readRecorded(folder);
const ticket = (ID: number, State: string) => ({ ID, Title: `Disk ${ID} is full`, State });

describe("the second integration's recordings", () => {
  it("are what its simulator gives today (else: node --conditions=soarkit-source test/second/test_data/record.ts)", async () => {
    const target = mkdtempSync(join(tmpdir(), "soar-recordings-"));
    try {
      await recordAll(target);
      const made = readdirSync(target, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".json"));
      expect(made.sort()).to.deep.equal(recorded.names.map((name) => `${name}.json`).sort());
      for (const path of made) {
        const committed = readFileSync(join(folder, "test_data", path), "utf8");
        expect(readFileSync(join(target, path), "utf8")).to.equal(committed);
      }
    } finally {
      rmSync(target, { recursive: true });
    }
  });

  const get = "### Results\n|ID|State|Title|\n|---|---|---|\n| 3 | open | Disk 3 is full |\n";
  it("show a ticket, and warn of one that is not there", async () => {
    await recorded.replay("tickets/lodestar-ticket-get", {
      entry: { type: "note", readable: get },
      context: { Lodestar: { Ticket: ticket(3, "open") } },
      requests: ["GET /tickets/3 200"],
      tokenRequests: 0,
    });
    await recorded.replay("tickets/lodestar-ticket-get-2", {
      entry: { type: "warning", contents: "There is no ticket 99." },
      requests: ["GET /tickets/99 404"],
      tokenRequests: 0,
    });
  });

  it("list tickets over two pages, and those in one state", async () => {
    const { requests } = await recorded.replay("tickets/lodestar-ticket-list", {
      entry: { type: "note" },
      context: {
        Lodestar: {
          Ticket: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((id) => ticket(id, id % 5 === 0 ? "closed" : "open")),
        },
      },
      requests: ["GET /tickets 200", "GET /tickets 200"],
      tokenRequests: 0,
    });
    expect(requests.map(({ query }) => query.offset)).to.deep.equal([["0"], ["10"]]);
    await recorded.replay("tickets/lodestar-ticket-list-2", {
      entry: { type: "note" },
      context: { Lodestar: { Ticket: [ticket(5, "closed"), ticket(10, "closed")] } },
      requests: ["GET /tickets 200"],
      tokenRequests: 0,
    });
  });

  it("close and delete tickets", async () => {
    await recorded.replay("tickets/lodestar-ticket-close", {
      entry: { type: "note", readable: "Ticket 7 is closed." },
      context: { Lodestar: { Ticket: ticket(7, "closed") } },
      requests: ["POST /tickets/7/close 200"],
      tokenRequests: 0,
    });
    await recorded.replay("tickets/lodestar-ticket-close-2", {
      entry: { type: "error" },
      error: "API",
      requests: ["POST /tickets/99/close 404"],
      tokenRequests: 0,
    });
    await recorded.replay("tickets/lodestar-ticket-delete", {
      entry: { type: "note", readable: "Ticket 8 is deleted." },
      requests: ["DELETE /tickets/8 204"],
      tokenRequests: 0,
    });
    await recorded.replay("tickets/lodestar-ticket-delete-2", {
      entry: { type: "note", readable: "Ticket 99 is deleted." },
      requests: ["DELETE /tickets/99 404"],
      tokenRequests: 0,
    });
  });

  it("wait, and give up in time, without taking it", async () => {
    await recorded.replay("tickets/lodestar-ticket-wait", {
      entry: { type: "note", readable: "Ticket 5 is closed." },
      context: { Lodestar: { Ticket: ticket(5, "closed") } },
      requests: ["GET /tickets/5 200"],
      tokenRequests: 0,
    });
    const replay = recorded.find("tickets/lodestar-ticket-wait-2");
    const args = { id: "6", "execution-timeout": "20" };
    const outcome = await runCommand("lodestar-ticket-wait", args, { integration: folder, replay });
    expect(outcome.error?.message).to.equal("lodestar-ticket-wait was not finished after 20 s.");
    expect(outcome.requests.map(shown)).to.deep.equal(Array(3).fill("GET /tickets/6 200"));
  });

  it("download a file, byte for byte", async () => {
    const replay = recorded.find("attachments/lodestar-attachment-get");
    const outcome = await runCommand("lodestar-attachment-get", { id: "3" }, { integration: folder, replay });
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => (index + 3) % 256);
    assertEntry(outcome, { type: "file", file: "report.bin" });
    expect(outcome.files).to.deep.equal([{ name: "report.bin", content: Buffer.from(bytes) }]);
    assertContext(outcome, {
      File: {
        Name: "report.bin",
        EntryID: "1@playground",
        Size: 300,
        Type: "application/octet-stream",
        Info: "application/octet-stream",
        MD5: "7c187868a143f3af8d0fdff57927fd8e",
        SHA1: "24a2a426b02a4fd2acdd6fcaeb4286cc10edc826",
        SHA256: "aec4ea30add621179c6c189741ac877c8860fa0ce033aeaed168f7a007d29542",
        SHA512:
          "5fbedb81d6d43fbf0442d9793ba966043b407db5a8deb56f77b2aa83e96c9f84500e95f6b738ec727934cd41bf9ec6b37c1720f03070cb943ea32c6a91cfb03b",
        Extension: "bin",
      },
    });
    await recorded.replay("attachments/lodestar-attachment-get-2", {
      entry: {
        type: "error",
        contents: "Ticket 99 has no attachment.\n`lodestar-ticket-list` shows the tickets.",
      },
      error: "NOT_FOUND",
      requests: ["GET /tickets/99/attachment 404"],
      tokenRequests: 0,
    });
  });

  it("fetch, and go on from there", async () => {
    const first = await runFetch({ integration: folder, replay: recorded.find("tickets/fetch-incidents") });
    expect([first.incidents.length, first.lastRun, first.requests.map(shown)]).to.deep.equal([
      11,
      11,
      ["GET /tickets 200", "GET /tickets 200"],
    ]);
    const next = await runFetch({ integration: folder, replay: recorded.find("tickets/fetch-incidents-2") });
    expect([next.incidents.map(({ sourceId }) => sourceId), next.lastRun]).to.deep.equal([["12"], 12]);
  });
});
