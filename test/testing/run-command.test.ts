import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { runCommand, startSimulator, type RunCommandOptions, type TestSimulator } from "soarkit/testing";
import { rejection } from "../http/loopback.ts";

const integration = fileURLToPath(new URL("../second", import.meta.url));

describe("running a command against its simulator", () => {
  let simulator: TestSimulator;
  const run = (name: string, args: Record<string, string>, more: Partial<RunCommandOptions> = {}) =>
    runCommand(name, args, { integration, simulator, ...more });

  beforeEach(async () => {
    simulator = await startSimulator(integration, { startAt: "2026-03-01T12:00:00Z", knobs: { tickets: 12 } });
  });
  afterEach(() => simulator.close());

  it("gives entries, context, the handler's result and the requests", async () => {
    const { entries, context, result, requests, ...rest } = await run("lodestar-ticket-get", { id: "3" });
    const ticket = { ID: 3, Title: "Disk 3 is full", State: "open" };
    expect(context).to.deep.equal({ Lodestar: { Ticket: ticket } });
    expect(entries.map(({ Type, ID, ModuleName }) => [Type, ID, ModuleName])).to.deep.equal([
      [1, "1@playground", "default"],
    ]);
    expect(result?.context).to.deep.equal({ "Lodestar.Ticket": ticket });
    expect(requests).to.deep.equal([{ method: "GET", path: "/tickets/3", query: {}, status: 200 }]);
    expect(rest).to.deep.equal({ line: "!lodestar-ticket-get id=3", undeclared: [], files: [], tokenRequests: 0 });
  });

  it("gives the requests in order, with their queries", async () => {
    const { requests } = await run("lodestar-ticket-list", { limit: "11" });
    expect(requests.map(({ path, query }) => [path, query])).to.deep.equal([
      ["/tickets", { offset: ["0"], limit: ["10"] }],
      ["/tickets", { offset: ["10"], limit: ["10"] }],
    ]);
  });

  it("coerces arguments and reads values from the context that it is given", async () => {
    const context = { Wanted: { ID: 5 } };
    const outcome = await run("lodestar-ticket-get", { id: "${Wanted.ID}" }, { context });
    expect(outcome.context).to.deep.equal({
      Lodestar: { Ticket: { ID: 5, Title: "Disk 5 is full", State: "closed" } },
    });
  });

  it("gives a command's error with its entry, as part of the outcome", async () => {
    const { error, entries, context, requests } = await run("lodestar-attachment-get", { id: "99" });
    expect(error).to.include({ code: "NOT_FOUND", message: "Ticket 99 has no attachment." });
    expect(entries.map(({ Type, Contents }) => [Type, Contents])).to.deep.equal([
      [4, "Ticket 99 has no attachment.\n`lodestar-ticket-list` shows the tickets."],
    ]);
    expect(context).to.deep.equal({});
    expect(requests).to.deep.equal([{ method: "GET", path: "/tickets/99/attachment", query: {}, status: 404 }]);
  });

  it("gives a wrong argument as an error, without a request", async () => {
    const { error, requests, line } = await run("lodestar-ticket-get", { id: "no number" });
    expect([error?.code, requests, line]).to.deep.equal(["ARGUMENT", [], '!lodestar-ticket-get id="no number"']);
  });

  it("gives a command that does not exist as an error, with the nearest that does", async () => {
    const { error } = await run("lodestar-ticket-gte", {});
    expect(error?.code).to.equal("ARGUMENT");
    expect(error?.message).to.include("lodestar-ticket-get");
  });

  it("gives the content of files, and the same entries in every run", async () => {
    const [first, second] = [
      await run("lodestar-attachment-get", { id: "3" }),
      await run("lodestar-attachment-get", { id: "3" }),
    ];
    const expected = Uint8Array.from({ length: 300_000 }, (_, index) => (index + 3) % 256);
    expect(first.files.map(({ name }) => name)).to.deep.equal(["report.bin"]);
    expect(Buffer.compare(first.files[0]?.content ?? new Uint8Array(), expected)).to.equal(0);
    expect(first.entries).to.deep.equal(second.entries);
  });

  it("approves what is destructive", async () => {
    const { error } = await run("lodestar-ticket-delete", { id: "8" });
    expect(error).to.equal(undefined);
    expect(
      (await simulator.requests()).map(({ method, path, status, applied }) => [method, path, status, applied]),
    ).to.deep.equal([["DELETE", "/tickets/8", 204, true]]);
  });

  it("gives no preview of a command that has none", async () => {
    const { error, requests, ...rest } = await run("lodestar-ticket-delete", { id: "8" }, { preview: true });
    expect([error, requests.map(({ method }) => method)]).to.deep.equal([undefined, ["DELETE"]]);
    expect(rest).not.to.have.property("preview");
  });

  it("waits for a poll without taking its time: the vendor's clock moves along", async () => {
    const { error, requests } = await run("lodestar-ticket-wait", { id: "6", "execution-timeout": "60" });
    expect(error).to.include({ code: "TIMEOUT", message: "lodestar-ticket-wait was not finished after 60 s." });
    // At once, and every ten seconds from then on.
    expect(requests).to.have.length(7);
    expect(await simulator.control("/clock")).to.deep.equal({ now: "2026-03-01T12:01:00.000Z", speed: 0 });
  });

  it("tries again without taking the time of it, and counts every try", async () => {
    await simulator.control("/faults", [{ path: "/tickets/3", kind: "status", status: 503, retryAfter: 30, times: 1 }]);
    const { error, requests } = await run("lodestar-ticket-get", { id: "3" });
    expect(error).to.equal(undefined);
    expect(requests.map(({ status }) => status)).to.deep.equal([503, 200]);
    expect(new Date(simulator.now()).toISOString()).to.equal("2026-03-01T12:00:30.000Z");
  });

  it("gives no status to a request that got no answer", async () => {
    await simulator.control("/faults", [{ path: "/tickets/3", kind: "reset", times: 1 }]);
    const { requests } = await run("lodestar-ticket-get", { id: "3" });
    expect(requests).to.deep.equal([
      { method: "GET", path: "/tickets/3", query: {} },
      { method: "GET", path: "/tickets/3", query: {}, status: 200 },
    ]);
  });

  it("moves a clock of the test's own, too", async () => {
    const now = () => Date.parse("2026-05-05T00:00:00Z");
    const { entries, error } = await run("lodestar-ticket-wait", { id: "6", "execution-timeout": "20" }, { now });
    expect(error?.code).to.equal("TIMEOUT");
    expect(entries).to.have.length(1);
    expect(await simulator.control("/clock")).to.deep.equal({ now: "2026-03-01T12:00:20.000Z", speed: 0 });
  });

  it("runs in an incident of which it is told a part", async () => {
    const outcome = await run("lodestar-ticket-get", { id: "${incident.sourceId}" }, { incident: { sourceId: "4" } });
    expect(outcome.context).to.have.nested.property("Lodestar.Ticket.ID", 4);
    expect(outcome.entries.map(({ ID }) => ID)).to.deep.equal(["1@1"]);
    expect(outcome.line).to.equal('!lodestar-ticket-get id="${incident.sourceId}"');
  });

  it("shows numbers and lists in the line as they would be typed", async () => {
    const { line } = await runCommand("lodestar-ticket-get", { id: [1, 2] }, { integration, simulator });
    expect(line).to.equal('!lodestar-ticket-get id="[1,2]"');
  });
});

