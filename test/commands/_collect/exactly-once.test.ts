import { expect } from "chai";
import fc from "fast-check";
import { alertSource } from "../../../commands/_collect/alerts.ts";
import { auditLogSource } from "../../../commands/_collect/audit-logs.ts";
import { fileEventSource } from "../../../commands/_collect/file-events.ts";
import type { Source } from "../../../commands/_collect/source.ts";
import type { Incydr } from "../../../commands/_api/incydr.ts";
import { silentLog } from "../../../src/log.ts";
import { openCollected, type CollectedTenant, type Collector } from "./collector.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What happens to a tenant and to its collector. */
type Step =
  | { kind: "add"; count: number; lateness: number }
  | { kind: "wait"; ms: number }
  | { kind: "run"; limit: number; crash?: { afterPages: number; kept: boolean } }
  | { kind: "heal"; fromAgo: number; toAgo: number };

/** What was drawn, and what it draws from the whole look-back. */
const stepOf = (lookBackMs: number): fc.Arbitrary<Step> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("add"),
        count: fc.integer({ min: 1, max: 6 }),
        lateness: latenessOf(lookBackMs),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("wait"), ms: fc.constantFrom(1, 7, 1000, 90_000, lookBackMs) }),
    },
    {
      weight: 5,
      arbitrary: fc.record(
        {
          kind: fc.constant("run"),
          limit: fc.constantFrom(1, 2, 3, 8, 1000),
          crash: fc.record({ afterPages: fc.integer({ min: 1, max: 4 }), kept: fc.boolean() }),
        },
        { requiredKeys: ["kind", "limit"] },
      ),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("heal"),
        fromAgo: fc.integer({ min: 0, max: lookBackMs }),
        toAgo: fc.integer({ min: 0, max: lookBackMs }),
      }),
    },
  );

const latenessOf = (lookBackMs: number): fc.Arbitrary<number> =>
  fc.oneof(fc.constantFrom(0, 1, lookBackMs), fc.integer({ min: 0, max: lookBackMs }));

async function play(tenant: CollectedTenant, collector: Collector, vendorStream: string, steps: Step[]): Promise<void> {
  await collector.collect();
  for (const step of steps) {
    if (step.kind === "add") await tenant.add(vendorStream, step.count, step.lateness);
    else if (step.kind === "wait") await tenant.advance(step.ms);
    else if (step.kind === "run")
      await collector.collect({ limit: step.limit, ...(step.crash && { crash: step.crash }) });
    else {
      const [from, to] = [step.fromAgo, step.toAgo].map((ago) => tenant.now() - ago).sort((one, other) => one - other);
      await collector.collect({ range: { from: from!, to: to! } });
    }
  }
  // What was inserted this very millisecond belongs to the next sweep.
  await tenant.advance(1);
  await collector.catchUp();
}

/** Each property is tried so often: each time with a simulator of its own, over HTTP. */
const RUNS = 12;

async function holds(options: {
  stream: string;
  vendorStream?: string;
  lookBackMs: number;
  knobs: fc.Arbitrary<Record<string, string>>;
  source: fc.Arbitrary<(client: Incydr) => Source>;
}): Promise<void> {
  const { stream, vendorStream = stream, lookBackMs } = options;
  const steps = fc.array(stepOf(lookBackMs), { minLength: 1, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(options.knobs, options.source, steps, async (knobs, source, drawn) => {
      const tenant = await openCollected({ knobs });
      try {
        const collector = tenant.collector(stream, source(tenant.client));
        await play(tenant, collector, vendorStream, drawn);
        const collected = collector.events.map(({ id }) => id);
        expect(collected.toSorted()).to.deep.equal((await tenant.truth(vendorStream)).toSorted());
      } finally {
        await tenant.close();
      }
    }),
    { numRuns: RUNS },
  );
}

describe("Whatever comes late, at the same time or out of order, and whatever dies when, is collected exactly once", function () {
  this.timeout(120_000);

  it("of file events, in either order of token pages, with stale tokens", () =>
    holds({
      stream: "file-events",
      lookBackMs: 15 * MINUTE_MS,
      knobs: fc.record({
        "token-order": fc.constantFrom("query", "id"),
        "page-token-life": fc.constantFrom("1", "500", "60000", "3600000"),
        disorder: fc.constantFrom("0", "60000"),
      }),
      source: fc
        .record({ pageSize: fc.constantFrom(1, 2, 5), mostInWindow: fc.constantFrom(1, 4, 50) })
        .map((sizes) => (client) => fileEventSource(client.fileEvents, 15 * MINUTE_MS, silentLog, sizes)),
    }));

  it("of audit logs, in any order, with true doubles and either kind of bounds", () =>
    holds({
      stream: "audit-logs",
      lookBackMs: DAY_MS,
      knobs: fc.record({
        "audit-order": fc.constantFrom("asc", "desc", "arbitrary"),
        "audit-bounds": fc.constantFrom("inclusive", "exclusive"),
        "audit-doubles": fc.constantFrom("0", "50"),
      }),
      source: fc
        .constantFrom(2, 5, 1000)
        .map((pageSize) => (client) => auditLogSource(client.auditLog, DAY_MS, pageSize)),
    }));

  it("of alerts", () =>
    holds({
      stream: "alerts",
      vendorStream: "sessions",
      lookBackMs: 7 * DAY_MS,
      knobs: fc.constant({}),
      source: fc
        .record({ pageSize: fc.constantFrom(1, 3, 50), mostInWindow: fc.constantFrom(1, 4, 50) })
        .map((sizes) => (client) => alertSource(client.sessions, 7 * DAY_MS, sizes)),
    }));
});
