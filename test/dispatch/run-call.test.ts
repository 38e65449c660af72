import { expect } from "chai";
import type { AnyHandler } from "../../src/dispatch/instance.ts";
import { ApiError, ArgumentError, InterruptedError, NetworkError, StoreError, TimeoutError } from "../../src/errors.ts";
import type { MemoryPorts } from "./memory-ports.ts";
import { runOnce, users } from "./run-once.ts";

describe("a call whose result the store refuses", () => {
  const refusing = (ports: MemoryPorts) => {
    ports.investigations.append = () => Promise.reject(new StoreError("The disk is full.", "Free some space."));
  };

  it("is told as what it is, with the word that a write was carried out", async () => {
    const read = await runOnce(users, {}, { effect: "read" }, refusing);
    expect(read.error?.message).to.equal("The disk is full.");
    const write = await runOnce(users, {}, { effect: "write" }, refusing);
    expect(write.error).to.be.instanceOf(StoreError);
    expect([write.error?.message, write.error?.hint]).to.deep.equal([
      "acme-get was carried out, but this could not be stored: The disk is full.",
      "Free some space.",
    ]);
    expect([...write.ports.journal.values()].map(({ outcome }) => outcome)).to.deep.equal(["applied"]);
  });
});

describe("the system arguments of a call", () => {
  it("show the raw answer instead of the readable", async () => {
    const { entries } = await runOnce(users, { args: { "raw-response": "true" } });
    expect(entries[0]).not.to.have.any.keys("HumanReadable", "ReadableContentsFormat");
    expect(entries[0]).to.have.property("EntryContext");
  });

  it("drop the outputs but keep what extends the context", async () => {
    const args = { "ignore-outputs": "true", "extend-context": "Found=users.id::First=users.[0].id" };
    const { entries, ports } = await runOnce(users, { args });
    expect(entries[0]?.EntryContext).to.deep.equal({ Found: [1, 2], First: 1 });
    expect(ports.contexts.get("playground")).to.deep.equal({ Found: [1, 2], First: 1 });
  });

  it("append to a plain key that the outputs write, too", async () => {
    const run: AnyHandler = async () => ({ context: { "Acme.Name": "a" }, raw: { name: "b" } });
    const { entries } = await runOnce(run, { args: { "extend-context": "Acme.Name=name" } });
    expect(entries[0]?.EntryContext).to.deep.equal({ "Acme.Name": ["a", "b"] });
  });

  it("warn of an extension that cannot be read, and have nothing to extend from without an entry", async () => {
    const { entries } = await runOnce(users, { args: { "extend-context": "X=a(" } });
    expect(entries.map((entry) => entry.Type)).to.deep.equal([1, 11, 11]);
    const none = await runOnce(async () => ({ warnings: ["Nothing."] }), { args: { "extend-context": "X=a" } });
    expect(none.entries.map((entry) => entry.Contents)).to.deep.equal(["Nothing."]);
  });

  it("keep indicators from being extracted", async () => {
    expect((await runOnce(users, { args: { "auto-extract": "none" } })).entries[0]?.IgnoreAutoExtract).to.equal(true);
    const inline = await runOnce(users, { args: { "auto-extract": "inline" } });
    expect(inline.entries[0]).not.to.have.property("IgnoreAutoExtract");
  });

  it("add what the handler logged, of a failure, too", async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const talks: AnyHandler = async ({ log, args }) => {
      log.debug("asking s3cret!", { page: 1 });
      log.info("told");
      log.warn("odd", { cyclic });
      log.error("bad");
      if (args.id === "fail") throw new NetworkError("down", "wait");
      return { readable: "x" };
    };
    const lines = 'debug: asking *** {"page":1}\ninfo: told\nwarn: odd {cyclic}\nerror: bad';
    const fine = await runOnce(talks, { args: { "debug-mode": "true" } });
    expect(fine.entries[1]).to.deep.include({ Type: 16, ContentsFormat: "text", Contents: lines, Brand: "Acme" });
    const failed = await runOnce(talks, { args: { "debug-mode": "true", id: "fail" } });
    expect(failed.entries.map((entry) => entry.Type)).to.deep.equal([4, 16]);
    expect((await runOnce(talks)).entries).to.have.length(1);
  });
});

describe("the time of a call", () => {
  const hangs: AnyHandler = () => new Promise(() => undefined);

  it("is the command's own, and the caller's before that", async () => {
    const own = await runOnce(hangs, {}, { timeoutMs: 5 });
    expect(own.error).to.be.instanceOf(TimeoutError);
    expect(own.error?.message).to.equal("acme-get did not end within 0.005 s.");
    const given = await runOnce(hangs, { args: { "execution-timeout": "0.007" } }, { timeoutMs: 1e9 });
    expect(given.error?.message).to.equal("acme-get did not end within 0.007 s.");
  });
});

