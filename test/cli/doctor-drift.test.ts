import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ACME, CONNECT, LIST } from "./acme.ts";
import { checksOf } from "./doctor-checks.ts";
import { soar, type Outcome } from "./soar.ts";

describe("soar doctor --drift", () => {
  let folder = "";
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const recorded = (things: object[]) => ({
    soarkit: 1,
    command: "acme-thing-list",
    args: {},
    recordedAt: "2026-01-01T00:00:00.000Z",
    params: { url: "http://127.0.0.1" },
    exchanges: [
      {
        at: "2026-01-01T00:00:00.000Z",
        ms: 1,
        request: { method: "GET", path: "/things" },
        answer: { status: 200, headers: { "content-type": "application/json" }, body: { things } },
      },
    ],
  });
  const write = (path: string, value: object) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(value));
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-doctor-"));
    mkdirSync(join(folder, "commands"));
    writeFileSync(join(folder, "integration.yml"), ACME);
    writeFileSync(join(folder, "commands", "_connect.js"), CONNECT);
    writeFileSync(join(folder, "commands", "test-module.js"), "export const run = async () => undefined;");
    writeFileSync(join(folder, "commands", "acme-thing-list.js"), LIST);
    write("test_data/things/acme-thing-list.json", recorded([{ id: 1, state: "OPEN" }]));
  });
  const drift = (...words: string[]) =>
    soar(["doctor", "--drift", "--integration", folder, "--store", `sqlite:${folder}/s.db`, ...words], {
      env: { SOAR_URL: "http://127.0.0.1:9" },
      columns: 100,
    });

  it("tells what recordings have that the integration's own have not, and of whom nothing", async () => {
    write("real/acme-thing-list.json", recorded([{ id: "7", state: "HALF_OPEN", owner: "mara@acme.test" }]));
    const { code, out } = await drift("--replay", join(folder, "real"), "--json");
    expect([code, (JSON.parse(out) as { drift: object }).drift]).to.deep.equal([
      0,
      [
        {
          endpoint: "GET /things",
          path: "things[].id",
          kind: "changed type",
          type: "string",
          expected: "number",
          count: 1,
        },
        { endpoint: "GET /things", path: "things[].owner", kind: "new field", type: "string", count: 1 },
        {
          endpoint: "GET /things",
          path: "things[].state",
          kind: "unknown value",
          type: "string",
          example: "HALF_OPEN",
          count: 1,
        },
      ],
    ]);
    expect(out).to.not.include("mara");
    const text = (await drift("--replay", join(folder, "real"))).out;
    expect(text).to.include("GET /things: things[].state (string, such as HALF_OPEN), once");
    expect(text.match(/Extend the answer's schema/g)).to.have.length(1);
  });

  it("finds nothing in its own recordings, and says so of a recording that cannot be played again", async () => {
    const { out } = await drift("--replay", join(folder, "test_data"), "--json");
    expect(checksOf({ out } as Outcome).map(({ status, found }) => `${status}: ${found}`)).to.deep.equal([
      "ok: 1 answer, nothing new in it",
    ]);
    write("real/acme-thing-list.json", { ...recorded([{ id: 2, state: "OPEN" }]), params: {} });
    const failing = await drift("--replay", join(folder, "real"), "--json");
    expect(failing.code).to.equal(0);
    expect(checksOf(failing).map(({ name, status, found }) => `${name} ${status}: ${found}`)).to.deep.equal([
      "answers ok: 1 answer, nothing new in it",
      "values skipped: 1 recording could not be played again",
    ]);
  });

  it("looks at what the vendor answers to the probes", async () => {
    const { createServer } = await import("node:http");
    const server = createServer((_, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end('{"things":[{"id":1,"state":"GONE"}]}'),
    ).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const { code, out } = await soar(
      ["doctor", "--drift", "--json", "--integration", folder, "--store", `sqlite:${folder}/s.db`],
      { env: { SOAR_URL: `http://127.0.0.1:${port}` } },
    );
    server.close();
    server.closeAllConnections();
    expect([code, (JSON.parse(out) as { drift: object }).drift]).to.deep.equal([
      0,
      [
        {
          endpoint: "GET /things",
          path: "things[].state",
          kind: "unknown value",
          type: "string",
          example: "GONE",
          count: 1,
        },
      ],
    ]);
  });
});
