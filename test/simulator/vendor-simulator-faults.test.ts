import { expect } from "chai";

import type { Simulator } from "../../src/simulator/index.ts";
import { closeAll, journal, json, key, post, start, started } from "./things.ts";

describe("a vendor simulator", () => {
  afterEach(closeAll);

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
});
