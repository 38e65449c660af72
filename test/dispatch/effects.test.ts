import { expect } from "chai";
import { createDispatcher } from "../../src/dispatch/dispatcher.ts";
import type { AnyHandler } from "../../src/dispatch/instance.ts";
import type { DispatchRequest } from "../../src/dispatch/call.ts";
import { ArgumentError, NetworkError } from "../../src/errors.ts";
import { DryRunStop } from "../../src/http/dry-run.ts";
import type { Command } from "../../src/manifest/manifest.ts";
import { argument, command, instance, request } from "./acme.ts";
import { createMemoryPorts, type MemoryPorts } from "./memory-ports.ts";

const verify = {
  command: "acme-get",
  args: { id: "${args.id}" },
  when: ".=val.Acme.User.State == val.args.state",
};
const block = command("acme-set", {
  effect: "write",
  arguments: [argument("id"), argument("state"), argument("key", { secret: true })],
  verify,
});
const get = command("acme-get", { arguments: [argument("id")] });

/** An integration whose one user has a state that acme-set sets. */
function acme(parts: Partial<Command> = {}, handlers: Record<string, AnyHandler> = {}) {
  let sets = 0;
  const vendor = { state: "OPEN", asked: [] as unknown[] };
  const ports = createMemoryPorts([
    instance([{ ...block, ...parts }, get], {
      "acme-set": async ({ args }) => {
        sets += 1;
        vendor.state = String(args.state);
        return { readable: "Set." };
      },
      "acme-get": async ({ args }) => {
        vendor.asked.push(args.id);
        return { context: { "Acme.User": { ID: args.id, State: vendor.state } }, raw: {} };
      },
      ...handlers,
    }),
  ]);
  const run = (more: Partial<DispatchRequest> = {}) =>
    createDispatcher(ports).run(request("acme-set", { args: { id: "7", state: "CLOSED", key: "tok3n" }, ...more }));
  return { ports, vendor, run, sets: () => sets };
}

/** As if the process had died between the write's intent and its outcome. */
function crash(ports: MemoryPorts): void {
  for (const [id, effect] of ports.journal) {
    const intent = { ...effect };
    delete intent.outcome;
    ports.journal.set(id, intent);
  }
}

describe("a write", () => {
  it("is recorded with its arguments, secret ones masked", async () => {
    const { ports, run } = acme();
    await run();
    const [effect] = ports.journal.values();
    expect(effect).to.deep.include({
      runId: "run-1",
      taskId: "0",
      instance: "acme-1",
      command: "acme-set",
      args: { id: "7", state: "CLOSED", key: "***" },
      outcome: "applied",
    });
    expect(effect?.id).to.match(/^[0-9a-f]{64}$/);
  });

  it("happens once per run and task, and again in another", async () => {
    const { run, sets } = acme();
    await run();
    const again = await run();
    expect(sets()).to.equal(1);
    expect(again.error).to.equal(undefined);
    expect(again.entries.map(({ Type, Contents }) => [Type, Contents])).to.deep.equal([
      [11, "acme-set was carried out before, by the same task at 2026-11-20T10:00:00.000Z. It is not repeated."],
    ]);
    await run({ taskId: "1" });
    await run({ runId: "run-2" });
    expect(sets()).to.equal(3);
  });

  it("happens for each member of a list, equal ones included", async () => {
    const { run, sets } = acme();
    await run({ args: { id: ["7", "7", "8"], state: "CLOSED" } });
    expect(sets()).to.equal(3);
  });

  it("of unknown outcome is not repeated when the vendor shows that it happened", async () => {
    const { ports, vendor, run, sets } = acme();
    await run();
    crash(ports);
    const again = await run();
    expect(vendor.asked).to.deep.equal(["7"]);
    expect(sets()).to.equal(1);
    expect(again.entries[0]?.Type).to.equal(11);
    expect([...ports.journal.values()][0]?.outcome).to.equal("applied");
  });

  it("of unknown outcome is repeated when the vendor shows that it did not happen", async () => {
    const { ports, vendor, run, sets } = acme();
    await run();
    crash(ports);
    vendor.state = "OPEN";
    const again = await run();
    expect(sets()).to.equal(2);
    expect(again.entries[0]?.HumanReadable).to.equal("Set.");
  });

  it("is told from an earlier one like it by the time of its intent", async () => {
    const asked: unknown[] = [];
    const sent = Date.parse("2026-11-20T10:00:00Z");
    let at = sent - 1;
    const { ports, run, sets } = acme(
      {
        verify: {
          command: "acme-get",
          args: { id: "${intent.at}" },
          when: ".=val.Acme.Note.At >= val.intent.at",
        },
      },
      {
        "acme-get": async ({ args }) => {
          asked.push(args.id);
          return { context: { "Acme.Note": { At: new Date(at).toISOString() } } };
        },
      },
    );
    await run();
    crash(ports);
    ports.time += 60_000;
    await run();
    expect([sets(), asked]).to.deep.equal([2, ["2026-11-20T10:00:00.000Z"]]);
    crash(ports);
    at = sent;
    await run();
    expect(sets()).to.equal(2);
  });

  it("is looked for in a list, too", async () => {
    const { ports, run, sets } = acme(
      { verify: { ...verify, when: "Acme.User" } },
      {
        "acme-get": async () => ({ context: { "Acme.User": [{ ID: 1 }, { ID: 2 }] } }),
      },
    );
    await run();
    crash(ports);
    await run();
    expect(sets()).to.equal(1);
  });

  const undecidable: [string, Partial<Command> & object, Record<string, AnyHandler>, string][] = [
    [
      "there is no command that could tell",
      { verify: { ...verify, command: "gone" } },
      {},
      "the command gone, which could tell, does not exist",
    ],
    [
      "that command fails",
      {},
      {
        "acme-get": async () => {
          throw new NetworkError("down", "");
        },
      },
      "acme-get, which could tell, failed: down",
    ],
    ["its answer makes no sense to the condition", {}, { "acme-get": async () => ({}) }, "Acme"],
    ["its arguments are wrong", { verify: { ...verify, args: { nope: "1" } } }, {}, 'Unknown argument "nope"'],
  ];
  for (const [why, parts, handlers, told] of undecidable) {
    it(`waits for a person when ${why}`, async () => {
      const { ports, run, sets } = acme(parts, handlers);
      await run();
      crash(ports);
      const { error } = await run();
      expect(sets()).to.equal(1);
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error?.message).to.match(/^acme-set was interrupted before its outcome was recorded/);
      expect(error?.message).to.contain(told);
      expect(error?.hint).to.equal(
        "Look it up at the vendor's. If it did not happen, run the command by hand; then let the playbook go on.",
      );
      expect([...ports.journal.values()][0]?.outcome).to.equal(undefined);
    });
  }

  it("waits for a person when its command declares no verify", async () => {
    const { ports, run } = acme();
    const plain = { ...block };
    delete plain.verify;
    ports.instances = [instance([plain], { "acme-set": async () => ({}) })];
    await run();
    crash(ports);
    const { error } = await run();
    expect(error?.message).to.contain("it declares no command that could tell (x-soar.verify)");
  });

  it("is told as interrupted, not as undecided, when the caller stops the verifying", async () => {
    const controller = new AbortController();
    const { ports, run } = acme(
      {},
      {
        "acme-get": () => {
          controller.abort();
          return new Promise(() => undefined);
        },
      },
    );
    await run();
    crash(ports);
    expect((await run({ signal: controller.signal })).error?.code).to.equal("INTERRUPTED");
  });
});