describe("the retries of a call", () => {
  const failing = (times: number, error: Error): { run: AnyHandler; calls: () => number } => {
    let calls = 0;
    const run: AnyHandler = async () => {
      if (++calls <= times) throw error;
      return { readable: "ok" };
    };
    return { run, calls: () => calls };
  };
  const args = { "retry-count": "2", "retry-interval": "7" };

  it("repeat a read after an error that may pass", async () => {
    const { run, calls } = failing(2, new NetworkError("down", "wait"));
    const { error, ports } = await runOnce(run, { args });
    expect(error).to.equal(undefined);
    expect(calls()).to.equal(3);
    expect(ports.waits).to.deep.equal([7000, 7000]);
  });

  it("end after the given number, and with no number at once", async () => {
    const { run, calls } = failing(9, new NetworkError("down", "wait"));
    expect((await runOnce(run, { args })).error?.message).to.equal("down");
    expect(calls()).to.equal(3);
    await runOnce(run);
    expect(calls()).to.equal(4);
  });

  it("do not repeat what a person must change", async () => {
    const { run, calls } = failing(9, new ArgumentError("wrong", "right"));
    await runOnce(run, { args });
    expect(calls()).to.equal(1);
  });

  it("repeat a write only when it was certainly not applied", async () => {
    const lost = failing(9, new NetworkError("down", "wait"));
    await runOnce(lost.run, { args }, { effect: "write" });
    expect(lost.calls()).to.equal(1);
    const refused = failing(1, new ApiError("busy", "wait", { status: 409, body: "" }));
    await runOnce(refused.run, { args }, { effect: "write" });
    expect(refused.calls()).to.equal(2);
  });

  it("end when the caller stops the wait", async () => {
    const controller = new AbortController();
    const { run, calls } = failing(9, new NetworkError("down", "wait"));
    const { error } = await runOnce(run, { args, signal: controller.signal }, {}, (ports) => {
      ports.wait = async () => controller.abort();
    });
    expect(error).to.be.instanceOf(InterruptedError);
    expect(calls()).to.equal(1);
    const broken = await runOnce(run, { args }, {}, (ports) => {
      ports.wait = () => Promise.reject(new Error("no clock"));
    });
    expect(broken.error?.message).to.equal("no clock");
  });
});

describe("a poll", () => {
  const poll = { everyMs: 60_000, timeoutMs: 300_000, args: { job: "j" } };

  it("is driven to its end: the first entry and those that say something are shown", async () => {
    const answers = [{ readable: "Started", poll }, { poll }, { readable: "Half", poll }, { readable: "Done" }];
    const seen: unknown[] = [];
    const { entries, ports } = await runOnce(
      async ({ args }) => {
        seen.push(args);
        return answers.shift();
      },
      { args: { id: "1" } },
    );
    expect(entries.map((entry) => entry.HumanReadable)).to.deep.equal(["Started", "Half", "Done"]);
    expect(seen).to.deep.equal([{ id: "1" }, { job: "j" }, { job: "j" }, { job: "j" }]);
    expect(ports.waits).to.deep.equal([60_000, 60_000, 60_000]);
  });

  it("asks no more often than every ten seconds", async () => {
    const answers = [{ poll: { ...poll, everyMs: 1 } }, { readable: "Done" }];
    const { ports } = await runOnce(async () => answers.shift());
    expect(ports.waits).to.deep.equal([10_000]);
  });

  it("ends with an error when its time is over", async () => {
    const { error, entries, ports } = await runOnce(async () => ({ readable: "Wait", poll }));
    expect(error).to.be.instanceOf(TimeoutError);
    expect(error?.message).to.equal("acme-get was not finished after 300 s.");
    expect(ports.waits).to.have.length(5);
    expect(entries.at(-1)?.Type).to.equal(4);
    const short = await runOnce(async () => ({ poll }), { args: { "execution-timeout": "60" } });
    expect(short.ports.waits).to.have.length(1);
  });

  it("keeps what was shown before it failed", async () => {
    const answers = [{ readable: "Started", context: { Acme: 1 }, poll }];
    const { entries, context } = await runOnce(async () => answers.shift());
    expect(entries.map((entry) => entry.Type)).to.deep.equal([1, 4]);
    expect(context).to.deep.equal({ Acme: 1 });
  });

  it("of a write is one effect", async () => {
    const answers = [{ readable: "Started", poll }, { readable: "Done" }];
    const { ports } = await runOnce(async () => answers.shift(), {}, { effect: "write" });
    expect([...ports.journal.values()].map((effect) => effect.outcome)).to.deep.equal(["applied"]);
  });
});
