import { connect } from "node:net";

import { expect } from "chai";
import fc from "fast-check";

import { ArgumentError } from "../../src/errors.ts";
import type { Log } from "../../src/log.ts";
import { silentLog } from "../../src/log.ts";
import { isJsonObject, listPieces, type Json } from "../../src/simulator/index.ts";
import { bodyLimit } from "../../src/simulator/read-body.ts";
import { closeAll, json, key, post, start, startThings } from "./things.ts";

describe("a vendor simulator", () => {
  afterEach(closeAll);

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
    [
      "a body that is nested too deeply",
      "/things",
      { ...key, method: "POST", body: `{"a":${"[".repeat(500)}` },
      400,
      { error: "the body is nested more than 500 deep" },
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

  it("writes lists of any content in pieces as JSON.stringify would in one", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (list) => {
        expect([...listPieces("list", list)].join("")).to.equal(JSON.stringify({ list }));
      }),
    );
  });
});
