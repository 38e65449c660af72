import { expect } from "chai";
import { sparePorts, watchTokens } from "../../../src/engine/doctor/spare-ports.ts";

describe("what stands in for a store", () => {
  const limit = { requests: 2, perMs: 1_000 };

  it("keeps to the budget all the same", async () => {
    const { budget } = sparePorts();
    expect(await budget.left("k", limit, 0, "command")).to.equal(2);
    expect([await budget.take("k", limit, 0, "command"), await budget.take("k", limit, 400, "command")]).to.deep.equal([
      0, 0,
    ]);
    expect([
      await budget.left("k", limit, 400, "command"),
      await budget.take("k", limit, 400, "command"),
    ]).to.deep.equal([0, 600]);
    expect([
      await budget.take("other", limit, 400, "command"),
      await budget.take("k", limit, 1_000, "command"),
    ]).to.deep.equal([0, 0]);
  });

  it("leaves the lanes behind commands less, as a store does", async () => {
    const { budget } = sparePorts();
    expect(await budget.take("k", limit, 0, "collect")).to.equal(0);
    expect(await budget.left("k", limit, 1, "fetch")).to.equal(0);
    expect(await budget.take("k", limit, 1, "fetch")).to.equal(999);
    expect(await budget.take("k", limit, 1, "command")).to.equal(0);
  });

  it("keeps tokens by their owner, and tells which passed through", async () => {
    const { tokens, seen } = watchTokens(sparePorts().tokens);
    const owner = { url: "https://x", clientId: "a", clientSecret: "s" };
    const token = { accessToken: "t", expiresAt: 1 };
    expect([await tokens.read(owner), seen]).to.deep.equal([undefined, {}]);
    await tokens.write(owner, token);
    expect([await tokens.read(owner), seen]).to.deep.equal([token, { obtained: token, kept: token }]);
    expect(await tokens.read({ ...owner, clientId: "b" })).to.equal(undefined);
    await tokens.remove(owner);
    expect(await tokens.read(owner)).to.equal(undefined);
  });
});
