import { expect } from "chai";
import type { FetchStore } from "../../../src/incidents/fetch.ts";
import { runFetch, type FetchResult } from "../../../src/incidents/run.ts";
import { silentLog } from "../../../src/log.ts";
import type { Store } from "../../../src/store/open.ts";
import { run as handler } from "../../../commands/fetch-incidents.ts";
import { useTemporary } from "../../store/temporary.ts";
import { openTenant, startAt, type Tenant } from "../tenant.ts";

const now = () => Date.parse(startAt);

describe("two fetch runs of an instance at once", () => {
  const temporary = useTemporary();
  let tenant: Tenant;
  before(async () => {
    tenant = await openTenant({ knobs: { sessions: "120" }, params: { fetch_time: "31 days", look_back: "31 days" } });
  });
  after(() => tenant.close());

  const fetchInto = (store: Store, fetch: FetchStore = store.fetch): Promise<FetchResult> =>
    runFetch({
      handler,
      params: tenant.params,
      client: tenant.client,
      store: { fetch, incidents: store.incidents },
      instance: "eu",
      limit: 70,
      lookBackMs: 0,
      log: silentLog,
      signal: AbortSignal.timeout(20_000),
      now,
      vendorNow: now,
    });

  /** Does something before a run's commit of that number, counted from 1. */
  const interrupted = (store: Store, number: number, work: () => Promise<unknown>): FetchStore => {
    let commits = 0;
    return {
      ...store.fetch,
      commit: async (...page) => {
        commits += 1;
        if (commits === number) await work();
        return store.fetch.commit(...page);
      },
    };
  };

  for (const waiting of [false, true]) {
    it(`make each incident once, whichever page the other comes between${waiting ? ", with sessions waiting" : ""}`, async () => {
      let isOver = false;
      for (let number = 1; !isOver; number += 1) {
        const store = await temporary.open({ name: `${number}.db` });
        if (waiting) await fetchInto(store);
        let other: FetchResult | undefined;
        const one = await fetchInto(
          store,
          interrupted(store, number, async () => (other = await fetchInto(store))),
        );
        isOver = other === undefined;
        const rest = [await fetchInto(store), await fetchInto(store)];
        const made = [one, ...(other ? [other] : []), ...rest].flatMap(({ created }) => created);
        const listed = await store.incidents.list({ limit: 1000 });
        expect(new Set(listed.map(({ sourceId }) => sourceId)).size, `before commit ${number}`).to.equal(120);
        expect(listed).to.have.length(120);
        expect(made).to.have.length(waiting ? 50 : 120);
        expect(await store.fetch.pending("eu", "incidents", 10)).to.deep.equal([]);
      }
    });
  }
});
