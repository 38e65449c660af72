import { expect } from "chai";
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ArgumentError, ManifestError } from "../../src/errors.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { rejection } from "../http/loopback.ts";
import { newHeader } from "../../src/simulator/state/header.ts";
import type { StateFile } from "../../src/simulator/state/state-file.ts";
import { startKept, things } from "./state/kept-things.ts";
import { add, all, move, onStateFile } from "./state/on-state-file.ts";
import { json, key, post, startThings, started } from "./things.ts";

describe("a simulator with a state file", () => {
  const { file, start, during, closeAfter, folder } = onStateFile();
  const lines = () => readFileSync(file(), "utf8").split("\n");

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
    expect(statSync(file()).mode & 0o777).to.equal(0o600);
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
        `${file()} was made with other options: --seed is 7 in it, not 8; ` +
        "--clock is 2026-01-05T11:00:00.000Z in it, not 2026-02-01T00:00:00.000Z; --size is 25 in it, not 30; " +
        "--colour is red in it, not red, blue; --hue is not set in it, not 1.",
      hint: "Leave them out, for what the file says holds, or begin a new state file.",
    });
    expect(await rejection(start({ speed: 2 }))).to.have.property(
      "message",
      `${file()} was made with other options: --clock is 2026-01-05T11:00:00.000Z in it, ` +
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
      message: `Another simulator is running on the state file ${file()}.`,
      hint: "End that one first, or give this one a file of its own.",
    });
    await first.close();
    await start();
  });

  it("leaves no file, and no lock, where the simulator itself refuses to start", async () => {
    const refusing = { ...things, create: () => Promise.reject(new ArgumentError("no", "do")) };
    const error = await rejection(createSimulator(refusing, "Things", { state: file(), knobs: { size: "many" } }));
    expect(error).to.have.property("message", "no");
    expect(readFileSync(file(), "utf8")).to.equal("");
    await start({ knobs: { size: "3" } });
  });

  it("says so where a simulator does not keep its state", async () => {
    const forgetful = { ...things, create: () => startThings() };
    const error = await rejection(createSimulator(forgetful, "Things", { state: file() }));
    expect(error).to.be.instanceOf(ManifestError);
    expect(error).to.have.property("message", "The simulator of Things does not keep its state.");
  });

  it("needs no file", async () => {
    const simulator = await createSimulator(things, "Things", { startAt: started });
    closeAfter(simulator);
    await add(simulator, "one");
    expect(await all(simulator)).to.have.length(2);
    expect(existsSync(file())).to.equal(false);
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
    closeAfter(simulator);
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
    mkdirSync(file());
    const aFolder = await rejection(start());
    expect(aFolder).to.have.property("message").that.includes(`The state file ${file()} cannot be opened: EISDIR`);
  });
});
