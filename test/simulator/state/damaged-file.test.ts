import { expect } from "chai";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { ArgumentError } from "../../../src/errors.ts";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import { rejection } from "../../http/loopback.ts";
import { started } from "../things.ts";
import { things } from "./kept-things.ts";
import { add, all, onStateFile } from "./on-state-file.ts";

describe("a simulator with a state file that is damaged, or none of its own", () => {
  const { file, start, during } = onStateFile();
  const lines = () => readFileSync(file(), "utf8").split("\n");

  it("drops a last line that is torn", async () => {
    await during({ startAt: started }, async (simulator) => {
      await add(simulator, "one");
      await add(simulator, "two");
    });
    const whole = readFileSync(file(), "utf8");
    const torn = lines()[2]?.slice(0, -1) ?? "";
    for (const length of [1, 20, torn.length]) {
      writeFileSync(file(), whole + torn.slice(0, length));
      await during({}, async (simulator) => expect(await all(simulator)).to.have.length(3));
      expect(readFileSync(file(), "utf8")).to.equal(whole);
    }
  });

  it("begins anew where the first line is torn: nothing was answered then", async () => {
    await during({ startAt: started, seed: 9 }, (simulator) => add(simulator, "one"));
    const header = lines()[0] ?? "";
    for (const length of [0, 1, 30, header.length]) {
      writeFileSync(file(), header.slice(0, length));
      await during({ startAt: started, seed: 7 }, async (simulator) => expect(await all(simulator)).to.have.length(1));
      expect(JSON.parse(lines()[0] ?? "")).to.include({ seed: 7 });
    }
  });

  const headers: [what: string, header: string][] = [
    ["no object", '"x"'],
    ["a seed that is none", '{"seed":"1"}'],
    ["a time that is none", '{"startAt":"noon"}'],
    ["a speed below 0", '{"speed":-1}'],
    ["knobs that are none", '{"knobs":{"size":3}}'],
  ];
  for (const [what, changes] of headers) {
    it(`refuses a first line with ${what}`, async () => {
      const good = { integration: "Things", seed: 1, startAt: started, speed: 0, since: started, knobs: {} };
      const given = JSON.parse(changes) as unknown;
      const mark = '{"format":"soar-simulator-state/1"';
      const rest = typeof given === "object" ? JSON.stringify({ ...good, ...given }).slice(1) : '"x"}';
      writeFileSync(file(), `${mark},${rest}\n`);
      expect(await rejection(start())).to.have.property(
        "message",
        `The state file ${file()} cannot be played back, line 1: it does not say what the simulator was started with.`,
      );
    });
  }

  for (const [what, text] of [
    ["another format", '{"format":"soar-simulator-state/2"}\n'],
    ["a text", "Dear all,\n"],
    ["a text of one line", "Dear all"],
    ["bytes", "\u0000\u0001\u0002"],
  ] as const) {
    it(`refuses a foreign file, and leaves it as it is: ${what}`, async () => {
      writeFileSync(file(), text);
      const error = await rejection(start());
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message: `${file()} is no state file of a simulator.`,
        hint: "Name a new file, or one that --state has made.",
      });
      expect(readFileSync(file(), "utf8")).to.equal(text);
    });
  }

  it("refuses the file of another integration", async () => {
    await during({}, (simulator) => add(simulator, "one"));
    const error = await rejection(createSimulator(things, "Others", { state: file() }));
    expect(error).to.have.property("message", `${file()} holds the state of a simulated Things, not of Others.`);
  });

  const entry = { at: started, real: started, method: "POST", url: "/things", headers: {}, body: "{}" };
  it("refuses a file with a change that fails now", async () => {
    await during({ startAt: started }, (simulator) => add(simulator, "one"));
    appendFileSync(file(), `${JSON.stringify({ ...entry, url: "/defect", method: "GET" })}\n`);
    expect(await rejection(start())).to.have.property(
      "message",
      `The state file ${file()} cannot be played back, line 3: a bug in a route.`,
    );
  });

  const damages: [line: string, why: string][] = [
    ["no JSON", "it is no request"],
    ["[]", "it is no request"],
    [JSON.stringify({ ...entry, at: "noon" }), "it is no request"],
    [JSON.stringify({ ...entry, body: 3 }), "it is no request"],
    [JSON.stringify({ ...entry, at: "2026-01-05T10:59:59.999Z" }), "its time lies before that of the line above"],
    [JSON.stringify({ ...entry, url: "/nothing" }), "POST /nothing is refused now with 404"],
    [JSON.stringify({ ...entry, method: "GET" }), "GET /things changes nothing now"],
    [JSON.stringify({ ...entry, url: "/_control/nothing" }), "POST /_control/nothing is refused now with 404"],
  ];
  for (const [line, why] of damages) {
    it(`refuses a damaged file, naming the line: ${why}`, async () => {
      await during({ startAt: started }, (simulator) => add(simulator, "one"));
      appendFileSync(file(), `${line}\n`);
      const error = await rejection(start());
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message: `The state file ${file()} cannot be played back, line 3: ${why}.`,
        hint: "It is damaged, or another version of the simulator made it. Begin a new state file.",
      });
    });
  }

  it("refuses a file with bytes that are no text", async () => {
    await during({ startAt: started }, (simulator) => add(simulator, "one"));
    appendFileSync(file(), Buffer.from([0x22, 0xff, 0x22, 0x0a]));
    expect(await rejection(start())).to.have.property(
      "message",
      `The state file ${file()} cannot be played back, line 3: the line is no text.`,
    );
  });
});
