import { expect } from "chai";
import { counts, proof, sabotage } from "./proof.ts";

// What keeps the promise is taken away, one after the other. A proof that does not notice proves nothing.
describe("a proof of a fetch", function () {
  this.timeout(120_000);

  it("finds what is lost without transactions", async () => {
    const { lost } = counts(await proof({ what: "fetch", crashes: 30, child: sabotage("without-transactions") }));
    expect(lost).to.be.greaterThan(0);
  });

  it("finds what is lost without the ledger", async () => {
    const { lost } = counts(await proof({ what: "fetch", crashes: 20, child: sabotage("without-ledger") }));
    expect(lost).to.be.greaterThan(0);
  });

  it("finds what is lost without the look-back", async () => {
    const { lost } = counts(
      await proof({ what: "fetch", crashes: 20, child: { env: { SOAR_LOOK_BACK: "1 minute" } } }),
    );
    expect(lost).to.be.greaterThan(0);
  });
});
