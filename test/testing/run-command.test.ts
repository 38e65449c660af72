import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { runCommand, startSimulator, type TestSimulator } from "soarkit/testing";

const integration = fileURLToPath(new URL("../second", import.meta.url));

describe("soarkit/testing", () => {
  let simulator: TestSimulator;

  before(async () => {
    simulator = await startSimulator(integration, { startAt: "2026-03-01T12:00:00Z" });
  });
  after(() => simulator.close());

  it("runs a command against the integration's simulator", async () => {
    const { entries, context, error, undeclared } = await runCommand("!lodestar-ticket-get 3", {
      integration,
      env: simulator.env,
    });
    expect(error).to.equal(undefined);
    expect(undeclared).to.deep.equal([]);
    expect(context).to.deep.equal({ Lodestar: { Ticket: { ID: 3, Title: "Disk 3 is full", State: "open" } } });
    expect(entries.map(({ Type, ID }) => [Type, ID])).to.deep.equal([[1, "1@playground"]]);
  });

  it("reads values from the context that it is given", async () => {
    const { context } = await runCommand("!lodestar-ticket-get id=${Wanted.ID}", {
      integration,
      env: simulator.env,
      context: { Wanted: { ID: 5 } },
    });
    expect(context).to.deep.equal({ Lodestar: { Ticket: { ID: 5, Title: "Disk 5 is full", State: "closed" } } });
  });

  it("gives a command's error as part of the result", async () => {
    const { error } = await runCommand("!lodestar-ticket-get id=x", { integration, env: simulator.env });
    expect(error?.code).to.equal("ARGUMENT");
  });

  it("says that an integration brings no simulator", async () => {
    const folder = fileURLToPath(new URL("bare", import.meta.url));
    const failure = await startSimulator(folder).catch((thrown: unknown) => thrown);
    expect(failure).to.include({ code: "MANIFEST" }).and.property("message").that.includes("brings no simulator");
  });
});
