import { expect } from "chai";
import { createDispatcher } from "../../src/dispatch/dispatcher.ts";
import type { AnyHandler } from "../../src/dispatch/instance.ts";
import { UnexpectedError } from "../../src/errors.ts";
import { argument, command, instance, request } from "./acme.ts";
import { createMemoryPorts } from "./memory-ports.ts";
import { get, hello } from "./greeting.ts";

describe("a dispatcher", () => {
  it("makes one call and one entry per member of a list where none is taken", async () => {
    const ports = createMemoryPorts([instance([get], { "acme-get": hello })]);
    const { entries } = await createDispatcher(ports).run(request("acme-get", { args: { id: ["1", "2"] } }));
    expect(entries.map((entry) => entry.HumanReadable)).to.deep.equal(["Hello 1", "Hello 2"]);
    const whole = await createDispatcher(ports).run(request("acme-get", { args: { ids: ["1", "2"] } }));
    expect(whole.entries).to.have.length(1);
  });

  it("stores an error of the line itself, too, and names all its faults", async () => {
    const ports = createMemoryPorts([instance([get], { "acme-get": hello })]);
    const { entries, error } = await createDispatcher(ports).run(
      request("acme-get", {
        args: { id: "1", idd: "2", "retry-count": "x", using: "acme-9" },
        positional: "3",
      }),
    );
    expect(error?.code).to.equal("ARGUMENT");
    expect(error?.message).to.equal(
      "id is given twice, by name and without. " +
        'retry-count must be a whole number from 0 to 100, got "x". ' +
        'There is no instance "acme-9". Did you mean "acme-1"? ' +
        'acme-get: Unknown argument "idd". Did you mean "id"?',
    );
    expect(entries).to.have.length(1);
    expect(ports.warRooms.get("playground")).to.deep.equal(entries);
    const unknown = await createDispatcher(ports).run(request("acme-gett"));
    expect(unknown.error?.message).to.equal('There is no command "acme-gett". Did you mean "acme-get"?');
  });

  it("puts the value without a name where the command wants it", async () => {
    const list = command("acme-list");
    const ports = createMemoryPorts([instance([get, list], { "acme-get": hello, "acme-list": hello })]);
    const { entries } = await createDispatcher(ports).run(request("acme-get", { positional: "7" }));
    expect(entries[0]?.HumanReadable).to.equal("Hello 7");
    const { error } = await createDispatcher(ports).run(request("acme-list", { positional: "7" }));
    expect(error?.message).to.equal("acme-list takes no value without a name.");
  });

  it("reads ${…} from the context and the incident, keeping types; what finds nothing is not given", async () => {
    const seen: unknown[] = [];
    const ports = createMemoryPorts([
      instance([get], {
        "acme-get": async ({ args }) => {
          seen.push(args);
          return {};
        },
      }),
    ]);
    ports.contexts.set("9", { A: { B: ["x", "y"] }, N: 7 });
    const incident = { id: "9", name: "I", CustomFields: { actor: "eve" } } as never;
    const dispatcher = createDispatcher(ports);
    const run = (args: Record<string, string>, literal = false) =>
      dispatcher.run(request("acme-get", { args, investigationId: "9", incident, literal }));
    await run({ id: "${N}", ids: "${A.B}", key: "n=${N} by ${incident.actor}" });
    await run({ id: "${Nothing}" });
    await run({ id: "${N}" }, true);
    await dispatcher.run(request("acme-get", { args: {}, positional: "${N}", investigationId: "9" }));
    expect(seen).to.deep.equal([{ id: 7, ids: ["x", "y"], key: "n=7 by eve" }, {}, { id: "${N}" }, { id: 7 }]);
  });

  it("warns of an expression that cannot be read", async () => {
    const ports = createMemoryPorts([instance([get], { "acme-get": hello })]);
    const { entries } = await createDispatcher(ports).run(request("acme-get", { args: { id: "${A(}" } }));
    expect(entries.map((entry) => entry.Type)).to.deep.equal([1, 11]);
    expect(entries[1]?.Contents).to.match(/\(at character \d+\)|"\)"/);
  });

  it("says of a required argument that is missing why its expression gave nothing", async () => {
    const needs = command("acme-need", { arguments: [argument("id", { required: true })] });
    const ports = createMemoryPorts([instance([needs], { "acme-need": hello })]);
    const messageOf = async (id: string) =>
      (await createDispatcher(ports).run(request("acme-need", { args: { id } }))).error?.message;
    expect(await messageOf("${Nothing}")).to.equal(
      "acme-need: Missing arguments: id. id=${Nothing} gives nothing in this context.",
    );
    expect(await messageOf("${A(}")).to.match(
      /^acme-need: Missing arguments: id\. .*"A\(".* id=\$\{A\(\} gives nothing/,
    );
  });

  it("passes on as unexpected what goes wrong while arguments are read", async () => {
    const ports = createMemoryPorts([instance([get], { "acme-get": hello })]);
    ports.now = () => {
      throw new Error("no clock");
    };
    const { error } = await createDispatcher(ports).run(request("acme-get"));
    expect(error).to.be.instanceOf(UnexpectedError);
    expect(error?.message).to.equal("no clock");
  });

  it("hides every value of a secret argument that takes a list", async () => {
    const login = command("acme-login", { arguments: [argument("keys", { isArray: true, secret: true })] });
    const echo: AnyHandler = async ({ args }) => ({ readable: `keys ${String(args.keys)}` });
    const ports = createMemoryPorts([instance([login], { "acme-login": echo })]);
    const { entries } = await createDispatcher(ports).run(request("acme-login", { args: { keys: "tok3n-a,tok3n-b" } }));
    expect(entries[0]?.HumanReadable).to.equal("keys ***,***");
  });
});
