import { connect } from "node:net";

import { expect } from "chai";
import fc from "fast-check";

import { ArgumentError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { silentLog } from "../../src/log.ts";
import {
  createClock,
  createVendorSimulator,
  isJsonObject,
  listPieces,
  Refusal,
  type Item,
  type Json,
  type Simulator,
  type VendorSimulatorOptions,
} from "../../src/simulator/index.ts";
import { bodyLimit } from "../../src/simulator/read-body.ts";

const started = "2026-01-05T11:00:00.000Z";

/** A vendor that keeps things: GET and POST /things, GET /things/:id. `Authorization: key` lets in. */
async function startThings(options: Partial<VendorSimulatorOptions> = {}): Promise<Simulator> {
  const clock = options.clock ?? createClock({ startAt: started, now: Date.now });
  const things: Item[] = [{ id: "first", at: clock.startedAt }];
  function add(): Item {
    const thing = { id: `thing-${String(things.length)}`, at: clock.now() };
    things.push(thing);
    return thing;
  }
  return createVendorSimulator({
    seed: 1,
    clock,
    credentials: { clientId: "id", clientSecret: "secret" },
    authenticate: ({ headers }) => {
      if (headers.authorization?.startsWith("key") === true) return headers.authorization;
      throw new Refusal(401, { error: "who are you?" });
    },
    routes: [
      { method: "GET", path: "/things", handle: () => ({ body: things }) },
      { method: "GET", path: "/many", handle: () => ({ pieces: listPieces("numbers", Array(40_000).keys()) }) },
      {
        method: "GET",
        path: "/things/:thingId",
        handle: ({ params, query }) => ({ body: { params, on: query.flag("on") } }),
      },
      {
        method: "POST",
        path: "/things",
        handle: ({ body }) => {
          if (!isJsonObject(body)) throw new Refusal(400, { error: "no thing" });
          add();
          return { status: 201, body, applied: true };
        },
      },
      { method: "GET", path: "/hello", open: true, handle: () => ({ headers: { "X-Greeting": "hello" } }) },
      {
        method: "GET",
        path: "/defect",
        open: true,
        handle: () => {
          throw new Error("a bug in a route");
        },
      },
    ],
    streams: {
      things: { truth: () => things, add: (count) => Array.from({ length: count }, add) },
      others: { truth: () => [], add: () => [] },
    },
    ...options,
  });
}

describe("a vendor simulator", () => {
  const open: Simulator[] = [];
  async function start(options: Partial<VendorSimulatorOptions> = {}): Promise<Simulator> {
    const simulator = await startThings(options);
    open.push(simulator);
    return simulator;
  }
  afterEach(async () => {
    for (const simulator of open.splice(0)) await simulator.close();
  });

  const key = { headers: { authorization: "key" } };
  function post(body: unknown): RequestInit {
    return {
      method: "POST",
      headers: { ...key.headers, "content-type": "application/json" },
      body: JSON.stringify(body),
    };
  }
  async function json(response: Promise<Response>): Promise<Json> {
    return (await response).json() as Promise<Json>;
  }
  async function journal(simulator: Simulator): Promise<string[]> {
    const entries = await json(fetch(`${simulator.control}/journal`));
    if (!Array.isArray(entries)) throw new Error("no journal");
    return entries.map((entry) => (isJsonObject(entry) ? Object.values(entry).map(String).join(" ") : ""));
  }

  it("listens on loopback, under addresses without a trailing slash", async () => {
    const simulator = await start();
    expect(simulator.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(simulator.control).to.equal(`${simulator.url}/_control`);
    expect([simulator.clientId, simulator.clientSecret]).to.deep.equal(["id", "secret"]);
  });

  it("handles requests, and dates every answer by its own clock", async () => {
    const simulator = await start();
    const response = await fetch(`${simulator.url}/things/a%2Fb?on=TRUE`, key);
    expect(await response.json()).to.deep.equal({ params: { thingId: "a/b" }, on: true });
    expect(response.headers.get("date")).to.equal("Mon, 05 Jan 2026 11:00:00 GMT");
    expect(response.headers.get("content-type")).to.equal("application/json");
    const control = await fetch(`${simulator.control}/clock`);
    expect(control.headers.get("date")).to.equal("Mon, 05 Jan 2026 11:00:00 GMT");
  });

  it("sends no body where a route gives none", async () => {
    const simulator = await start();
    const response = await fetch(`${simulator.url}/hello`);
    expect(await response.text()).to.equal("");
    expect(response.headers.get("x-greeting")).to.equal("hello");
    expect(response.headers.get("content-type")).to.equal(null);
  });

  it("sends a body of pieces that is too large for one", async () => {
    const simulator = await start();
    const body = await json(fetch(`${simulator.url}/many`, key));
    expect(isJsonObject(body) && Array.isArray(body.numbers) ? body.numbers.length : 0).to.equal(40_000);
  });

  const refused: [what: string, path: string, init: RequestInit, status: number, body: Json][] = [
    ["an unknown path", "/nothing", key, 404, { error: "not found" }],
    ["another method", "/things", { ...key, method: "DELETE" }, 405, { error: "method not allowed" }],
    ["a caller without credentials", "/things", {}, 401, { error: "who are you?" }],
    ["a malformed query", "/things/1?on=maybe", key, 400, { error: "on must be true or false, got maybe" }],
    ["a malformed path", "/things/%", key, 400, { error: "the path is not well encoded" }],
    [
      "a body that is no JSON",
      "/things",
      { ...key, method: "POST", body: "{" },
      400,
      { error: "the body is not valid JSON" },
    ],
    ["what the route refuses", "/things", { ...key, method: "POST" }, 400, { error: "no thing" }],
    ["a defect in a route", "/defect", {}, 500, { error: "internal error" }],
  ];
  for (const [what, path, init, status, body] of refused) {
    it(`refuses ${what} with ${String(status)}`, async () => {
      const simulator = await start();
      const response = await fetch(simulator.url + path, init);
      expect(response.status).to.equal(status);
      expect(await response.json()).to.deep.equal(body);
    });
  }

  it("says which methods a path has", async () => {
    const simulator = await start();
    const response = await fetch(`${simulator.url}/things`, { method: "DELETE" });
    expect(response.headers.get("allow")).to.equal("GET, POST");
  });

  it("refuses a body beyond its limit with 413, and goes on", async () => {
    const simulator = await start();
    const response = await fetch(`${simulator.url}/things`, {
      ...key,
      method: "POST",
      body: "x".repeat(bodyLimit + 1),
    });
    expect(response.status).to.equal(413);
    expect(await response.json()).to.deep.equal({ error: "the body has more than 4194304 bytes" });
    expect((await fetch(`${simulator.url}/things`, post({}))).status).to.equal(201);
  });

  it("reports a defect to its log", async () => {
    const lines: string[] = [];
    const log: Log = { ...silentLog, error: (message, fields) => lines.push(`${message} ${String(fields?.error)}`) };
    const simulator = await start({ log });
    await fetch(`${simulator.url}/defect`);
    expect(lines).to.deep.equal(["A route of the simulator failed. Error: a bug in a route"]);
  });

  it("writes refusals in the vendor's manner", async () => {
    const simulator = await start({ errorBody: (status, message) => ({ errors: [{ status, message }] }) });
    expect(await json(fetch(`${simulator.url}/nothing`))).to.deep.equal({
      errors: [{ status: 404, message: "not found" }],
    });
    const tooLarge = { ...key, method: "POST", body: "x".repeat(bodyLimit + 1) };
    expect(await json(fetch(`${simulator.url}/things`, tooLarge))).to.have.nested.property("errors[0].status", 413);
  });

  it("survives a request line that is no path", async () => {
    const simulator = await start();
    const { port } = new URL(simulator.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), "127.0.0.1", () =>
        socket.write("OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
      );
      let text = "";
      socket.on("data", (data) => (text += data.toString("utf8")));
      socket.on("end", () => {
        resolve(text);
      });
      socket.on("error", reject);
    });
    expect(answer).to.match(/^HTTP\/1\.1 404 /);
  });

  it("says when a port cannot be had", async () => {
    const { url } = await start();
    let thrown: unknown;
    await startThings({ port: Number(new URL(url).port) }).catch((error: unknown) => (thrown = error));
    expect(thrown).to.be.instanceOf(ArgumentError);
    expect((thrown as ArgumentError).message).to.match(/cannot listen on port \d+: .*EADDRINUSE/);
    expect((thrown as ArgumentError).hint).to.equal("Choose another port, or none for a free one.");
  });

  it("ends every connection when it closes, and may be closed again", async () => {
    const simulator = await startThings();
    await fetch(`${simulator.url}/hello`);
    await fetch(`${simulator.control}/faults`, post([{ kind: "delay", ms: 60_000 }]));
    const waiting = fetch(`${simulator.url}/hello`).catch((error: unknown) => error);
    while (JSON.stringify(await json(fetch(`${simulator.control}/journal`))).split("hello").length < 3);
    await simulator.close();
    await simulator.close();
    expect(await waiting).to.be.instanceOf(TypeError);
  });

  describe("limits the rate", () => {
    it("for each name that the caller counts under, with Retry-After in whole seconds", async () => {
      const simulator = await start({ rate: { requests: 2, perMs: 60_000 } });
      const statuses: number[] = [];
      for (const name of ["key 1", "key 1", "key 1", "key 2"]) {
        const response = await fetch(`${simulator.url}/things`, { headers: { authorization: name } });
        statuses.push(response.status);
        if (response.status === 429) {
          expect(await response.json()).to.deep.equal({ error: "rate limited" });
          expect(response.headers.get("retry-after")).to.equal("30");
        }
      }
      expect(statuses).to.deep.equal([200, 200, 429, 200]);
    });

    it("by the simulated clock, and not for open routes", async () => {
      const simulator = await start({ rate: { requests: 1, perMs: 60_000 } });
      const status = async (): Promise<number> => (await fetch(`${simulator.url}/things`, key)).status;
      expect([await status(), await status()]).to.deep.equal([200, 429]);
      await fetch(`${simulator.control}/clock`, post({ advanceMs: 60_000 }));
      expect([await status(), await status()]).to.deep.equal([200, 429]);
      expect((await fetch(`${simulator.url}/hello`)).status).to.equal(200);
    });

    it("as the control API says, with or without Retry-After", async () => {
      const simulator = await start();
      await fetch(`${simulator.control}/rate`, post({ requests: 1, retryAfter: false }));
      await fetch(`${simulator.url}/things`, key);
      const response = await fetch(`${simulator.url}/things`, key);
      expect([response.status, response.headers.get("retry-after")]).to.deep.equal([429, null]);
      await fetch(`${simulator.control}/rate`, post({ requests: 0 }));
      expect((await fetch(`${simulator.url}/things`, key)).status).to.equal(200);
    });
  });

  describe("goes wrong on demand", () => {
    async function strike(fault: unknown): Promise<Simulator> {
      const simulator = await start();
      await fetch(`${simulator.control}/faults`, post([fault]));
      return simulator;
    }

    it("with a status, before anything is applied", async () => {
      const simulator = await strike({
        method: "POST",
        path: "/things",
        kind: "status",
        status: 503,
        retryAfter: 7,
        times: 1,
      });
      const response = await fetch(`${simulator.url}/things`, post({}));
      expect([response.status, response.headers.get("retry-after")]).to.deep.equal([503, "7"]);
      expect(await response.json()).to.deep.equal({ error: "a fault that was set" });
      expect((await fetch(`${simulator.url}/things`, post({}))).status).to.equal(201);
      expect(await journal(simulator)).to.deep.equal([
        `${started} POST /things 503 false`,
        `${started} POST /things 201 true`,
      ]);
    });

    it("with a page that is no JSON", async () => {
      const simulator = await strike({ kind: "status", status: 200, body: "<h1>Sign in</h1>" });
      const response = await fetch(`${simulator.url}/things`, key);
      expect(response.headers.get("content-type")).to.equal("text/html");
      expect(await response.text()).to.equal("<h1>Sign in</h1>");
    });

    it("with a reset before the request is handled", async () => {
      const simulator = await strike({ kind: "reset", times: 1 });
      const thrown = await fetch(`${simulator.url}/things`, post({})).catch((error: unknown) => error);
      expect(thrown).to.have.nested.property("cause.code", "ECONNRESET");
      expect(await journal(simulator)).to.deep.equal([`${started} POST /things 0 false`]);
    });

    it("with a reset once the request has taken effect", async () => {
      const simulator = await strike({ kind: "reset", afterwards: true, times: 1 });
      const thrown = await fetch(`${simulator.url}/things`, post({})).catch((error: unknown) => error);
      expect(thrown).to.have.nested.property("cause.code", "ECONNRESET");
      expect(await journal(simulator)).to.deep.equal([`${started} POST /things 0 true`]);
    });

    it("with JSON that stops half-way in a whole answer", async () => {
      const simulator = await strike({ kind: "truncate" });
      const response = await fetch(`${simulator.url}/things`, post({ name: "a whole thing" }));
      expect(response.status).to.equal(201);
      expect(await response.text()).to.equal('{"name":"a w');
      const pieces = await (await fetch(`${simulator.url}/many`, key)).text();
      expect(pieces.length).to.be.within(100_000, 120_000);
    });

    it("with an answer that is late", async () => {
      const simulator = await strike({ kind: "delay", ms: 30 });
      const before = performance.now();
      expect((await fetch(`${simulator.url}/things`, key)).status).to.equal(200);
      expect(performance.now() - before).to.be.greaterThan(28);
    });

    it("with a body that trickles in", async () => {
      const simulator = await strike({ kind: "slow", ms: 60 });
      const response = await fetch(`${simulator.url}/things`, key);
      const chunks: string[] = [];
      for await (const chunk of response.body!) chunks.push(Buffer.from(chunk).toString("utf8"));
      expect(chunks.length).to.be.greaterThan(2);
      expect(JSON.parse(chunks.join(""))).to.deep.equal([{ id: "first", at: 1_767_610_800_000 }]);
    });

    it("from its start, where it was told so", async () => {
      const fault = {
        method: "*",
        path: "/",
        kind: "status",
        status: 502,
        ms: 0,
        afterwards: false,
        probability: 1,
      } as const;
      const simulator = await start({ faults: [fault] });
      expect((await fetch(`${simulator.url}/things`)).status).to.equal(502);
      expect(await json(fetch(`${simulator.control}/faults`))).to.deep.equal([fault]);
    });

    it("no more, once the faults are cleared", async () => {
      const simulator = await strike({ kind: "status" });
      expect(await json(fetch(`${simulator.control}/faults`, post([])))).to.deep.equal([]);
      expect((await fetch(`${simulator.url}/hello`)).status).to.equal(200);
    });

    it("never on the control API", async () => {
      const simulator = await strike({ kind: "reset" });
      expect((await fetch(`${simulator.control}/journal`)).status).to.equal(200);
    });

    it("and survives a client that leaves during a slow answer", async () => {
      const simulator = await strike({ kind: "slow", ms: 40, times: 1 });
      const leaving = new AbortController();
      await fetch(`${simulator.url}/many`, { ...key, signal: leaving.signal });
      leaving.abort();
      expect((await fetch(`${simulator.url}/hello`)).status).to.equal(200);
    });

    it("and survives a client that leaves during a long one", async () => {
      const simulator = await start();
      const leaving = new AbortController();
      await fetch(`${simulator.url}/many`, { ...key, signal: leaving.signal });
      leaving.abort();
      expect((await fetch(`${simulator.url}/hello`)).status).to.equal(200);
    });
  });

  describe("is controlled", () => {
    it("by JSON bodies, whatever content type a client gives them by itself", async () => {
      const simulator = await start();
      for (const type of ["application/x-www-form-urlencoded", "text/plain;charset=UTF-8"]) {
        const init = { method: "POST", headers: { "content-type": type }, body: '{"speed":2}' };
        expect(await json(fetch(`${simulator.control}/clock`, init))).to.have.property("speed", 2);
        await fetch(`${simulator.control}/clock`, post({ speed: 0 }));
      }
    });

    it("by a journal of all requests but its own, with their queries, in the order of arrival", async () => {
      const simulator = await start();
      await fetch(`${simulator.url}/things/1?on=true&x=%20`, key);
      await fetch(`${simulator.control}/clock`, post({ advanceMs: 1500 }));
      await fetch(`${simulator.url}/nothing`);
      await fetch(`${simulator.url}/things`);
      await fetch(`${simulator.url}/things`, post({}));
      expect(await json(fetch(`${simulator.control}/journal`))).to.deep.equal([
        { at: "2026-01-05T11:00:00.000Z", method: "GET", path: "/things/1?on=true&x=%20", status: 200, applied: false },
        { at: "2026-01-05T11:00:01.500Z", method: "GET", path: "/nothing", status: 404, applied: false },
        { at: "2026-01-05T11:00:01.500Z", method: "GET", path: "/things", status: 401, applied: false },
        { at: "2026-01-05T11:00:01.500Z", method: "POST", path: "/things", status: 201, applied: true },
      ]);
    });

    it("by a clock that is moved and set running", async () => {
      const simulator = await start();
      expect(await json(fetch(`${simulator.control}/clock`, post({ advanceMs: 90_000 })))).to.deep.equal({
        now: "2026-01-05T11:01:30.000Z",
        speed: 0,
      });
      const running = await json(fetch(`${simulator.control}/clock`, post({ speed: 1000 })));
      expect(isJsonObject(running) ? running.speed : undefined).to.equal(1000);
    });

    it("by adding items, which the truth then tells", async () => {
      const simulator = await start();
      const added = await json(fetch(`${simulator.control}/items`, post({ stream: "things", count: 2 })));
      expect(added).to.deep.equal({
        items: [
          { stream: "things", id: "thing-1", at: started },
          { stream: "things", id: "thing-2", at: started },
        ],
      });
      expect(await json(fetch(`${simulator.control}/truth`))).to.deep.equal({
        items: [
          { stream: "things", id: "first", at: started },
          { stream: "things", id: "thing-1", at: started },
          { stream: "things", id: "thing-2", at: started },
        ],
      });
      expect(await json(fetch(`${simulator.control}/truth?stream=others`))).to.deep.equal({ items: [] });
    });

    const refusals: [what: string, method: string, path: string, body: unknown, status: number, error: string][] = [
      ["an unknown operation", "GET", "/nothing", undefined, 404, "not found"],
      ["another method", "PUT", "/clock", undefined, 405, "method not allowed"],
      ["an unknown stream", "POST", "/items", { stream: "dreams" }, 400, "stream must be one of things, others"],
      [
        "the truth of an unknown stream",
        "GET",
        "/truth?stream=dreams",
        undefined,
        400,
        "stream must be one of things, others",
      ],
      [
        "going back in time",
        "POST",
        "/clock",
        { advanceMs: -1 },
        400,
        "advanceMs must be a number from 0 to 3162240000000",
      ],
      ["a fault that is no list", "POST", "/faults", { kind: "reset" }, 400, "the body must be a list of faults"],
    ];
    for (const [what, method, path, body, status, error] of refusals) {
      it(`but refuses ${what}`, async () => {
        const simulator = await start({ errorBody: () => "the vendor's manner" });
        const response = await fetch(simulator.control + path, {
          method,
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        expect(response.status).to.equal(status);
        expect(await response.json()).to.deep.equal({ error });
      });
    }

    it("by no fault of which one is wrong", async () => {
      const simulator = await start();
      const response = await fetch(`${simulator.control}/faults`, post([{ kind: "reset" }, { kind: "fire" }]));
      expect(response.status).to.equal(400);
      expect(await json(fetch(`${simulator.control}/faults`))).to.deep.equal([]);
    });
  });

  it("writes lists of any content in pieces as JSON.stringify would in one", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (list) => {
        expect([...listPieces("list", list)].join("")).to.equal(JSON.stringify({ list }));
      }),
    );
  });
});
