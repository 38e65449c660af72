import { expect } from "chai";

import type { Json } from "../../src/json.ts";
import { createFaults, parseFault, readFault } from "../../src/simulator/faults.ts";
import { createRandom } from "../../src/simulator/random.ts";
import { Refusal } from "../../src/simulator/route.ts";

const random = createRandom(1, "faults");

describe("a fault in JSON", () => {
  it("strikes every request with 500 until told otherwise", () => {
    expect(readFault({ kind: "status" })).to.deep.equal({
      method: "*",
      path: "/",
      kind: "status",
      status: 500,
      ms: 10_000,
      afterwards: false,
      probability: 1,
    });
  });

  it("keeps all that is given", () => {
    const given = {
      method: "GET",
      path: "/v1/things",
      kind: "status",
      status: 429,
      retryAfter: 3,
      body: "<html>",
      ms: 5,
      afterwards: true,
      times: 2,
      probability: 0.5,
    };
    expect(readFault({ ...given, method: "get" })).to.deep.equal(given);
  });

  const wrong: [Json, string][] = [
    [7, "the body must be a JSON object"],
    [{ kind: "fire" }, "kind must be one of status, delay, reset, truncate, slow"],
    [{}, "kind must be one of status, delay, reset, truncate, slow"],
    [{ kind: "reset", path: "v1" }, "path must begin with / and have no query"],
    [{ kind: "reset", path: "/v1?a=b" }, "path must begin with / and have no query"],
    [{ kind: "status", status: 99 }, "status must be a number from 200 to 599"],
    [{ kind: "reset", probability: 2 }, "probability must be a number from 0 to 1"],
  ];
  for (const [given, error] of wrong) {
    it(`is refused when it is ${JSON.stringify(given)}`, () => {
      let body: unknown;
      try {
        readFault(given);
      } catch (refusal) {
        if (refusal instanceof Refusal) body = refusal.body;
      }
      expect(body).to.deep.equal({ error });
    });
  }
});

describe("a fault on the command line", () => {
  it("is written kind:method:path:times", () => {
    expect(parseFault("503:get:/v1/things:2")).to.include({ kind: "status", status: 503, method: "GET", times: 2 });
    expect(parseFault("429=30:*:/")).to.include({
      kind: "status",
      status: 429,
      method: "*",
      path: "/",
      retryAfter: 30,
    });
    expect(parseFault("delay=250:POST:/v1/*/x$")).to.include({ kind: "delay", ms: 250, path: "/v1/*/x$" });
    expect(parseFault("slow=1:GET:/a")).to.include({ kind: "slow", ms: 1 });
    expect(parseFault("reset:GET:/a:1")).to.include({ kind: "reset", times: 1 });
    expect(parseFault("truncate:GET:/a")).to.include({ kind: "truncate" });
  });

  for (const text of [
    "",
    "reset",
    "reset:GET",
    "reset:GET:a",
    "700:GET:/a",
    "reset=5:GET:/a",
    "status:GET:/a",
    "fire:GET:/a",
    "reset:GET:/a:x",
  ]) {
    it(`is not understood as "${text}"`, () => {
      expect(parseFault(text)).to.equal(undefined);
    });
  }
});

describe("the faults that are set", () => {
  it("strike what they are for, as often as they say", () => {
    const faults = createFaults([readFault({ kind: "reset", method: "GET", path: "/v1", times: 2 })], random);
    const struck = [
      faults.strike("POST", "/v1/things"),
      faults.strike("GET", "/v2"),
      faults.strike("GET", "/v1"),
      faults.strike("GET", "/v1/things"),
      faults.strike("GET", "/v1/things"),
    ].map((fault) => fault?.kind);
    expect(struck).to.deep.equal([undefined, undefined, "reset", "reset", undefined]);
    expect(faults.list()[0]?.times).to.equal(0);
  });

  it("give way to the next when used up", () => {
    const faults = createFaults([readFault({ kind: "reset", times: 1 }), readFault({ kind: "slow" })], random);
    expect([faults.strike("GET", "/"), faults.strike("GET", "/")].map((fault) => fault?.kind)).to.deep.equal([
      "reset",
      "slow",
    ]);
  });

  it("strike by chance where they have a probability", () => {
    const faults = createFaults([readFault({ kind: "reset", probability: 0.25 })], createRandom(1, "chance"));
    const struck = Array.from({ length: 1000 }, () => faults.strike("GET", "/")).filter((fault) => fault !== undefined);
    expect(struck.length).to.be.within(200, 300);
  });

  it("are replaced as a whole, and keep no tie to the list they were given", () => {
    const given = [readFault({ kind: "reset", times: 1 })];
    const faults = createFaults([], random);
    faults.set(given);
    faults.strike("GET", "/");
    expect(given[0]?.times).to.equal(1);
    faults.set([]);
    expect(faults.list()).to.deep.equal([]);
  });
});
