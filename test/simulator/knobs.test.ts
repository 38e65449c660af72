import { expect } from "chai";

import { ArgumentError } from "../../src/errors.ts";
import { readKnobs } from "../../src/simulator/knobs.ts";
import type { Knob } from "../../src/simulator/simulator.ts";

const declared: Knob[] = [
  { name: "users", description: "how many", defaultValue: "10" },
  { name: "names", description: "or none", defaultValue: "present" },
  { name: "fault", description: "what goes wrong", repeatable: true },
];

describe("a simulator's knobs", () => {
  it("fall back on their declared defaults", () => {
    const knobs = readKnobs(declared, {});
    expect(knobs.integer("users", { min: 0, max: 100 })).to.equal(10);
    expect(knobs.choice("names", ["present", "absent"])).to.equal("present");
    expect(knobs.list("fault")).to.deep.equal([]);
    expect(knobs.text("fault")).to.equal(undefined);
    knobs.check();
  });

  it("take what was typed; of several, the last counts where one is wanted", () => {
    const knobs = readKnobs(declared, { users: ["3", "4"], names: "absent", fault: "reset:GET:/a" });
    expect(knobs.integer("users", { min: 0, max: 100 })).to.equal(4);
    expect(knobs.choice("names", ["present", "absent"])).to.equal("absent");
    expect(knobs.faults("fault").map(({ kind, path }) => ({ kind, path }))).to.deep.equal([
      { kind: "reset", path: "/a" },
    ]);
    knobs.check();
  });

  it("report everything that is wrong at once", () => {
    const knobs = readKnobs(declared, { users: "1e3", names: "some", fault: ["503:GET:/a", "boom"], size: "7" });
    expect(knobs.integer("users", { min: 1, max: 100 })).to.equal(1);
    expect(knobs.choice("names", ["present", "absent"])).to.equal("present");
    expect(knobs.faults("fault")).to.have.length(1);
    let thrown: unknown;
    try {
      knobs.check();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).to.be.instanceOf(ArgumentError);
    const { message, hint } = thrown as ArgumentError;
    expect(message.split("\n").map((line) => line.slice(0, 60))).to.deep.equal([
      "--size is no knob of this simulator",
      '--users must be a whole number from 1 to 100, got "1e3"',
      '--names must be one of present, absent, got "some"',
      "--fault is written kind:method:path[:times]; kind is a statu",
    ]);
    expect(message).to.match(/; got "boom"$/);
    expect(hint).to.equal("The simulator's knobs are --users, --names, --fault.");
  });
});
