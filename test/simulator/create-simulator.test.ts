import { expect } from "chai";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ArgumentError, ManifestError } from "../../src/errors.ts";
import { createSimulator, type StartOptions } from "../../src/simulator/create-simulator.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { rejection } from "../http/loopback.ts";
import { newHeader } from "../../src/simulator/state/header.ts";
import type { StateFile } from "../../src/simulator/state/state-file.ts";
import { startKept, things } from "./state/kept-things.ts";
import { json, key, post, startThings, started } from "./things.ts";

describe("a simulator with a state file", () => {
  const folder = mkdtempSync(join(tmpdir(), "soar-state-"));
  after(() => rmSync(folder, { recursive: true }));
  let file: string;
  let files = 0;
  beforeEach(() => (file = join(folder, `${(files += 1)}.state`)));

  const open: Simulator[] = [];
  afterEach(async () => {
    for (const simulator of open.splice(0)) await simulator.close();
  });
  async function start(options: StartOptions = {}): Promise<Simulator> {
    const simulator = await startKept(file, options);
    open.push(simulator);
    return simulator;
  }
  /** Does `work` on a simulator that is then ended. */
  async function during(options: StartOptions, work: (simulator: Simulator) => Promise<unknown>): Promise<void> {
    const simulator = await startKept(file, options);
    await work(simulator).finally(() => simulator.close());
  }
  const add = ({ url }: Simulator, label: string) => fetch(`${url}/things`, post({ label }));
  const move = ({ control }: Simulator, body: object) => fetch(`${control}/clock`, post(body));
  const all = ({ url }: Simulator) => json(fetch(`${url}/things`, key));
  const lines = () => readFileSync(file, "utf8").split("\n");

  it("is what it was when it is started again: ids, times and order", async () => {
    await during({ startAt: started }, async (simulator) => {
      await add(simulator, "one");
      await move(simulator, { advanceMs: 60_000 });
      await add(simulator, "two");
      await fetch(`${simulator.control}/items`, post({ stream: "things", count: 2 }));
      await move(simulator, { advanceMs: 500 });
    });
    const simulator = await start();
    expect(await all(simulator)).to.deep.equal([
      { id: "first", at: 1_767_610_800_000 },
      { id: "thing-1", at: 1_767_610_800_000, label: "one" },
      { id: "thing-2", at: 1_767_610_860_000, label: "two" },
      { id: "thing-3", at: 1_767_610_860_000 },
      { id: "thing-4", at: 1_767_610_860_000 },
    ]);
    expect(await json(fetch(`${simulator.control}/clock`))).to.deep.equal({
      now: "2026-01-05T11:01:00.500Z",
      speed: 0,
    });
    await add(simulator, "three");
    expect(await all(simulator)).to.have.length(6);
  });

  it("remembers the changes in its journal, and nothing else", async () => {
    await during({ startAt: started }, async (simulator) => {
      await all(simulator);
      await add(simulator, "one");
      await fetch(`${simulator.url}/things`, { method: "POST" });
    });
    const simulator = await start();
    expect(await json(fetch(`${simulator.control}/journal`))).to.deep.equal([
      { at: started, method: "POST", path: "/things", status: 201, applied: true },
    ]);
  });

  it("writes what it was started with, then a line for each change, without what proves who asks", async () => {
    await during({ startAt: started, seed: 7, knobs: { colour: ["red", "blue"], rate: "5" } }, async (simulator) => {
      await add(simulator, "one");
      await all(simulator);
    });
    const [header, entry, ...rest] = lines();
    const { since, ...first } = JSON.parse(header ?? "") as { since: string };
    expect(Date.parse(since)).to.be.closeTo(Date.now(), 60_000);
    expect(first).to.deep.equal({
      format: "soar-simulator-state/1",
      integration: "Things",
      seed: 7,
      startAt: started,
      speed: 0,
      knobs: { size: "25", colour: ["red", "blue"] },
    });
    const { real, ...change } = JSON.parse(entry ?? "") as { real: string };
    expect(Date.parse(real)).to.be.closeTo(Date.now(), 60_000);
    expect(change).to.deep.equal({
      at: started,
      method: "POST",
      url: "/things",
      headers: { "content-type": "application/json" },
      body: '{"label":"one"}',
    });
    expect(rest).to.deep.equal([""]);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
  });

  it("keeps a change whose answer a fault keeps back", async () => {
    await during({ startAt: started }, async (simulator) => {
      await fetch(`${simulator.control}/faults`, post([{ path: "/things", kind: "reset", afterwards: true }]));
      expect(await rejection(add(simulator, "one"))).to.be.instanceOf(TypeError);
    });
    expect(await all(await start())).to.have.length(2);
  });

  it("takes what is left out from the file, and what may differ as it is given", async () => {
    await during({ startAt: started, seed: 7, knobs: { colour: ["red"] } }, (simulator) => add(simulator, "one"));
    const simulator = await start({ seed: 7, startAt: "2026-01-05T11:00:00Z", knobs: { size: "25", rate: "1" } });
    expect((await fetch(`${simulator.url}/things`, key)).status).to.equal(200);
    expect((await fetch(`${simulator.url}/things`, key)).status).to.equal(429);
  });

  it("names every option that the file has otherwise", async () => {
    await during({ startAt: started, seed: 7, knobs: { colour: ["red"] } }, (simulator) => add(simulator, "one"));
    const asked = {
      seed: 8,
      startAt: "2026-02-01T00:00:00Z",
      knobs: { size: "30", colour: ["red", "blue"], hue: "1" },
    };
    const error = await rejection(start(asked));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.include({
      message:
        `${file} was made with other options: --seed is 7 in it, not 8; ` +
        "--clock is 2026-01-05T11:00:00.000Z in it, not 2026-02-01T00:00:00.000Z; --size is 25 in it, not 30; " +
        "--colour is red in it, not red, blue; --hue is not set in it, not 1.",
      hint: "Leave them out, for what the file says holds, or begin a new state file.",
    });
    expect(await rejection(start({ speed: 2 }))).to.have.property(
      "message",
      `${file} was made with other options: --clock is 2026-01-05T11:00:00.000Z in it, ` +
        "not 2 from 2026-01-05T11:00:00.000Z.",
    );
    expect(await rejection(start({ startAt: "noon" }))).to.have.property(
      "message",
      "The simulator cannot start at noon: it is no ISO time.",
    );
  });

  it("goes on with a clock that runs as if it had never been away", async () => {
    await during({ speed: 1000 }, (simulator) => move(simulator, { advanceMs: 86_400_000 }));
    const { since, startAt } = JSON.parse(lines()[0] ?? "") as { since: string; startAt: string };
    const simulator = await start({ speed: 1000 });
    const before = Date.now();
    const { now } = (await json(fetch(`${simulator.control}/clock`))) as { now: string };
    const passed = Date.parse(now) - Date.parse(startAt) - 86_400_000;
    expect(passed).to.be.within((before - Date.parse(since) - 2) * 1000, (Date.now() - Date.parse(since) + 2) * 1000);
  });

  it("is refused while another one runs on the file, and can be had when that has ended", async () => {
    const first = await start();
    const error = await rejection(start());
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.include({
      message: `Another simulator is running on the state file ${file}.`,
      hint: "End that one first, or give this one a file of its own.",
    });
    await first.close();
    await start();
  });

  it("leaves no file, and no lock, where the simulator itself refuses to start", async () => {
    const refusing = { ...things, create: () => Promise.reject(new ArgumentError("no", "do")) };
    const error = await rejection(createSimulator(refusing, "Things", { state: file, knobs: { size: "many" } }));
    expect(error).to.have.property("message", "no");
    expect(readFileSync(file, "utf8")).to.equal("");
    await start({ knobs: { size: "3" } });
  });

  it("says so where a simulator does not keep its state", async () => {
    const forgetful = { ...things, create: () => startThings() };
    const error = await rejection(createSimulator(forgetful, "Things", { state: file }));
    expect(error).to.be.instanceOf(ManifestError);
    expect(error).to.have.property("message", "The simulator of Things does not keep its state.");
  });

  it("needs no file", async () => {
    const simulator = await createSimulator(things, "Things", { startAt: started });
    open.push(simulator);
    await add(simulator, "one");
    expect(await all(simulator)).to.have.length(2);
    expect(existsSync(file)).to.equal(false);
  });

  it("drops a last line that is torn", async () => {
    await during({ startAt: started }, async (simulator) => {
      await add(simulator, "one");
      await add(simulator, "two");
    });
    const whole = readFileSync(file, "utf8");
    const torn = lines()[2]?.slice(0, -1) ?? "";
    for (const length of [1, 20, torn.length]) {
      writeFileSync(file, whole + torn.slice(0, length));
      await during({}, async (simulator) => expect(await all(simulator)).to.have.length(3));
      expect(readFileSync(file, "utf8")).to.equal(whole);
    }
  });

  it("begins anew where the first line is torn: nothing was answered then", async () => {
    await during({ startAt: started, seed: 9 }, (simulator) => add(simulator, "one"));
    const header = lines()[0] ?? "";
    for (const length of [0, 1, 30, header.length]) {
      writeFileSync(file, header.slice(0, length));
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
      writeFileSync(file, `${mark},${rest}\n`);
      expect(await rejection(start())).to.have.property(
        "message",
        `The state file ${file} cannot be played back, line 1: it does not say what the simulator was started with.`,
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
      writeFileSync(file, text);
      const error = await rejection(start());
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message: `${file} is no state file of a simulator.`,
        hint: "Name a new file, or one that --state has made.",
      });
      expect(readFileSync(file, "utf8")).to.equal(text);
    });
  }

  it("refuses the file of another integration", async () => {
    await during({}, (simulator) => add(simulator, "one"));
    const error = await rejection(createSimulator(things, "Others", { state: file }));
    expect(error).to.have.property("message", `${file} holds the state of a simulated Things, not of Others.`);
  });

  const entry = { at: started, real: started, method: "POST", url: "/things", headers: {}, body: "{}" };
  it("refuses a file with a change that fails now", async () => {
    await during({ startAt: started }, (simulator) => add(simulator, "one"));
    appendFileSync(file, `${JSON.stringify({ ...entry, url: "/defect", method: "GET" })}\n`);
    expect(await rejection(start())).to.have.property(
      "message",
      `The state file ${file} cannot be played back, line 3: a bug in a route.`,
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
      appendFileSync(file, `${line}\n`);
      const error = await rejection(start());
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message: `The state file ${file} cannot be played back, line 3: ${why}.`,
        hint: "It is damaged, or another version of the simulator made it. Begin a new state file.",
      });
    });
  }

  it("refuses a file with bytes that are no text", async () => {
    await during({ startAt: started }, (simulator) => add(simulator, "one"));
    appendFileSync(file, Buffer.from([0x22, 0xff, 0x22, 0x0a]));
    expect(await rejection(start())).to.have.property(
      "message",
      `The state file ${file} cannot be played back, line 3: the line is no text.`,
    );
  });

  it("tells whoever asks that the file cannot be written, and never again that a change was made", async () => {
    const state: StateFile = {
      header: newHeader({ startAt: started, knobs: {} }, "Things", [], Date.now),
      now: Date.now,
      replay: () => Promise.resolve(),
      isReplayed: () => true,
      append: () => undefined,
      written: () => Promise.reject(new Error("ENOSPC: no space left on device")),
      close: () => Promise.resolve(),
    };
    const simulator = await startThings({ state });
    open.push(simulator);
    const answers = [await add(simulator, "one"), await fetch(`${simulator.control}/clock`)];
    for (const answer of answers) {
      expect(answer.status).to.equal(500);
      expect(await answer.json()).to.deep.equal({
        error: "the simulator's state file cannot be written; start it again",
      });
    }
  });

  it("names a place where no file can be", async () => {
    const nowhere = join(folder, "no", "such", "folder");
    const error = await rejection(startKept(nowhere));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.have.property("message").that.includes(`The state file ${nowhere} cannot be kept there: ENOENT`);
    mkdirSync(file);
    const aFolder = await rejection(start());
    expect(aFolder).to.have.property("message").that.includes(`The state file ${file} cannot be opened: EISDIR`);
  });
});
