import { ApiError, ArgumentError } from "soarkit";
import { runCommand } from "soarkit/testing";
import { expect } from "chai";
import { changeSessions, countSessions } from "../../commands/_change-sessions.ts";
import { code42 } from "./recorded.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";
import { verified } from "./verified.ts";

const leaver = "1190000000000000101";
const open = { state: "OPEN", new_state: "CLOSED_FP" };
const count =
  "GET /v1/sessions?state=OPEN&has_alerts=true&order_by=end_time&sort_direction=desc&page_number=0&page_size=1";
const { signal } = new AbortController();
const change = "POST /v1/sessions/change-states?state=OPEN&has_alerts=true";

describe("code42-alert-bulk-update", () => {
  let tenant: Tenant;
  afterEach(() => tenant.close());

  const update = (args: Record<string, string>) => tenant.run("code42-alert-bulk-update", args);
  const preview = async (args: Record<string, string>) => {
    const { simulator } = tenant;
    const given = { integration: code42, simulator, preview: true };
    return runCommand("code42-alert-bulk-update", args, given);
  };
  const inState = async (state: string) => {
    const { readable } = await tenant.run("code42-session-search", { state, limit: "1000" });
    await tenant.requests();
    return (readable ?? "").split("\n").filter((line) => line.startsWith("| ")).length;
  };

  it("changes all that match, with one count and one call", async () => {
    tenant = await openTenant();
    const result = await update(open);
    expect(result.readable).to.equal("Set to CLOSED_FP: 20 alerts.");
    expect(result.context).to.deep.equal({ "Code42.AlertBulkUpdate": { NewState: "CLOSED_FP", Matched: 20 } });
    expect(await tenant.requests()).to.deep.equal([count, change]);
    expect([await inState("OPEN"), await inState("CLOSED_FP")]).to.deep.equal([0, 20]);
  });

  it("calls until Incydr has no more", async () => {
    tenant = await openTenant({ knobs: { "bulk-size": "6" } });
    await update(open);
    expect(await tenant.requests()).to.deep.equal([count, change, change, change, change]);
    expect(await inState("CLOSED_FP")).to.equal(20);
  });

  it("leaves those alone that have the state already, so that a second run changes nothing", async () => {
    tenant = await openTenant();
    const args = { actor_id: leaver, new_state: "CLOSED_TP" };
    const first = await update(args);
    const states = ["OPEN", "OPEN_NEW_DATA", "IN_PROGRESS", "CLOSED", "CLOSED_TP_BENIGN", "CLOSED_FP"];
    const filter = `actor_id=${leaver}&${states.map((state) => `state=${state}`).join("&")}&has_alerts=true`;
    expect(await tenant.requests()).to.deep.equal([
      `GET /v1/sessions?${filter}&order_by=end_time&sort_direction=desc&page_number=0&page_size=1`,
      `POST /v1/sessions/change-states?${filter}`,
    ]);
    expect(first.readable).to.equal("Set to CLOSED_TP: 1 alert.");
    const second = await update(args);
    expect(second.readable).to.equal("No alert matches that is not CLOSED_TP already: nothing was changed.");
    expect(second.context).to.deep.equal({ "Code42.AlertBulkUpdate": { NewState: "CLOSED_TP", Matched: 0 } });
    expect(await tenant.requests()).to.have.length(1);
  });

  it("goes on after a partial completion", async () => {
    tenant = await openTenant({ knobs: { "bulk-size": "6" } });
    for await (const calls of tenant.client.sessions.changeStates({ states: ["OPEN"] }, "CLOSED_FP", signal)) {
      if (calls === 1) break;
    }
    expect(await inState("OPEN")).to.equal(14);
    expect((await update(open)).readable).to.equal("Set to CLOSED_FP: 14 alerts.");
    expect(await inState("CLOSED_FP")).to.equal(20);
  });

  it("begins anew where Incydr would not go on, but not for ever", async () => {
    tenant = await openTenant();
    const refused = new ApiError("refused", "", { status: 400, body: "" });
    let runs = 0;
    tenant.client.sessions.changeStates = async function* () {
      runs += 1;
      yield 1;
      if (runs < 3) throw refused;
    };
    await changeSessions(tenant.client, {}, "CLOSED", signal);
    expect(runs).to.equal(3);
    runs = -9;
    const error = await rejection(changeSessions(tenant.client, {}, "CLOSED", signal));
    expect(error).to.be.instanceOf(ApiError).and.include({
      message: "Some of the alerts were set to CLOSED, and then Incydr refused to go on, 4 times in a row.",
      hint: "Run the command again: it goes on with those that are left.",
      status: 400,
      cause: refused,
    });
    expect(runs).to.equal(-5);
  });

  it("counts what it is given where Incydr gives no total", async () => {
    tenant = await openTenant();
    const [session] = (await tenant.client.sessions.page({ filter: {} }, { number: 0, size: 1 }, signal)).items;
    tenant.client.sessions.page = async () => ({ items: [session!], faults: new Map() });
    expect(await countSessions(tenant.client, {}, 1, signal)).to.deep.equal({ count: 1, examples: [session] });
  });

  it("does not begin anew where Incydr refuses from the first, or for another reason", async () => {
    tenant = await openTenant({ knobs: { fault: "400:POST:/v1/sessions/change-states" } });
    expect(await rejection(update(open)))
      .to.be.instanceOf(ApiError)
      .with.property("status", 400);
    expect(await tenant.requests()).to.deep.equal([count, change]);
  });

  it("needs a filter beside has_alerts, before anything is sent", async () => {
    tenant = await openTenant();
    for (const args of [{ new_state: "CLOSED" }, { new_state: "CLOSED", has_alerts: "false" }]) {
      const error = await rejection(update(args));
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message: "At least one filter is needed: without one, every session would be changed.",
        hint:
          "Give one of actor_id, on_or_after, before, type, risk_indicators, state, severity, rule_id, watchlist_id, " +
          "content_inspection_status.",
      });
    }
    const same = await rejection(update({ state: "CLOSED", new_state: "CLOSED" }));
    expect(same)
      .to.be.instanceOf(ArgumentError)
      .with.property("message", "state and new_state are both CLOSED, so there is nothing to change.");
    expect(await tenant.requests()).to.deep.equal([]);
  });

  describe("says before", () => {
    it("how many it would change, and which, for example", async () => {
      tenant = await openTenant({ knobs: { sessions: "3" } });
      const outcome = await preview({ actor_id: leaver, new_state: "CLOSED_FP" });
      expect(outcome.preview).to.equal(
        "This sets **1 alert** to CLOSED_FP: user1.quill@acme.test, source code file(s) uploaded to Dropbox " +
          "(5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11).",
      );
      expect(outcome.requests.map(({ method, query }) => [method, query.page_size])).to.deep.equal([
        ["GET", ["3"]],
        ["GET", ["1"]],
        ["POST", undefined],
      ]);
    });

    it("how many more there are than it names", async () => {
      tenant = await openTenant({ knobs: { names: "absent" } });
      const { preview: text } = await preview(open);
      expect(text).to.match(/^This sets \*\*20 alerts\*\* to CLOSED_FP: \d+, .*; .*; .*; and 17 more\.$/);
    });

    it("that nothing would change", async () => {
      tenant = await openTenant();
      const { preview: text } = await preview({ state: "CLOSED_TP", new_state: "CLOSED_FP" });
      expect(text).to.equal("No alert matches that is not CLOSED_FP already: nothing would change.");
    });
  });

  it("is known to have happened when none is left that matches and has another state", async () => {
    tenant = await openTenant();
    const cases: Record<string, string | string[]>[] = [
      { new_state: "CLOSED_FP", has_alerts: "true", actor_id: leaver },
      { new_state: "CLOSED_TP", has_alerts: "true", state: ["OPEN", "CLOSED_TP"], severity: ["HIGH", "4"] },
    ];
    for (const args of cases) {
      expect(await verified(tenant, "code42-alert-bulk-update", args)).to.equal(false);
      await runCommand("code42-alert-bulk-update", args, { integration: code42, simulator: tenant.simulator });
      expect(await verified(tenant, "code42-alert-bulk-update", args)).to.equal(true);
    }
  });
});
