import { expect } from "chai";
import type { FetchPage } from "../../src/incidents/fetch.ts";
import { runFetch } from "../../src/incidents/run.ts";
import { silentLog } from "../../src/log.ts";
import { NOW, useTemporary } from "../store/temporary.ts";

describe("runFetch, told to stop", () => {
  const temporary = useTemporary();

  it("finishes and commits the page at work, which is not cut off, and asks for no other", async () => {
    const store = await temporary.open();
    const stop = new AbortController();
    const seen: boolean[] = [];
    const page = (id: string, lastRun: number): FetchPage => ({
      items: [{ id, state: 1, incident: { name: id, occurred: "2026-01-01T00:00:00Z", severity: 1, rawJSON: "{}" } }],
      lastRun,
    });
    const result = await runFetch({
      handler: async function* ({ signal }) {
        stop.abort();
        seen.push(signal.aborted);
        yield page("a", 1);
        seen.push(signal.aborted);
        yield page("b", 2);
      },
      params: {},
      client: undefined,
      store,
      instance: "eu",
      limit: 10,
      lookBackMs: 0,
      log: silentLog,
      signal: new AbortController().signal,
      stop: stop.signal,
      now: () => NOW,
      vendorNow: () => NOW,
    });

    expect(result).to.include({ pages: 1, lastRun: 1, interrupted: true });
    expect(result.created.map(({ name }) => name)).to.deep.equal(["a"]);
    expect(seen).to.deep.equal([false]);
  });
});
