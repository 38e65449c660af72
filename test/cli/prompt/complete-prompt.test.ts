import { expect } from "chai";
import { completePrompt } from "../../../src/cli/prompt/complete-prompt.ts";
import { worldOf } from "../complete/world.ts";

describe("completion at the prompt", () => {
  const lines = async (text: string) => {
    const { from, candidates } = await completePrompt(text, worldOf());
    return candidates.map(({ value }) => text.slice(0, from) + value);
  };

  it("offers the integration's commands and the prompt's own", async () => {
    expect(await lines("")).to.deep.equal([
      "beacon-light ",
      "beacon-douse ",
      "beacon-list ",
      "help ",
      "context ",
      "incident ",
      "war-room ",
      "exit ",
    ]);
    expect(await lines("co")).to.deep.equal(["context "]);
    expect(await lines(" he")).to.deep.equal([" help "]);
    expect(await lines("!he")).to.deep.equal([]);
  });

  it("completes what the prompt's own commands take", async () => {
    expect(await lines("help !beacon")).to.deep.equal([]);
    expect(await lines("help beacon-li")).to.deep.equal(["help beacon-light ", "help beacon-list "]);
    expect(await lines("context Fi")).to.deep.equal(["context File.Name "]);
    expect(await lines("incident ")).to.deep.equal(["incident 12 ", "incident 7 "]);
    expect(await lines("exit ")).to.deep.equal([]);
  });

  it("completes a War Room line as everywhere", async () => {
    expect(await lines("light colour=gre")).to.deep.equal(["light colour=green ", "light colour=grey "]);
    expect(await lines("!light id=4 col")).to.deep.equal(["!light id=4 colour="]);
  });
});
