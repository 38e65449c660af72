import { expect } from "chai";
import { effectId, recordEffect } from "../../src/dispatch/record-effect.ts";
import { NetworkError, NotFoundError, StoreError } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";
import { createMemoryPorts, type MemoryPorts } from "./memory-ports.ts";

const key = { runId: "r", taskId: "t", instance: "i", command: "c", args: { a: 1, b: "x" }, index: 0 };

describe("effectId", () => {
  it("does not depend on the order of the arguments", () => {
    expect(effectId({ ...key, args: { b: "x", a: 1 } })).to.equal(effectId(key));
  });

  it("differs with every part", () => {
    const others = [
      { ...key, runId: "r2" },
      { ...key, taskId: "t2" },
      { ...key, instance: "i2" },
      { ...key, command: "c2" },
      { ...key, args: { a: 1, b: "y" } },
      { ...key, index: 1 },
    ];
    expect(new Set([key, ...others].map(effectId)).size).to.equal(7);
  });

  it("stays the same from one release to the next: intents are stored by it", () => {
    expect(effectId(key)).to.equal("f9cc5472cce4b91eb728a37d40e3e5515aae59bda0ddad5677e45c31dd933252");
  });
});

describe("recordEffect", () => {
  const effect = { ...key, id: "e", intendedAt: 1_700_000_000_000 };
  let ports: MemoryPorts;
  let sent: number;
  const send = async () => {
    expect(ports.journal.get("e")?.outcome).to.be.oneOf([undefined, "failed", "unknown"]);
    return ++sent;
  };
  const never = () => expect.fail("it should not have been asked");

  beforeEach(() => {
    ports = createMemoryPorts([]);
    sent = 0;
  });

  it("records the intent before it runs and the outcome after", async () => {
    const done = await recordEffect(effect, ports, { run: send, wasApplied: never });
    expect(done).to.deep.equal({ ran: true, result: 1 });
    expect(ports.journal.get("e")).to.deep.include({ outcome: "applied", finishedAt: ports.time });
  });

  it("does not repeat what is known to be applied", async () => {
    ports.journal.set("e", { ...effect, outcome: "applied" });
    const done = await recordEffect(effect, ports, { run: never, wasApplied: never });
    expect(done).to.deep.equal({ ran: false, intendedAt: 1_700_000_000_000 });
  });

  it("runs again what was refused", async () => {
    ports.journal.set("e", { ...effect, outcome: "failed" });
    await recordEffect(effect, ports, { run: send, wasApplied: never });
    expect(sent).to.equal(1);
    expect(ports.journal.get("e")?.outcome).to.equal("applied");
  });

  for (const outcome of [undefined, "unknown"] as const) {
    it(`finds out about an outcome that is ${outcome ?? "missing"} before it runs anything`, async () => {
      const known = outcome ? { ...effect, outcome } : effect;
      ports.journal.set("e", known);
      const done = await recordEffect(effect, ports, { run: never, wasApplied: async () => true });
      expect(done.ran).to.equal(false);
      expect(ports.journal.get("e")?.outcome).to.equal("applied");

      ports.journal.set("e", known);
      await recordEffect(effect, ports, { run: send, wasApplied: async () => false });
      expect(sent).to.equal(1);
      expect(ports.journal.get("e")?.outcome).to.equal("applied");
    });
  }

  it("tells a refusal from what nobody knows", async () => {
    const refused = new NotFoundError("", "");
    expect(await failure(ports, refused)).to.equal(refused);
    expect(ports.journal.get("e")?.outcome).to.equal("failed");
    ports.journal.clear();
    const lost = new NetworkError("", "");
    expect(await failure(ports, lost)).to.equal(lost);
    expect(ports.journal.get("e")?.outcome).to.equal("unknown");
  });

  it("sends nothing when the intent cannot be recorded", async () => {
    const full = new StoreError("", "");
    ports.effects.intend = () => Promise.reject(full);
    const recording = recordEffect(effect, ports, { run: never, wasApplied: never });
    expect(await recording.catch((error: unknown) => error)).to.equal(full);
  });

  it("tells the command's own error when its outcome cannot be recorded either, and logs that", async () => {
    const logged: string[] = [];
    const log = { ...silentLog, error: (message: string) => void logged.push(message) };
    ports.effects.finish = () => Promise.reject(new StoreError("", ""));
    const lost = new NetworkError("", "");
    expect(await failure({ ...ports, log }, lost)).to.equal(lost);
    expect(logged).to.deep.equal(["The outcome of a write could not be recorded."]);
  });

  it("says that the write was carried out when that cannot be recorded", async () => {
    const full = new StoreError("The disk is full.", "Free some space.");
    ports.effects.finish = () => Promise.reject(full);
    const recording = recordEffect(effect, ports, { run: async () => 1, wasApplied: never });
    const error = await recording.catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(StoreError);
    expect(error).to.include({
      message: `${effect.command} was carried out, but this could not be stored: The disk is full.`,
      hint: "Free some space.",
      cause: full,
    });
  });

  function failure(used: MemoryPorts, error: Error): Promise<unknown> {
    const steps = { run: () => Promise.reject(error), wasApplied: never };
    return recordEffect(effect, used, steps).catch((thrown: unknown) => thrown);
  }
});