describe("running a command with a stub in place of its client", () => {
  const ticket = { id: 3, title: "Stubbed", state: "open", createdAt: "2026-03-01T12:00:00Z" };

  it("needs no configuration and makes no request", async () => {
    const client = { ticket: async () => ticket };
    const { context, requests } = await runCommand("lodestar-ticket-get", { id: 3 }, { integration, client });
    expect(context).to.deep.equal({ Lodestar: { Ticket: { ID: 3, Title: "Stubbed", State: "open" } } });
    expect(requests).to.deep.equal([]);
  });

  it("gives the handler the time of the test, which a poll moves on", async () => {
    const states = ["open", "open", "closed"];
    const client = { ticket: async () => ({ ...ticket, state: states.shift() }) };
    const now = () => Date.parse("2026-05-05T00:00:00Z");
    const { context } = await runCommand("lodestar-ticket-wait", { id: 3 }, { integration, client, now });
    expect(context).to.have.nested.property("Lodestar.Ticket.State", "closed");
    expect(states).to.deep.equal([]);
  });
});

describe("running a command", () => {
  const client = {};

  it("wants to know where answers come from, once", async () => {
    for (const [sources, found] of [
      [{}, "nothing"],
      [{ client, env: {} }, "client and env"],
    ] as const) {
      const error = await rejection(runCommand("lodestar-ticket-get", { id: 3 }, { integration, ...sources }));
      expect(error).to.include({
        code: "ARGUMENT",
        message: `runCommand must be told where the vendor's answers come from, by one option. It was given ${found}.`,
        hint: "Give exactly one of replay, simulator, client, env.",
      });
    }
  });

  it("takes the instance from environment variables, in real time, and parameters beside them", async () => {
    const simulator = await startSimulator(integration);
    try {
      const { LODESTAR_URL: url = "", ...env } = simulator.env;
      const { error, requests } = await runCommand(
        "lodestar-ticket-get",
        { id: 3 },
        { integration, env, params: { url } },
      );
      expect([error, requests.length]).to.deep.equal([undefined, 1]);
    } finally {
      await simulator.close();
    }
  });

  it("waits in real time where the answers are real", async () => {
    const simulator = await startSimulator(integration);
    try {
      await simulator.control("/faults", [
        { path: "/tickets/3", kind: "status", status: 503, retryAfter: 1, times: 1 },
      ]);
      const begun = performance.now();
      await runCommand("lodestar-ticket-get", { id: 3 }, { integration, env: simulator.env });
      expect(performance.now() - begun).to.be.at.least(990);
    } finally {
      await simulator.close();
    }
  });

  it("says what an instance lacks", async () => {
    const error = await rejection(runCommand("lodestar-ticket-get", { id: 3 }, { integration, env: {} }));
    expect(error).to.include({ code: "PARAMETER" }).and.property("message").that.includes("LODESTAR_URL");
  });
});

