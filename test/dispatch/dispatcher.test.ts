import { expect } from "chai";
import { createDispatcher } from "../../src/dispatch/dispatcher.ts";
import type { AnyHandler } from "../../src/dispatch/instance.ts";
import { CredentialsError, InterruptedError, NetworkError, StoreError, UnexpectedError } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";
import { command, instance, manifest, request } from "./acme.ts";
import { createMemoryPorts } from "./memory-ports.ts";
import { get, hello } from "./greeting.ts";

describe("a dispatcher", () => {
  it("runs a command and stores its entry and context", async () => {
    const ports = createMemoryPorts([instance([get], { "acme-get": hello })]);
    const { entries, context, error, undeclared } = await createDispatcher(ports).run(
      request("get", { args: { id: "7" } }),
    );
    expect(error).to.equal(undefined);
    expect(undeclared).to.deep.equal([]);
    expect(entries).to.deep.equal([
      {
        ID: "1@playground",
        Type: 1,
        ContentsFormat: "json",
        Contents: { id: "7" },
        HumanReadable: "Hello 7",
        ReadableContentsFormat: "markdown",
        EntryContext: { "Acme.User(val.ID && val.ID == obj.ID)": { ID: "7" } },
        ModuleName: "acme-1",
        Brand: "Acme",
      },
    ]);
    expect(ports.warRooms.get("playground")).to.deep.equal(entries);
    expect(valueOf(context)).to.deep.equal({ ID: "7" });
    expect(context).to.deep.equal(ports.contexts.get("playground"));
  });

  it("gives the handler what it needs", async () => {
    let input: Parameters<AnyHandler>[0] | undefined;
    const ports = createMemoryPorts([
      instance([get], {
        "acme-get": async (given) => {
          input = given;
          given.progress(1, 2, "users");
          return {};
        },
      }),
    ]);
    ports.contexts.set("9", { A: 1 });
    const seen: unknown[] = [];
    const incident = { id: "9", name: "I" } as never;
    await createDispatcher(ports).run(
      request("acme-get", { investigationId: "9", incident, progress: (...progress) => seen.push(progress) }),
    );
    expect(input).to.deep.include({
      args: {},
      params: { url: "http://acme" },
      client: "the client",
      context: { A: 1 },
      incident,
      now: ports.now,
    });
    expect(input?.signal.aborted).to.equal(false);
    expect(seen).to.deep.equal([[1, 2, "users"]]);
  });

  it("adds only what this command wrote to the context that it gives back", async () => {
    const ports = createMemoryPorts([instance([get], { "acme-get": hello })]);
    ports.contexts.set("playground", { Acme: { User: [{ ID: "1", Name: "one" }] } });
    const { context } = await createDispatcher(ports).run(request("acme-get", { args: { id: "1" } }));
    expect(valueOf(context)).to.deep.equal({ ID: "1" });
    expect(ports.contexts.get("playground")).to.deep.equal({ Acme: { User: [{ ID: "1", Name: "one" }] } });
  });

  it("runs on every instance that has the command, in order, or on those that are asked for", async () => {
    const second = instance([get], { "acme-get": hello }, { name: "acme-2" });
    const ports = createMemoryPorts([instance([get], { "acme-get": hello }), second]);
    const dispatcher = createDispatcher(ports);
    const both = await dispatcher.run(request("acme-get", { args: { id: "1" } }));
    expect(both.entries.map((entry) => entry.ModuleName)).to.deep.equal(["acme-1", "acme-2"]);
    const one = await dispatcher.run(request("acme-get", { args: { id: "1", using: "acme-2" } }));
    expect(one.entries.map((entry) => entry.ModuleName)).to.deep.equal(["acme-2"]);
  });

  it("goes on with the other instances when one fails, and reports the first error", async () => {
    const broken: AnyHandler = async ({ args }) => {
      throw new NetworkError(`down ${String(args.id)}`, "wait");
    };
    const ports = createMemoryPorts([
      instance([get], { "acme-get": broken }),
      instance([get], { "acme-get": hello }, { name: "acme-2" }),
    ]);
    const { entries, error } = await createDispatcher(ports).run(request("acme-get", { args: { id: "1" } }));
    expect(entries.map((entry) => entry.Type)).to.deep.equal([4, 1]);
    expect(error).to.be.instanceOf(NetworkError);
    expect(error?.message).to.equal("down 1");
  });

  it("stores an error as an entry", async () => {
    const ports = createMemoryPorts([
      instance([get], {
        "acme-get": async () => {
          throw new CredentialsError("Refused.", "Renew the key.");
        },
      }),
    ]);
    const { entries, context } = await createDispatcher(ports).run(request("acme-get"));
    expect(entries).to.deep.equal([
      {
        ID: "1@playground",
        Type: 4,
        ContentsFormat: "text",
        Contents: "Refused.\nRenew the key.",
        ModuleName: "acme-1",
        Brand: "Acme",
      },
    ]);
    expect(context).to.deep.equal({});
    expect(ports.warRooms.get("playground")).to.deep.equal(entries);
  });

  it("warns with the first entry that a command is deprecated", async () => {
    const old = command("acme-old", { deprecated: true, successor: "acme-get", arguments: get.arguments });
    const ports = createMemoryPorts([instance([old], { "acme-old": hello })]);
    const { entries } = await createDispatcher(ports).run(request("acme-old", { args: { id: ["1", "2"] } }));
    expect(entries.map((entry) => entry.Contents)).to.deep.equal([
      { id: "1" },
      "acme-old is deprecated. Use acme-get instead.",
      { id: "2" },
    ]);
  });

  it("names the handler that returns nonsense", async () => {
    const ports = createMemoryPorts([instance([get], { "acme-get": async () => "done" })]);
    const { error } = await createDispatcher(ports).run(request("acme-get"));
    expect(error).to.be.instanceOf(UnexpectedError);
    expect(error?.message).to.equal("The handler of acme-get returned a string instead of a result.");
  });

  it("reports context paths that are not declared, and logs them", async () => {
    const logged: unknown[] = [];
    const ports = createMemoryPorts([
      instance([get], { "acme-get": async () => ({ context: { Other: { a: 1 }, Acme: 1 } }) }),
    ]);
    ports.log = { ...silentLog, warn: (...line) => void logged.push(line) };
    const { undeclared } = await createDispatcher(ports).run(request("acme-get"));
    expect(undeclared).to.deep.equal(["Other"]);
    expect(logged).to.deep.equal([
      ["acme-get emitted context paths that the manifest does not declare: Other", { paths: ["Other"] }],
    ]);
  });

  it("logs what cannot be merged into the context", async () => {
    const logged: string[] = [];
    const ports = createMemoryPorts([instance([get], { "acme-get": async () => ({ context: { "Acme(val": 1 } }) })]);
    ports.log = { ...silentLog, warn: (message) => void logged.push(message) };
    await createDispatcher(ports).run(request("acme-get"));
    expect(logged.filter((message) => message.startsWith('Context key "Acme(val":'))).not.to.deep.equal([]);
  });

  it("lets a handler report progress to nobody", async () => {
    const ports = createMemoryPorts([
      instance([get], {
        "acme-get": async ({ progress }) => {
          progress(1);
          return {};
        },
      }),
    ]);
    expect((await createDispatcher(ports).run(request("acme-get"))).error).to.equal(undefined);
  });

  it("stops when it is interrupted, and starts no further call", async () => {
    const controller = new AbortController();
    const calls: unknown[] = [];
    const ports = createMemoryPorts([
      instance([get], {
        "acme-get": ({ args }) => {
          calls.push(args.id);
          controller.abort();
          return new Promise(() => undefined);
        },
      }),
    ]);
    const { entries, error } = await createDispatcher(ports).run(
      request("acme-get", { args: { id: ["1", "2"] }, signal: controller.signal }),
    );
    expect(error).to.be.instanceOf(InterruptedError);
    expect(calls).to.deep.equal(["1"]);
    expect(entries).to.have.length(1);
    expect(ports.warRooms.get("playground")).to.deep.equal(entries);
  });

  it("tells the error all the same when the store refuses its entry, and logs that", async () => {
    const logged: string[] = [];
    const ports = createMemoryPorts([instance([get], { "acme-get": hello })]);
    ports.log = { ...silentLog, error: (message) => void logged.push(message) };
    ports.investigations.append = () => Promise.reject(new StoreError("The disk is full.", "Free some space."));
    const failed = await createDispatcher(ports).run(request("acme-get"));
    expect(failed.error).to.be.instanceOf(StoreError);
    expect(failed.entries.map((entry) => entry.Contents)).to.deep.equal(["The disk is full.\nFree some space."]);
    const unknown = await createDispatcher(ports).run(request("nope"));
    expect(unknown.entries.map((entry) => entry.Type)).to.deep.equal([4]);
    expect(logged).to.deep.equal(["An error entry could not be stored.", "An error entry could not be stored."]);
  });

  it("lets no secret out: not in entries, context, errors or of secret arguments", async () => {
    const leak: AnyHandler = async ({ args }) => {
      if (args.id === "fail") throw new NetworkError("s3cret! and tok3n", "with s3cret!", { cause: "s3cret!" });
      return {
        readable: "s3cret! and tok3n",
        context: { "Acme.User": { ID: "s3cret!", Key: args.key } },
        raw: ["tok3n"],
        warnings: ["tok3n"],
        tags: ["s3cret!"],
        files: [],
      };
    };
    const ports = createMemoryPorts([instance([get], { "acme-get": leak })]);
    const dispatcher = createDispatcher(ports);
    const fine = await dispatcher.run(request("acme-get", { args: { key: "tok3n" } }));
    const failed = await dispatcher.run(request("acme-get", { args: { id: "fail", key: "tok3n" } }));
    const refused = await dispatcher.run(request("acme-get", { args: { "s3cret!": "1", key: "tok3n" } }));
    const all = JSON.stringify([fine, failed, refused, [...ports.warRooms], [...ports.contexts]]);
    expect(all).not.to.contain("s3cret!").and.not.to.contain("tok3n");
    expect([failed.error?.message, failed.error?.hint, failed.error?.cause]).to.deep.equal([
      "*** and ***",
      "with ***",
      "***",
    ]);
    expect(refused.error?.stack).not.to.contain("s3cret!");
  });

  it("keeps one integration's context keys and another's apart", async () => {
    const other = manifest([get], {
      id: "Other",
      soar: { handlers: "c", contextKeys: {}, demo: [], streams: [] },
    });
    const ports = createMemoryPorts([instance([get], { "acme-get": hello }, { manifest: other, name: "other-1" })]);
    const { entries } = await createDispatcher(ports).run(request("acme-get", { args: { id: "7" } }));
    expect(entries[0]?.EntryContext).to.deep.equal({ "Acme.User": { ID: "7" } });
  });
});

/** The one user of a context, whether it stands alone or in a list. */
function valueOf(context: unknown): unknown {
  const user = (context as { Acme: { User: unknown } }).Acme.User;
  return Array.isArray(user) && user.length === 1 ? (user[0] as unknown) : user;
}
