import { expect } from "chai";
import { ApiError, CredentialsError, StoreError } from "../../../src/errors.ts";
import { openSource, stopSource, type OpenSource } from "../../../src/events/source/open-source.ts";
import type { SourceStore } from "../../../src/events/source/ports.ts";
import { useTemporary } from "../../store/temporary.ts";

const down = new ApiError("503", "Try again later.", { status: 503, body: "" });
const eu = { name: "eu", config: { name: "eu" }, digest: "a" };

describe("openSource", () => {
  const temporary = useTemporary();
  let time = 0;
  const now = () => (time += 1);

  async function opened(store: SourceStore, given: Parameters<typeof openSource>[0] = eu): Promise<OpenSource> {
    const source = await openSource(given, { store, now });
    if ("held" in source) throw new Error("it is held");
    return source;
  }

  it("keeps every state that the source passes through", async () => {
    const { sources: store } = await temporary.open();
    const source = await opened(store);
    const seen = [source.current().status.state];
    for (const step of ["task created", "configured", "authenticated", "polled"] as const) {
      await source.advance(step);
      seen.push((await store.find("eu"))?.source.status.state ?? "Error");
    }

    expect(seen).to.deep.equal(["Pending", "Started", "Initialized", "Authenticated", "Collecting"]);
  });

  it("takes a step once: what has been passed already stays passed", async () => {
    const { sources: store } = await temporary.open();
    const source = await opened(store);
    for (const step of ["task created", "task created", "polled"] as const) await source.advance(step);

    expect(source.current().status).to.deep.equal({ state: "Started" });
  });

  it("fails, is tried again, recovers, and has one health event of it", async () => {
    const { sources: store } = await temporary.open();
    const source = await opened(store);
    await source.failed(down);
    await source.retried();
    await source.failed(down);
    // Also where nobody has said that it is tried again.
    await source.failed(down);
    const inError = source.current().status;
    await source.retried();
    await source.well();
    await source.well();
    const health = await store.health(10);

    expect(inError).to.deep.equal({ state: "Error", type: "ThirdPartyGeneric", resumes: "Pending" });
    expect(source.current()).to.deep.include({ status: { state: "Pending" }, faults: [] });
    expect(health).to.have.length(1);
    expect(health[0]).to.include({ source: "eu", name: "ThirdPartyGenericError", count: 3 });
    expect(health[0]?.recoveredAt).to.be.greaterThan(health[0]?.lastAt ?? Infinity);
  });

  it("is held by a wrong configuration, also in the next process, until that is changed", async () => {
    const { sources: store } = await temporary.open();
    await (await opened(store)).failed(new CredentialsError("401", "Check."));
    const again = await openSource(eu, { store, now });

    expect("held" in again && again.held.type).to.equal("ThirdPartyConfig");
    expect((await opened(store, { ...eu, digest: "b" })).current().status).to.deep.equal({ state: "Pending" });
  });

  it("tells a stream's trouble without being in error itself", async () => {
    const { sources: store } = await temporary.open();
    const source = await opened(store);
    await source.streamFailed("audit", down);
    const faults = source.current().faults.map(({ stream, code }) => [stream, code]);
    await source.well("audit");

    expect(faults).to.deep.equal([["audit", "API"]]);
    expect((await store.find("eu"))?.source).to.deep.include({ faults: [], status: { state: "Pending" } });
  });

  it("goes on from what another process has made of it", async () => {
    const { sources: store } = await temporary.open();
    const one = await opened(store);
    const other = await opened(store);
    await other.advance("task created");
    await one.streamFailed("audit", down);

    expect(one.current().status).to.deep.equal({ state: "Started" });
    expect((await store.find("eu"))?.source.faults).to.have.length(1);
  });

  it("is over when it was taken away meanwhile", async () => {
    const { sources: store } = await temporary.open();
    const source = await opened(store);
    expect(await stopSource("eu", { store, now })).to.equal(true);
    await source.advance("task created");

    expect(source.isGone()).to.equal(true);
    expect(await store.find("eu")).to.equal(undefined);
    expect(await stopSource("eu", { store, now })).to.equal(false);
  });

  it("looks whether it is still there", async () => {
    const { sources: store } = await temporary.open();
    const source = await opened(store);
    await source.refresh();
    const before = source.isGone();
    await stopSource("eu", { store, now });
    await source.refresh();

    expect([before, source.isGone()]).to.deep.equal([false, true]);
  });

  it("looks at any time, and leaves what is made of it meanwhile as it is", async () => {
    const { sources: store } = await temporary.open();
    const [one, other] = [await opened(store), await opened(store)];
    await other.advance("task created");
    await one.look();
    const before = [one.isGone(), one.current().status];
    await stopSource("eu", { store, now });
    await one.look();

    expect(before).to.deep.equal([false, { state: "Pending" }]);
    expect(one.isGone()).to.equal(true);
  });

  it("begins again where taking it away was cut short", async () => {
    const { sources: store } = await temporary.open();
    const cut = { ...store, remove: () => Promise.reject(new Error("killed")) };
    await opened(store);
    await stopSource("eu", { store: cut, now }).catch(() => undefined);
    const left = (await store.find("eu"))?.source.status;

    expect(left).to.deep.equal({ state: "Stopping" });
    expect((await opened(store)).current().status).to.deep.equal({ state: "Pending" });
  });

  it("remembers what the store could not take, and tells it once it can", async () => {
    const { sources: store } = await temporary.open();
    let isFull = false;
    const full = new StoreError("The disk is full.", "Make room.");
    const failing: SourceStore = {
      ...store,
      save: (...given) => (isFull ? Promise.reject(full) : store.save(...given)),
    };
    const source = await opened(failing);
    isFull = true;
    await source.failed(full);
    const whileFull = [source.current().status, (await store.find("eu"))?.source.status];
    isFull = false;
    await source.retried();
    await source.well();

    expect(whileFull).to.deep.equal([
      { state: "Error", type: "FirstPartyGeneric", resumes: "Pending" },
      { state: "Pending" },
    ]);
    expect((await store.health(10)).map(({ name, code, count }) => [name, code, count])).to.deep.equal([
      ["FirstPartyGenericError", "STORE", 1],
    ]);
    expect((await store.find("eu"))?.source.status).to.deep.equal({ state: "Pending" });
  });

  it("gives up against others that change it all the time", async () => {
    const { sources: store } = await temporary.open();
    const source = await opened(store);
    const never: SourceStore = { ...store, save: async () => false };
    const tried = await Promise.allSettled([
      openSource(eu, { store: never, now }),
      stopSource("eu", { store: never, now }),
    ]);

    expect(source.isGone()).to.equal(false);
    expect(tried.map((each) => each.status === "rejected" && String(each.reason))).to.deep.equal([
      'StoreError: The source "eu" is changed by others all the time.',
      'StoreError: The source "eu" is changed by others all the time.',
    ]);
  });

  it("does not take another error for a failing store", async () => {
    const { sources: store } = await temporary.open();
    let isBroken = false;
    const broken: SourceStore = {
      ...store,
      save: (...given) => (isBroken ? Promise.reject(new TypeError("a defect")) : store.save(...given)),
    };
    const source = await opened(broken);
    isBroken = true;

    expect(await source.failed(down).catch(String)).to.equal("TypeError: a defect");
  });
});
