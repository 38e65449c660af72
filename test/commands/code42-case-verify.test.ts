import type { Json } from "soarkit";
import { expect } from "chai";
import { evaluateDt } from "../../src/context/dt/evaluate.ts";
import { interpolate } from "../../src/context/interpolate.ts";
import { manifest, openTenant, startAt, type Tenant } from "./tenant.ts";

const now = () => Date.parse(startAt);

/** What the write's `verify` finds, asked as after a crash: its arguments are those that its handler was given. */
async function verified(tenant: Tenant, name: string, args: Record<string, Json>, at = startAt): Promise<unknown> {
  const { verify } = manifest.commands.find((command) => command.name === name)!;
  const roots = { args, intent: { at } };
  const asked = Object.entries(verify!.args).map(([key, text]) => [
    key,
    interpolate(text, { root: roots, now }).value ?? null,
  ]);
  const { context = {} } = await tenant.run(verify!.command, Object.fromEntries(asked) as Record<string, Json>);
  const found = Object.fromEntries(
    Object.entries(context).map(([prefix, value]) => [prefix.slice("Code42.".length), value]),
  );
  const root = { ...(Object.keys(found).length > 0 && { Code42: found as Json }), ...roots };
  const { value, warnings } = evaluateDt(verify!.when, { root, now });
  expect(warnings).to.deep.equal([]);
  return value;
}

describe("whether an interrupted write to a case happened", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const verify = (name: string, args: Record<string, Json>, at?: string) => verified(tenant, name, args, at);

  it("is told of opening by a case of exactly that name", async () => {
    expect(await verify("code42-case-create", { name: "Ledger" })).to.equal(false);
    await tenant.run("code42-case-create", { name: "Ledger" });
    expect(await verify("code42-case-create", { name: "Ledger" })).to.equal(true);
    expect(await verify("code42-case-create", { name: "ledger" })).to.equal(false);
  });

  it("is not told by a case that had the name before", async () => {
    expect(await verify("code42-case-create", { name: "Ledger upload" })).to.equal(false);
    expect(await verify("code42-case-create", { name: "Ledger upload" }, "2026-01-05T23:04:00.000Z")).to.equal(true);
    expect(await verify("code42-case-create", { name: "Ledger upload" }, "2026-01-05T23:06:00.000Z")).to.equal(false);
  });

  const changes: Record<string, Json>[] = [
    { name: "Ledger" },
    { status: "CLOSED" },
    { description: "Else" },
    { findings: "Two files", description: "Dropbox upload of ledger source" },
    { assignee: "1190000000000000102" },
    { assignee: "Piet@acme.test" },
    { subject: "piet@acme.test", name: "Ledger" },
    { clear: ["description"] },
    { clear: ["subject", "assignee"], findings: "Two files" },
  ];
  for (const change of changes) {
    it(`is told of a change by ${JSON.stringify(change)}`, async () => {
      const args = { casenumber: 17, ...change };
      expect(await verify("code42-case-update", args)).to.equal(false);
      await tenant.run("code42-case-update", args);
      expect(await verify("code42-case-update", args)).to.equal(true);
    });
  }

  it("is told of a change by all that was to change", async () => {
    await tenant.run("code42-case-update", { casenumber: 17, name: "Ledger" });
    expect(await verify("code42-case-update", { casenumber: 17, name: "Ledger", findings: "f" })).to.equal(false);
    expect(await verify("code42-case-update", { casenumber: 99, name: "Ledger" })).to.equal(false);
  });

  it("is told of deleting by its absence", async () => {
    expect(await verify("code42-case-delete", { casenumber: 16 })).to.equal(false);
    await tenant.run("code42-case-delete", { casenumber: 16 });
    expect(await verify("code42-case-delete", { casenumber: 16 })).to.equal(true);
  });

  it("is told of adding file events when all of them are there", async () => {
    const made = await tenant.control("/items", { stream: "file-events", count: 2 });
    const eventid = (made as { items: { id: string }[] }).items.map(({ id }) => id);
    expect(await verify("code42-case-add-file-event", { casenumber: 16, eventid })).to.equal(false);
    await tenant.run("code42-case-add-file-event", { casenumber: 16, eventid: eventid[0]! });
    expect(await verify("code42-case-add-file-event", { casenumber: 16, eventid })).to.equal(false);
    await tenant.run("code42-case-add-file-event", { casenumber: 16, eventid });
    expect(await verify("code42-case-add-file-event", { casenumber: 16, eventid })).to.equal(true);
  });
});
