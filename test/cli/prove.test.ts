import { expect } from "chai";
import { second, soar } from "./soar.ts";

describe("soar prove, in this process", function () {
  this.timeout(60_000);

  const prove = (...words: string[]) => soar(["--integration", second, "prove", ...words]);

  it("tells people what was lost or doubled, how the processes died, and how to do it again", async () => {
    const { code, out } = await prove("fetch", "--crashes", "2", "--seed", "5");
    expect(code).to.equal(0);
    expect(out).to.match(
      /^incidents: \d+ items, lost 0, doubled 0\n2 crashes in \d+ runs and \d+ s, [\d.]+ requests per item\nkilled at:\n/,
    );
    expect(out).to.match(
      /\ngone through one by one: .+\nagain: soar --integration \S+ prove fetch --crashes 2 --seed 5\n$/,
    );
  });

  it("gives one JSON document, with a stream of its own for each that is collected", async () => {
    const { code, out } = await prove("collect", "--stream", "tickets", "--crashes", "2", "--seed", "5", "--json");
    const { lost, doubled, seed, crashes, streams, again } = JSON.parse(out) as Record<string, unknown>;
    expect([code, lost, doubled, seed, crashes]).to.deep.equal([0, 0, 0, 5, 2]);
    expect((streams as { stream: string }[]).map(({ stream }) => stream)).to.deep.equal(["tickets"]);
    expect(again).to.match(/ prove collect --crashes 2 --seed 5 --stream tickets$/);
  });

  it("refuses what cannot be proven, all of it at once, with the nearest word", async () => {
    const { code, err } = await prove("fetsh", "--crashes", "no", "--seed", "-1");
    expect(code).to.equal(2);
    expect(err).to.equal(
      'error: There is nothing to prove of fetsh. Did you mean "fetch"? ' +
        "--crashes takes a whole number from 1 to 1000000, not no. " +
        "--seed takes a whole number from 0 to 999999999, not -1.\n" +
        "to you: For example `soar prove fetch --crashes 100 --seed 7`.\n",
    );
    const stream = await prove("fetch", "--stream", "tickets");
    expect([stream.code, stream.err]).to.deep.equal([
      2,
      "error: --stream goes with `soar prove collect`.\n" +
        "to you: For example `soar prove fetch --crashes 100 --seed 7`.\n",
    ]);
  });
});
