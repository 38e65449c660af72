import { expect } from "chai";
import { fetchInstance } from "../../src/engine/fetch-instance.ts";
import { openInstance, type RunningInstance } from "../../src/engine/open-instance.ts";
import type { AnyFetchHandler } from "../../src/dispatch/author-functions.ts";
import { openIntegration } from "../../src/dispatch/integration.ts";
import { ParameterError } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";
import type { Store } from "../../src/store/open.ts";
import { second } from "../cli/soar.ts";
import { NOW, thrownBy, useTemporary } from "../store/temporary.ts";

describe("fetching from an instance", () => {
  const temporary = useTemporary();

  async function instanceWith(
    params: Record<string, unknown>,
    handler: AnyFetchHandler,
    store: Store,
  ): Promise<RunningInstance> {
    const integration = { ...(await openIntegration(second)), fetchHandler: async () => handler };
    const runtime = { store, log: silentLog, now: () => NOW, random: () => 0.5, onDryRun: () => undefined };
    const instance = openInstance(
      { name: "east", params: {}, referenced: [] },
      integration,
      { params, secrets: [], origin: {} },
      runtime,
    );
    return { ...instance, client: async () => "the client" };
  }
  const runtime = (store: Store) => ({ store, log: silentLog, signal: new AbortController().signal, now: () => NOW });

  it("hands the handler its parameters, client, limit and the vendor's clock, and commits what it yields", async () => {
    const store = await temporary.open();
    const given: unknown[] = [];
    const handler: AnyFetchHandler = async function* ({ params, client, limit, lastRun, now }) {
      given.push(params, client, limit, lastRun, now());
      const incident = { name: "one", occurred: "2026-01-01T00:00:00Z", severity: 2 as const, rawJSON: "{}" };
      yield { items: [{ id: "v1", state: null, incident }], lastRun: "next" };
    };
    const params = { max_fetch: "3", incidentType: "Leak" };
    const { created, lastRun } = await fetchInstance(await instanceWith(params, handler, store), runtime(store));
    expect(given).to.deep.equal([params, "the client", 3, null, NOW]);
    expect(lastRun).to.equal("next");
    expect(created.map(({ id, sourceId, instance, type }) => [id, sourceId, instance, type])).to.deep.equal([
      ["1", "v1", "east", "Leak"],
    ]);
  });

  it("stores no secret that the vendor shows, and tells none in what stops it", async () => {
    const store = await temporary.open();
    const handler: AnyFetchHandler = async function* () {
      const incident = {
        name: "one s3cret!",
        occurred: "2026-01-01T00:00:00Z",
        severity: 2 as const,
        details: "two s3cret!",
        rawJSON: '{"three":"s3cret!"}',
        CustomFields: { four: ["s3cret!"] },
      };
      yield { items: [{ id: "v1", state: 1, incident }], lastRun: 1 };
      yield { items: [{ id: "v1", state: 2, updates: { name: "five s3cret!", note: "six s3cret!" } }], lastRun: 2 };
      throw new Error("seven s3cret!");
    };
    const instance = {
      ...(await instanceWith({}, handler, store)),
      mask: (text: string) => text.replace("s3cret!", "***"),
    };
    const thrown = await thrownBy(() => fetchInstance(instance, runtime(store)));
    expect(thrown).to.have.property("message", "seven ***");
    const kept = JSON.stringify([await store.incidents.find("1"), await store.investigations.entries("1")]);
    expect(kept).to.include("five ***").and.include("two ***").and.include("three").and.not.include("s3cret!");
  });

  for (const [params, expected] of [
    [{ max_fetch: "7", fetch_limit: "9" }, 7],
    [{ fetch_limit: 9 }, 9],
    [{}, 50],
    [{ max_fetch: "1000" }, 1000],
  ] as const) {
    it(`makes at most ${expected} incidents with ${JSON.stringify(params)}`, async () => {
      const store = await temporary.open();
      let seen = 0;
      const handler: AnyFetchHandler = async function* ({ limit }) {
        seen = limit;
        yield { items: [], lastRun: null };
      };
      await fetchInstance(await instanceWith(params, handler, store), runtime(store));
      expect(seen).to.equal(expected);
    });
  }

  for (const value of ["0", "1001", "1.5", "many", ""]) {
    it(`refuses a limit of ${JSON.stringify(value)} before anything is fetched`, async () => {
      const store = await temporary.open();
      const handler: AnyFetchHandler = () => {
        throw new Error("fetched");
      };
      const instance = await instanceWith({ fetch_limit: value }, handler, store);
      const thrown = await thrownBy(() => fetchInstance(instance, runtime(store)));
      expect(thrown).to.be.instanceOf(ParameterError);
      expect(thrown).to.include({
        message: `fetch_limit must be a whole number from 1 to 1000, got ${JSON.stringify(value)}.`,
      });
    });
  }
});
