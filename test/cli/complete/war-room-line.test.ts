import { expect } from "chai";
import { completeLine } from "../../../src/cli/complete/war-room-line.ts";
import { values, worldOf } from "./world.ts";

describe("a War Room line up to the cursor", () => {
  /** Each line as it would stand with a candidate taken. */
  const lines = async (text: string, world = worldOf()) => {
    const { from, candidates } = await completeLine(text, world);
    return values(candidates).map((value) => text.slice(0, from) + value);
  };

  it("begins with a command, with or without its mark", async () => {
    expect(await lines("")).to.deep.equal(["beacon-light ", "beacon-douse ", "beacon-list "]);
    expect(await lines("!beacon-li")).to.deep.equal(["!beacon-light ", "!beacon-list "]);
    expect(await lines("  BEACON-LIS")).to.deep.equal(["  beacon-list "]);
    expect(await lines("!lig")).to.deep.equal(["!light "]);
    expect(await lines("!x")).to.deep.equal([]);
  });

  it("goes on with the arguments not yet given: required ones first, deprecated ones last", async () => {
    expect(await lines("!light note=x colour=red ")).to.deep.equal(
      ["id", "loud", "watch", "signs", "password", "incidentId", "old"].map(
        (name) => `!light note=x colour=red ${name}=`,
      ),
    );
    expect(await lines('!beacon-light note="id=4 colour=" i')).to.deep.equal([
      '!beacon-light note="id=4 colour=" id=',
      '!beacon-light note="id=4 colour=" incidentId=',
    ]);
    expect(await lines("!beacon-list ")).to.deep.equal([]);
    expect(await lines("!unknown id")).to.deep.equal([]);
    expect(await lines("!beacon-light unknown=")).to.deep.equal([]);
  });

  it("explains arguments, and shows what they are called", async () => {
    const { candidates } = await completeLine("!beacon-light ", worldOf());
    expect(candidates.slice(0, 3)).to.deep.equal([
      { value: "id=", label: "id=", description: "required: Number of the beacon.", open: true },
      { value: "note=", label: "note=", description: "Why.", open: true },
      { value: "colour=", label: "colour=", description: "default green: Its colour.", open: true },
    ]);
    expect(candidates.at(-1)?.description).to.equal("deprecated: Nobody uses it.");
  });

  it("gives the values of a closed choice, and the two of a boolean", async () => {
    expect(await lines("!light colour=")).to.deep.equal([
      "!light colour=red ",
      "!light colour=green ",
      "!light colour=grey ",
    ]);
    expect(await lines("!light colour=GR")).to.deep.equal(["!light colour=green ", "!light colour=grey "]);
    expect(await lines("!light loud=t")).to.deep.equal(["!light loud=true "]);
    const { candidates } = await completeLine("!light colour=gree", worldOf());
    expect(candidates).to.deep.equal([{ value: "colour=green ", label: "green", description: "default" }]);
  });

  it("gives the values that were used before, those of the same command first", async () => {
    expect(await lines("!light id=")).to.deep.equal(["!light id=9 ", "!light id=8 ", "!light id=4 "]);
    expect(await lines("!beacon-douse id=")).to.deep.equal([
      "!beacon-douse id=4 ",
      "!beacon-douse id=9 ",
      "!beacon-douse id=8 ",
    ]);
  });

  it("quotes a value that holds spaces, whether its quote is open or not", async () => {
    expect(await lines("!light note=")).to.deep.equal(['!light note="wind from the \\"west\\"" ']);
    expect(await lines('!light note="wind from')).to.deep.equal(['!light note="wind from the \\"west\\"" ']);
    expect(await lines("!light note=`wind")).to.deep.equal(['!light note="wind from the \\"west\\"" ']);
  });

  it("never gives back a secret, nor what was masked", async () => {
    expect(
      await lines("!light password=", worldOf({ lines: () => Promise.resolve(["!light password=hunter2"]) })),
    ).to.deep.equal([]);
    expect(await lines("!light note=*")).to.deep.equal([]);
  });

  it("completes what stands behind the last comma of a list, without what it holds", async () => {
    expect(await lines("!light signs=")).to.deep.equal(["flag", "lamp", "smoke"].map((sign) => `!light signs=${sign}`));
    expect(await lines("!light signs=lamp,")).to.deep.equal(["!light signs=lamp,flag", "!light signs=lamp,smoke"]);
    expect(await lines("!light signs=lamp,flag,s")).to.deep.equal(["!light signs=lamp,flag,smoke "]);
    expect(await lines("!light watch=bob,")).to.deep.equal(["!light watch=bob,ann "]);
    expect(await lines('!light watch=["b')).to.deep.equal([]);
  });

  it("offers the incidents where one is asked for", async () => {
    const { candidates } = await completeLine("!light incidentId=1", worldOf());
    expect(candidates).to.deep.equal([{ value: "incidentId=12 ", label: "12", description: "Fire on the hill" }]);
  });

  it("takes a value without a name for the argument that goes without", async () => {
    expect(await lines("!light 8")).to.deep.equal(["!light 8 "]);
    expect(await lines("!light id=4 8")).to.deep.equal([]);
  });

  it("completes the context's paths in an expression, also within quotes", async () => {
    expect(await lines("!light id=${Beacon.")).to.deep.equal(["!light id=${Beacon.ID}", "!light id=${Beacon.Colour}"]);
    expect(await lines('!light note="see ${Fi')).to.deep.equal(['!light note="see ${File.Name}']);
    expect(await lines("!light note=`${Fi")).to.deep.equal([]);
    expect(await lines("!light id=${Beacon.ID} col")).to.deep.equal(["!light id=${Beacon.ID} colour="]);
  });
});
