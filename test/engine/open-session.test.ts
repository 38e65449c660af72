import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { createDispatcher } from "../../src/dispatch/dispatcher.ts";
import { effectId } from "../../src/dispatch/record-effect.ts";
import { openSession, type Session, type SessionOptions } from "../../src/engine/open-session.ts";
import { testInstance } from "../../src/engine/test-instance.ts";
import { CredentialsError, ParameterError, RateLimitError, toSoarError } from "../../src/errors.ts";
import type { Recording } from "../../src/http/recording/recording.ts";
import { silentLog } from "../../src/log.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { second } from "../cli/soar.ts";
import { create, environment } from "../second/commands/_simulator/index.ts";
import { NOW, thrownBy, useTemporary } from "../store/temporary.ts";

const noRecording: Recording = {
  soarkit: 1,
  command: "lodestar-ticket-get",
  args: {},
  recordedAt: "2026-03-01T12:00:00.000Z",
  params: {},
  exchanges: [],
};

describe("a session", () => {
  const temporary = useTemporary();
  let simulator: Simulator;
  before(async () => {
    simulator = await create({ startAt: "2026-03-01T12:00:00Z", knobs: { tickets: "6" } });
  });
  after(() => simulator.close());

  async function open(options: Partial<SessionOptions> = {}): Promise<Session> {
    return openSession({
      store: await temporary.open(),
      log: silentLog,
      integration: second,
      folder: temporary.folder(),
      env: environment(simulator),
      now: () => NOW,
      ...options,
    });
  }
  const runtime = { log: silentLog, signal: new AbortController().signal, now: () => NOW };

  it("asks for no variable that soar.yml refers to when recordings answer", async () => {
    const file = `${temporary.folder()}/soar.yml`;
    writeFileSync(
      file,
      `instances: [{ name: main, params: { url: "\${env:NOWHERE}", api_key: "\${file:nothing}", max_fetch: "7" } }]`,
    );
    const replay = [{ ...noRecording, params: { url: "http://127.0.0.1" } }];
    const { instances } = await open({ env: {}, file, replay });
    expect(instances[0]?.params).to.deep.include({ url: "http://127.0.0.1", max_fetch: "7" });
    const fault = await thrownBy(() => open({ env: {}, file }));
    expect(String(fault)).to.contain("NOWHERE is not set").and.to.contain("Cannot read the file");
  });

  it("has one instance of the integration in use when nothing is configured but the environment", async () => {
    let mask = (text: string) => text;
    const { instances } = await open({ protect: (given) => (mask = given) });
    expect(instances.map(({ name, manifest }) => [name, manifest.id])).to.deep.equal([["default", "Lodestar"]]);
    expect(mask("key lodestar-test-key-0001.")).to.equal("key ***.");
    expect(instances[0]!.mask("key lodestar-test-key-0001")).not.to.include("lodestar-test-key-0001");
  });

  it("opens an integration once for all its instances, in the order of the file", async () => {
    const warnings: string[] = [];
    writeFileSync(
      temporary.path("soar.yml"),
      ["west", "east"]
        .map(
          (name) => `  - { name: ${name}, integration: ${second}, params: { url: "https://x", api_key: plain-key } }`,
        )
        .join("\n")
        .replace(/^/, "instances:\n"),
    );
    const { instances } = await open({ env: {}, onWarning: (text) => warnings.push(text) });
    expect(instances.map(({ name }) => name)).to.deep.equal(["west", "east"]);
    expect(instances[0]!.integration).to.equal(instances[1]!.integration);
    expect(warnings).to.have.length(2);
    expect(warnings[0])
      .to.include('Instance "west" has the secret api_key written out')
      .and.not.to.include("plain-key");
    const only = await open({ env: {}, only: "east", store: await temporary.open({ name: "other.db" }) });
    expect(only.instances.map(({ name }) => name)).to.deep.equal(["east"]);
  });

  it("is refused with every parameter that is missing", async () => {
    const thrown = await thrownBy(() => open({ env: {} }));
    expect(thrown).to.be.instanceOf(ParameterError);
    expect(toSoarError(thrown).message).to.include("url").and.to.include("api_key");
  });

  it("makes each client once, one that sends and one that only describes writes", async () => {
    const sent: unknown[] = [];
    const { instances, dispatcher } = await open({ onDryRun: (request) => sent.push(request) });
    const instance = instances[0]!;
    const [real, again, dry] = await Promise.all([false, false, true].map((dryRun) => instance.client({ dryRun })));
    expect([real === again, real === dry]).to.deep.equal([true, false]);
    const request = { command: "lodestar-ticket-delete", args: { id: "1" }, investigationId: "playground" };
    await dispatcher.run({ ...request, runId: "r", taskId: "t", signal: runtime.signal, dryRun: true });
    expect(sent).to.deep.equal([{ method: "DELETE", url: `${simulator.url}/tickets/1`, body: undefined }]);
  });

  it("describes a dry run's writes to nobody when nobody asks", async () => {
    const { dispatcher } = await open();
    const request = { command: "lodestar-ticket-close", args: { id: "1" }, investigationId: "playground" };
    const result = await dispatcher.run({ ...request, runId: "r", taskId: "t", signal: runtime.signal, dryRun: true });
    expect(result.entries.map(({ HumanReadable }) => HumanReadable)).to.deep.equal([
      "Dry run: POST /tickets/1/close was not sent.",
    ]);
  });

  it("keeps to the instance's own budget, and gives up what that forbids within the deadline", async () => {
    const { url, clientSecret } = simulator;
    writeFileSync(
      temporary.path("soar.yml"),
      `instances: [{ name: slow, integration: ${second}, budget: { requests: 1, perMs: 3600000 }, ` +
        `params: { url: "${url}", api_key: ${clientSecret} } }]\n`,
    );
    const { instances } = await open({ env: {}, deadlineMs: 10_000 });
    await testInstance(instances[0]!, runtime);
    expect(await thrownBy(() => testInstance(instances[0]!, runtime))).to.be.instanceOf(RateLimitError);
  });

  it("reckons by the vendor's clock as soon as an answer has told it", async () => {
    const { instances } = await open();
    const instance = instances[0]!;
    expect(instance.vendorNow()).to.equal(NOW);
    await testInstance(instance, runtime);
    expect(Math.abs(instance.vendorNow() - Date.parse("2026-03-01T12:00:00Z"))).to.be.below(2_000);
  });

  it("tests an instance by its test-module, whose error is the answer", async () => {
    const env = { ...environment(simulator), LODESTAR_API_KEY: "canary-4711" };
    const { instances } = await open({ env });
    const thrown = await thrownBy(() => testInstance(instances[0]!, runtime));
    expect(thrown).to.be.instanceOf(CredentialsError);
    expect(toSoarError(thrown).message).not.to.include("canary-4711");
  });

  it("lets a polling command wait until the vendor is done", async () => {
    const { instances, store } = await open();
    const waits: number[] = [];
    let time = NOW;
    const dispatcher = createDispatcher({
      instances,
      investigations: store.investigations,
      effects: store.effects,
      files: store.files,
      log: silentLog,
      now: () => time,
      newId: () => "id",
      wait: async (ms) => {
        time += ms;
        waits.push(ms);
        if (waits.length < 3) return;
        const headers = { "X-Api-Key": simulator.clientSecret };
        await fetch(`${simulator.url}/tickets/2/close`, { method: "POST", headers });
      },
    });
    const { entries, error } = await dispatcher.run({
      command: "lodestar-ticket-wait",
      args: {},
      positional: "2",
      investigationId: "playground",
      runId: "r",
      taskId: "t",
      signal: runtime.signal,
    });
    expect([error, waits]).to.deep.equal([undefined, [10_000, 10_000, 10_000]]);
    expect(entries.map(({ HumanReadable }) => HumanReadable)).to.deep.equal(["Ticket 2 is closed."]);
  });

  it("finds out by its verify whether a deletion happened whose outcome was never recorded", async () => {
    const { dispatcher, store } = await open();
    const headers = { "X-Api-Key": simulator.clientSecret };
    const deletion = (id: string) => ({
      command: "lodestar-ticket-delete",
      args: { id },
      investigationId: "playground",
      runId: "crashed",
      taskId: id,
      signal: runtime.signal,
      approve: () => true,
    });
    const intend = async (id: string) => {
      const key = {
        runId: "crashed",
        taskId: id,
        instance: "default",
        command: "lodestar-ticket-delete",
        args: { id },
      };
      await store.effects.intend({ ...key, id: effectId({ ...key, index: 0 }), intendedAt: NOW });
    };
    await intend("3");
    await fetch(`${simulator.url}/tickets/3`, { method: "DELETE", headers });
    const done = await dispatcher.run(deletion("3"));
    expect(done.entries.map(({ Contents }) => Contents)).to.deep.equal([
      "lodestar-ticket-delete was carried out before, by the same task at 2026-01-01T00:00:00.000Z. It is not repeated.",
    ]);
    await intend("4");
    const repeated = await dispatcher.run(deletion("4"));
    expect(repeated.entries.map(({ HumanReadable }) => HumanReadable)).to.deep.equal(["Ticket 4 is deleted."]);
    const journal = (await (await fetch(`${simulator.control}/journal`)).json()) as { method: string; path: string }[];
    expect(journal.filter(({ method }) => method === "DELETE").map(({ path }) => path)).to.deep.equal([
      "/tickets/3",
      "/tickets/4",
    ]);
  });
});
