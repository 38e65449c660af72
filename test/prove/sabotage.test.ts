import { expect } from "chai";
import { folder } from "../second/lodestar.ts";
import { counts, proof, sabotage } from "./proof.ts";

// What keeps the promise is taken away, one after the other. A proof that does not notice proves nothing.
describe("a proof of a fetch", function () {
  this.timeout(120_000);

  it("finds what is lost without transactions", async () => {
    const { lost } = counts(await proof({ what: "fetch", crashes: 60, child: sabotage("without-transactions") }));
    expect(lost).to.be.greaterThan(0);
  });

  it("finds the changes that are lost without the ledger", async () => {
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

describe("a proof of a collector", function () {
  this.timeout(120_000);

  it("finds what is lost or doubled without transactions", async () => {
    const found = counts(
      await proof({ what: "collect", crashes: 20, child: sabotage("without-transactions") }, folder),
    );
    expect(found.lost + found.doubled).to.be.greaterThan(0);
  });

  it("finds what is doubled without the ledger", async () => {
    const child = sabotage("without-ledger");
    // Without it the collector never comes to an end.
    const { doubled } = counts(await proof({ what: "collect", crashes: 20, child, patienceMs: 3_000 }, folder));
    expect(doubled).to.be.greaterThan(0);
  });

  it("finds what is lost without the look-back", async () => {
    const child = { env: { SOAR_TICKETS_LOOK_BACK: "0 minutes" } };
    const { lost } = counts(await proof({ what: "collect", crashes: 20, child }, folder));
    expect(lost).to.be.greaterThan(0);
  });
});
