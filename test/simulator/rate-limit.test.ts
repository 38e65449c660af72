import { expect } from "chai";

import { createRateLimit } from "../../src/simulator/rate-limit.ts";

describe("the rate limit", () => {
  it("lets a bucketful through, then one for each share of the time", () => {
    let now = 0;
    const limit = createRateLimit({ requests: 4, perMs: 1000, now: () => now });
    expect([1, 2, 3, 4].map(() => limit.take("token"))).to.deep.equal([0, 0, 0, 0]);
    expect(limit.take("token")).to.equal(250);
    now = 100;
    expect(limit.take("token")).to.equal(150);
    now = 250;
    expect(limit.take("token")).to.equal(0);
    expect(limit.take("token")).to.equal(250);
  });

  it("holds no more than a bucketful after a long pause", () => {
    let now = 0;
    const limit = createRateLimit({ requests: 2, perMs: 1000, now: () => now });
    limit.take("token");
    now = 1_000_000;
    expect([limit.take("token"), limit.take("token"), limit.take("token")]).to.deep.equal([0, 0, 500]);
  });

  it("counts every key by itself", () => {
    const limit = createRateLimit({ requests: 1, perMs: 1000, now: () => 0 });
    expect([limit.take("one"), limit.take("other"), limit.take("one")]).to.deep.equal([0, 0, 1000]);
  });

  it("can be changed, and lifted", () => {
    const limit = createRateLimit({ requests: 1, perMs: 1000, now: () => 0 });
    limit.take("token");
    limit.setRequests(2);
    expect([limit.take("token"), limit.take("token"), limit.take("token")]).to.deep.equal([0, 0, 500]);
    limit.setRequests(0);
    expect(Array.from({ length: 100 }, () => limit.take("token")).every((wait) => wait === 0)).to.equal(true);
  });
});
