import { expect } from "chai";
import { createHash } from "node:crypto";
import type { FileEvent } from "../../../commands/_simulator/file-events/index.ts";
import { storedFile } from "../../../commands/_simulator/files/stored-file.ts";
import type { Simulator } from "../../../src/simulator/index.ts";
import { closeTenants, pick, signIn, startTenant, type Tenant } from "./tenant.ts";

interface Listed {
  name: string;
  size: number;
  md5?: string;
  sha256: string;
  isKept: boolean;
}

describe("the simulated files", () => {
  afterEach(closeTenants);

  async function download(simulator: Simulator, path: string): Promise<{ answer: Response; bytes: Buffer }> {
    const token = String(pick(await signIn(simulator), "body.access_token"));
    const answer = await fetch(`${simulator.url}/v1/files/${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
  }
  async function eventsOf(tenant: Tenant): Promise<FileEvent[]> {
    return ((await tenant.control("GET", "/truth/file-events")).body as { fileEvents: FileEvent[] }).fileEvents;
  }
  async function filesOf(tenant: Tenant): Promise<Listed[]> {
    return ((await tenant.control("GET", "/files")).body as { files: Listed[] }).files;
  }
  const hashOf = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest("hex");

  it("have the hashes and sizes that events state; some are missing", async () => {
    const tenant = await startTenant({ events: "150", rate: "0" });
    const kept = new Map((await filesOf(tenant)).map(({ sha256, isKept }) => [sha256, isKept]));
    const found = { present: 0, missing: 0 };
    for (const { file } of await eventsOf(tenant)) {
      const { md5, sha256 } = file.hash;
      if (md5 === null || sha256 === null || md5.startsWith("0f343b09")) continue;
      const { answer, bytes } = await download(tenant.simulator, `get-file-by-sha256/${sha256.toUpperCase()}`);
      if (kept.get(sha256)) {
        found.present += 1;
        expect([answer.status, hashOf("md5", bytes), hashOf("sha256", bytes), bytes.length]).to.deep.equal([
          200,
          md5,
          sha256,
          file.sizeInBytes,
        ]);
        expect(answer.headers.get("content-disposition")).to.equal(`attachment; filename="${file.name ?? ""}"`);
      } else {
        found.missing += 1;
        expect([answer.status, bytes.toString()]).to.deep.equal([404, '{"error":"file not found"}']);
      }
    }
    expect(found.present).to.be.greaterThan(50);
    expect(found.missing).to.be.greaterThan(3);
  });

  it("are given by what events have captured, and by no other id", async () => {
    const tenant = await startTenant({ events: "150", rate: "0" });
    let captured = 0;
    for (const { event, file } of await eventsOf(tenant)) {
      const { xfcEventId } = event;
      if (xfcEventId === null || xfcEventId === "xfc-0001" || file.hash.sha256 === null) continue;
      captured += 1;
      const { answer, bytes } = await download(tenant.simulator, `get-file-by-xfc-content-id/${xfcEventId}`);
      const bySha256 = await download(tenant.simulator, `get-file-by-sha256/${file.hash.sha256}`);
      expect([answer.status, bytes.equals(bySha256.bytes)]).to.deep.equal([bySha256.answer.status, true]);
      const other = xfcEventId.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"));
      const madeUp = await download(tenant.simulator, `get-file-by-xfc-content-id/${other}`);
      expect(madeUp.answer.status).to.equal(404);
    }
    expect(captured).to.be.greaterThan(10);
    for (const id of ["xfc-0002", "xfc-large", "x"]) {
      expect((await download(tenant.simulator, `get-file-by-xfc-content-id/${id}`)).answer.status).to.equal(404);
    }
  });

  it("have Incydr's published example among them", async () => {
    const tenant = await startTenant();
    const [exemplary] = (await eventsOf(tenant)).filter(({ event }) => event.xfcEventId === "xfc-0001");
    expect(exemplary?.file).to.deep.include({
      name: "ledger_core.py",
      sizeInBytes: 48_213,
      hash: {
        md5: "0f343b0931126a20f133d67c2b018a3b",
        sha256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        md5Error: null,
        sha256Error: null,
      },
    });
    expect(exemplary?.risk.severity).to.equal("CRITICAL");
    for (const path of [
      `get-file-by-sha256/${exemplary?.file.hash.sha256 ?? ""}`,
      "get-file-by-xfc-content-id/xfc-0001",
    ]) {
      expect((await download(tenant.simulator, path)).bytes.toString()).to.equal("foo");
    }
  });

  it("begin as files of their type do", async () => {
    const tenant = await startTenant({ rate: "0" });
    const files = await filesOf(tenant);
    for (const [name, beginning] of [
      ["board.png", "\x89PNG"],
      ["audit.pdf", "%PDF"],
      ["project.zip", "PK\x03\x04"],
      ["payments.py", "entry_"],
    ] as const) {
      const sha256 = files.find((file) => file.name === name && file.isKept)?.sha256 ?? "";
      const { bytes } = await download(tenant.simulator, `get-file-by-sha256/${sha256}`);
      expect(bytes.toString("latin1", 0, beginning.length)).to.equal(beginning);
    }
    expect(new Set(files.map(({ sha256 }) => sha256))).to.have.property("size", files.length);
    expect(files.length).to.be.greaterThan(300);
  });

  it("can have one more of any length, the same for the same seed", async () => {
    const tenant = await startTenant({ "file-size": "2500000" }, { seed: 3 });
    const large = (await filesOf(tenant)).at(-1);
    expect(large).to.include({ name: "archive.bin", size: 2_500_000, isKept: true });
    for (const path of [`get-file-by-sha256/${large?.sha256 ?? ""}`, "get-file-by-xfc-content-id/xfc-large"]) {
      const { answer, bytes } = await download(tenant.simulator, path);
      expect(answer.headers.get("content-length")).to.equal("2500000");
      expect([bytes.length, hashOf("sha256", bytes)]).to.deep.equal([2_500_000, large?.sha256]);
    }
    const again = await startTenant({ "file-size": "2500000" }, { seed: 3 });
    expect((await filesOf(again)).at(-1)).to.deep.equal(large);
    const { answer } = await download(again.simulator, `get-file-by-sha256/${"0".repeat(64)}`);
    expect(answer.status).to.equal(404);
  });

  it("are those that events draw, and no others", () => {
    expect(() => storedFile("payments.py", 16)).to.throw(RangeError, "There is no version 16 of payments.py.");
  });

  it("need a token", async () => {
    const { simulator } = await startTenant();
    expect((await fetch(`${simulator.url}/v1/files/get-file-by-xfc-content-id/xfc-0001`)).status).to.equal(401);
  });
});