describe("a destructive command", () => {
  const destructive = { effect: "destructive" } as const;

  it("runs only when it is approved", async () => {
    const { run, sets, ports } = acme(destructive);
    for (const refused of [await run(), await run({ approve: () => false })]) {
      expect(refused.error).to.be.instanceOf(ArgumentError);
      expect(refused.error?.message).to.equal("acme-set cannot be undone and was not approved.");
      expect(refused.error?.hint).to.contain("--yes");
    }
    expect(sets()).to.equal(0);
    expect(ports.journal.size).to.equal(0);
    const asked: string[] = [];
    const approve = async (asking: Command, name: string) => asked.push(`${asking.name} on ${name}`) > 0;
    await run({ approve });
    expect(asked).to.deep.equal(["acme-set on acme-1"]);
    expect(sets()).to.equal(1);
  });
});

describe("a dry run", () => {
  it("gives a write a client that does not send, and stores and records nothing", async () => {
    const { ports, run } = acme({ effect: "destructive" });
    const modes: boolean[] = [];
    const [first] = ports.instances;
    ports.instances = [{ ...first!, client: async ({ dryRun }) => modes.push(dryRun) }];
    const { entries, context } = await run({ dryRun: true });
    expect(modes).to.deep.equal([true]);
    expect(entries.map((entry) => entry.HumanReadable)).to.deep.equal([
      "Dry run: acme-set ran to its end without sending a write.",
    ]);
    expect(context).to.deep.equal({});
    expect([ports.warRooms.size, ports.contexts.size, ports.journal.size]).to.deep.equal([0, 0, 0]);
  });

  it("ends where the write's answer would be needed", async () => {
    const { run } = acme(
      {},
      {
        "acme-set": async () => {
          throw new DryRunStop("POST /users");
        },
      },
    );
    const { entries, error } = await run({ dryRun: true });
    expect(error).to.equal(undefined);
    expect(entries[0]?.HumanReadable).to.equal("Dry run: POST /users was not sent.");
  });

  it("reports other errors as ever, without storing them", async () => {
    const { run, ports } = acme(
      {},
      {
        "acme-set": async () => {
          throw new NetworkError("down", "wait");
        },
      },
    );
    const { entries, error } = await run({ dryRun: true });
    expect(error).to.be.instanceOf(NetworkError);
    expect(entries.map((entry) => entry.Type)).to.deep.equal([4]);
    expect(ports.warRooms.size).to.equal(0);
  });

  it("shows what a read gives", async () => {
    const { ports } = acme();
    const { entries, context } = await createDispatcher(ports).run(
      request("acme-get", { args: { id: "7" }, dryRun: true }),
    );
    expect(entries).to.have.length(1);
    expect(context).to.have.property("Acme");
    expect(ports.contexts.size).to.equal(0);
  });
});
