import { expect } from "chai";
import { createDispatcher } from "../../src/dispatch/dispatcher.ts";
import type { AnyHandler, OpenInstance } from "../../src/dispatch/instance.ts";
import type { DispatchRequest } from "../../src/dispatch/call.ts";
import { ManifestError, NetworkError } from "../../src/errors.ts";
import type { Command } from "../../src/manifest/manifest.ts";
import { argument, command, instance, request } from "./acme.ts";
import { createMemoryPorts } from "./memory-ports.ts";

const wipe = command("acme-wipe", {
  effect: "destructive",
  arguments: [argument("id", { type: "number" }), argument("key", { secret: true })],
});

/** An integration whose one command says before what it will do. */
function acme(preview: AnyHandler, parts: Partial<Command> = {}, more: Partial<OpenInstance> = {}) {
  const done: unknown[] = [];
  const run: AnyHandler = async ({ args }) => {
    done.push(args.id);
    return { readable: "Wiped." };
  };
  const ports = createMemoryPorts([
    instance([{ ...wipe, ...parts }], { "acme-wipe": run }, { preview: async () => preview, ...more }),
  ]);
  const told: (string | undefined)[] = [];
  const start = (given: Partial<DispatchRequest> = {}) =>
    createDispatcher(ports).run(
      request("acme-wipe", {
        args: { id: "7", key: "tok3n" },
        approve: async (_command, _name, tell) => told.push(await tell()) > 0,
        ...given,
      }),
    );
  return { ports, start, told, done };
}

describe("the preview of a destructive command", () => {
  it("is given what the handler will be given, but a client that refuses writes", async () => {
    const inputs: Parameters<AnyHandler>[0][] = [];
    const asked: object[] = [];
    const { start, told, done, ports } = acme(
      async (input) => {
        inputs.push(input);
        return " This wipes 7.\n";
      },
      {},
      { client: async (options) => asked.push(options) && "the reader" },
    );
    ports.contexts.set("playground", { Seen: 1 });
    await start();
    expect(told).to.deep.equal(["This wipes 7."]);
    expect(done).to.deep.equal([7]);
    expect(asked).to.deep.equal([{ dryRun: false, readsOnly: true }, { dryRun: false }]);
    const [{ args, params, client, context, now } = {} as Parameters<AnyHandler>[0]] = inputs;
    expect({ args, params, client, context, now: now() }).to.deep.equal({
      args: { id: 7, key: "tok3n" },
      params: { url: "http://acme" },
      client: "the reader",
      context: { Seen: 1 },
      now: ports.time,
    });
  });

  it("is not asked for by who approves without it, nor for a command that is not destructive", async () => {
    let asked = 0;
    const count: AnyHandler = async () => String(++asked);
    await acme(count).start({ approve: () => true });
    await acme(count, { effect: "write" }).start();
    expect(asked).to.equal(0);
  });

  it("is told in a dry run, which goes on whatever the answer", async () => {
    const { start, told } = acme(async () => "This wipes 7.");
    const approve: DispatchRequest["approve"] = async (_command, _name, tell) => {
      told.push(await tell());
      return false;
    };
    const { error, entries } = await start({ dryRun: true, approve });
    expect([error, told]).to.deep.equal([undefined, ["This wipes 7."]]);
    expect(entries[0]?.HumanReadable).to.match(/^Dry run: /);
  });

  it("tells of each call of a list, up to five, without secrets", async () => {
    const { start, told, done } = acme(async ({ args }) => `This wipes ${String(args.id)} with ${String(args.key)}.`);
    await start({ args: { id: [1, 2], key: "tok3n" } });
    expect(told).to.deep.equal(["This wipes 1 with ***.\nThis wipes 2 with ***."]);
    await start({ args: { id: [1, 2, 3, 4, 5, 6] } });
    await start({ args: { id: [1, 2, 3, 4, 5, 6, 7, 8] } });
    expect(told.slice(1).map((text) => text?.split("\n").slice(4))).to.deep.equal([
      ["This wipes 5 with undefined.", "So for 1 more call, of which nothing was looked up."],
      ["This wipes 5 with undefined.", "So for 3 more calls, of which nothing was looked up."],
    ]);
    expect(done).to.have.length(16);
  });

  it("tells of the calls on the instance that is asked about", async () => {
    const { ports, start, told } = acme(async ({ params }) => String(params.url));
    const [first] = ports.instances;
    ports.instances.push({ ...first!, name: "acme-2", params: { url: "http://other" } });
    await start();
    expect(told).to.deep.equal(["http://acme", "http://other"]);
  });

  it("is nothing where the command has none", async () => {
    const { ports, start, told, done } = acme(async () => "");
    ports.instances = ports.instances.map((each) => ({ ...each, preview: async () => undefined }));
    await start();
    for (const each of ports.instances) delete each.preview;
    await start({ taskId: "1" });
    expect([told, done]).to.deep.equal([
      [undefined, undefined],
      [7, 7],
    ]);
  });

  for (const wrong of ["", " \n", 5, undefined]) {
    it(`is no ${wrong === undefined ? "undefined" : JSON.stringify(wrong)}`, async () => {
      const { start, done } = acme(async () => wrong);
      const { error } = await start();
      expect(error).to.be.instanceOf(ManifestError).with.property("message", "The preview of acme-wipe gave no text.");
      expect(done).to.deep.equal([]);
    });
  }

  it("ends the command with its error, before anything is changed or recorded", async () => {
    const { start, done, ports } = acme(async () => {
      throw new NetworkError("The vendor is down.", "Wait.");
    });
    const { error } = await start();
    expect(error).to.be.instanceOf(NetworkError).with.property("message", "The vendor is down.");
    expect([done, ports.journal.size]).to.deep.equal([[], 0]);
  });

  it("is given the incident, and as much time as the call", async () => {
    let name: string | undefined;
    const { start } = acme(({ incident, progress }) => {
      name = incident?.name;
      progress(1);
      return new Promise(() => undefined);
    });
    const incident = { id: "1", name: "Leak", occurred: "", rawJSON: "{}", sourceId: "1" };
    const { error } = await start({
      args: { id: 7, "execution-timeout": "1" },
      incident: incident as NonNullable<DispatchRequest["incident"]>,
    });
    expect(error?.message).to.equal("The preview of acme-wipe did not end within 1 s.");
    expect(name).to.equal("Leak");
  });
});