describe("running a command that emits context which its manifest does not declare", () => {
  const careless = fileURLToPath(new URL("careless", import.meta.url));
  const client = {};

  it("fails the test, naming command and paths", async () => {
    const error = await rejection(runCommand("careless-get", { id: "a" }, { integration: careless, client }));
    expect(error).to.include({
      code: "MANIFEST",
      message: "!careless-get id=a emitted context that its manifest does not declare: Careless.Thing.Colour.",
      hint: "Declare these paths among the command's outputs, or take them out of the handler's context.",
    });
  });

  it("is let pass where the test says so, under an alias, too", async () => {
    const options = { integration: careless, client, allowUndeclared: true };
    const { undeclared, context } = await runCommand("careless-fetch", { id: "a" }, options);
    expect(undeclared).to.deep.equal(["Careless.Thing.Colour"]);
    expect(context).to.deep.equal({ Careless: { Thing: { ID: "a", Colour: "red" } } });
  });

  it("has stand-ins for the parameters that it must have, beneath those of the test", async () => {
    const options = { integration: careless, client, allowUndeclared: true, params: { owner: "me" } };
    const { entries } = await runCommand("careless-get", { id: "a" }, options);
    expect(entries[0]?.Contents).to.deep.equal({
      token: "***",
      account: { identifier: "***", password: "***" },
      verified: false,
      depth: 1,
      region: "east",
      owner: "me",
    });
  });
});

describe("running a command of an integration with access tokens", () => {
  it("counts the requests for them apart from the others", async () => {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const simulator = await startSimulator(root, {
      startAt: "2026-03-01T12:00:00Z",
      knobs: { sessions: 1, events: 0 },
    });
    try {
      const options = { integration: root, simulator };
      const { requests, tokenRequests } = await runCommand("code42-watchlists-list", {}, options);
      expect(requests.map(({ method, path, status }) => [method, path, status])).to.deep.equal([
        ["GET", "/v2/watchlists", 200],
      ]);
      expect(tokenRequests).to.equal(1);
      await simulator.requests();
      // The token is refused once: another is asked for, and the request is made again.
      await simulator.control("/faults", [{ path: "/v2/watchlists", kind: "status", status: 401, times: 1 }]);
      const again = await runCommand("code42-watchlists-list", {}, options);
      expect([again.requests.map(({ status }) => status), again.tokenRequests]).to.deep.equal([[401, 200], 2]);
      expect((await simulator.requests()).map(({ path }) => path)).to.deep.equal([
        "/v1/oauth",
        "/v2/watchlists",
        "/v1/oauth",
        "/v2/watchlists",
      ]);
    } finally {
      await simulator.close();
    }
  });
});
