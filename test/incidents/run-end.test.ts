import { expect } from "chai";
import { StoreError } from "../../src/errors.ts";
import { silentLog, type Log } from "../../src/log.ts";
import { toPage } from "../store/page.ts";
import { thrownBy } from "../store/temporary.ts";
import { pages, useRuns } from "./run-handler.ts";

describe("a fetch run", () => {
  const { store, run } = useRuns();

  it("keeps the pages before the handler failed, nothing of the rest, and passes the error on", async () => {
    const failure = new Error("the vendor is down");
    const thrown = await thrownBy(() =>
      run(async function* () {
        yield toPage(1, 2);
        throw failure;
      }),
    );
    expect(thrown).to.equal(failure);
    expect(await store().incidents.list({ limit: 10 })).to.have.length(2);
    expect(await store().fetch.cursor("vendor", "incidents")).to.deep.equal({ lastRun: 1, version: 1 });
  });

  it("goes on from there in the next run, without a double", async () => {
    await thrownBy(() =>
      run(async function* () {
        yield toPage(1, 2);
        throw new Error("the vendor is down");
      }),
    );
    await run(pages(toPage(1, 2), toPage(2, 2)));
    const incidents = await store().incidents.list({ limit: 10, order: "oldest" });
    expect(incidents.map(({ sourceId }) => sourceId)).to.deep.equal(["1-0", "1-1", "2-0", "2-1"]);
  });

  it("passes on a page that cannot be committed, and lets the handler clean up", async () => {
    const full = new StoreError("full", "free some space");
    let cleanedUp = false;
    const broken = { ...store().fetch, commit: () => Promise.reject(full) };
    const thrown = await thrownBy(() =>
      run(
        async function* () {
          try {
            yield toPage(1, 1);
          } finally {
            cleanedUp = true;
          }
        },
        { store: { ...store(), fetch: broken } },
      ),
    );
    expect(thrown).to.equal(full);
    expect(cleanedUp).to.equal(true);
  });

  it("ends between two pages when it is stopped, and keeps what it has", async () => {
    const stop = new AbortController();
    const result = await run(
      async function* () {
        yield toPage(1, 2);
        stop.abort();
        yield toPage(2, 2);
        yield toPage(3, 2);
      },
      { signal: stop.signal },
    );
    expect(result).to.deep.include({ pages: 2, lastRun: 2, interrupted: true });
    expect(result.created).to.have.length(4);
  });

  it("does not begin when it was stopped before", async () => {
    const result = await run(
      () => {
        throw new Error("was asked");
      },
      { signal: AbortSignal.abort() },
    );
    expect(result).to.deep.equal({ created: [], updated: 0, pages: 0, lastRun: null, interrupted: true });
  });

  it("ends when another run of the instance has committed a page meanwhile", async () => {
    const warnings: unknown[] = [];
    const log: Log = { ...silentLog, warn: (message, fields) => warnings.push([message, fields]) };
    const result = await run(
      async function* () {
        yield toPage(1, 1);
        await run(pages(toPage(1, 1), toPage(2, 1), toPage(3, 1)));
        yield toPage(2, 1);
        yield toPage(3, 1);
      },
      { log },
    );
    expect(result).to.deep.include({ pages: 1, lastRun: 3, interrupted: false });
    expect(result.created.map(({ sourceId }) => sourceId)).to.deep.equal(["1-0"]);
    expect(await store().incidents.list({ limit: 10 })).to.have.length(3);
    expect(warnings).to.deep.equal([
      ["Another fetch run of this instance is at work; this one ends here.", { instance: "vendor" }],
    ]);
  });
});
