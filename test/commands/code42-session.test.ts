import { ApiError, ArgumentError, CredentialsError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { openTenant, rejection, startAt, type Tenant } from "./tenant.ts";
import { verified } from "./verified.ts";

const id = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
const end = "order_by=end_time&sort_direction=desc";

describe("the session commands", () => {
  let tenant: Tenant;
  afterEach(() => tenant.close());

  const idsOf = (result: { context?: object }) =>
    ((result.context as Record<string, { ID: string }[]> | undefined)?.["Code42.Session"] ?? []).map(({ ID }) => ID);
  const search = async (args: Record<string, string>) => idsOf(await tenant.run("code42-session-search", args));

  describe("code42-session-get", () => {
    it("looks the session up with one request", async () => {
      tenant = await openTenant();
      const { context, readable } = await tenant.run("code42-session-get", { id });
      expect(context?.["Code42.Session"]).to.deep.include({
        ID: id,
        Username: "user1.quill@acme.test",
        BeginTime: "2026-01-05T23:00:00.000Z",
        State: "OPEN",
        SeverityName: "CRITICAL",
        URL: `https://console.us.code42.com/app/#/alerts/review-alerts/${id}`,
      });
      expect(readable).to.match(/^### Code42 Session\n\|BeginTime\|Username\|/);
      expect(await tenant.requests()).to.deep.equal([`GET /v1/sessions/${id}`]);
    });

    it("looks up the user whom the session does not name, and no rules", async () => {
      tenant = await openTenant({ knobs: { names: "absent" } });
      const { context } = await tenant.run("code42-session-get", { id });
      expect(context?.["Code42.Session"]).to.include({ Username: "user1.quill@acme.test" });
      expect(await tenant.requests()).to.deep.equal([
        `GET /v1/sessions/${id}`,
        "GET /v1/actors/actor/id/1190000000000000101",
      ]);
    });

    it("says that the user is gone", async () => {
      tenant = await openTenant({ knobs: { names: "absent", fault: "404:GET:/v1/actors/*" } });
      const { context, warnings } = await tenant.run("code42-session-get", { id });
      expect(context?.["Code42.Session"]).not.to.have.property("Username");
      expect(warnings).to.deep.equal(["The actor 1190000000000000101 no longer exists."]);
    });

    it("does not take a failure for a user who is gone", async () => {
      tenant = await openTenant({ knobs: { names: "absent", fault: "403:GET:/v1/actors/*" } });
      expect(await rejection(tenant.run("code42-session-get", { id }))).to.be.instanceOf(CredentialsError);
    });

    it("warns of a session that does not exist, without context", async () => {
      tenant = await openTenant();
      expect(await tenant.run("code42-session-get", { id: "nope/5" })).to.deep.equal({
        warnings: ["There is no session with the ID nope/5."],
      });
    });
  });

  describe("code42-session-search", () => {
    it("sends every filter under Incydr's names", async () => {
      tenant = await openTenant();
      await tenant.run("code42-session-search", {
        actor_id: "1190000000000000101",
        on_or_after: "2026-01-05T00:00:00Z",
        before: "1767657600000",
        type: "STANDARD",
        has_alerts: "false",
        risk_indicators: "Dropbox upload,Source code",
        state: "OPEN,CLOSED_TP_BENIGN",
        severity: "HIGH,4,CRITICAL,NO RISK",
        rule_id: "r-0042,r-2",
        watchlist_id: "w-1",
        content_inspection_status: "FOUND",
        order_by: "score",
        sort_direction: "asc",
        limit: "7",
      });
      expect(await tenant.requests()).to.deep.equal([
        "GET /v1/sessions?actor_id=1190000000000000101&on_or_after=1767571200000&before=1767657600000&type=STANDARD" +
          "&state=OPEN&state=CLOSED_TP_BENIGN&severity=3&severity=4&severity=0&rule_id=r-0042&rule_id=r-2" +
          "&watchlist_id=w-1&risk_indicators=Dropbox+upload&risk_indicators=Source+code" +
          "&content_inspection_status=FOUND&has_alerts=false&order_by=score&sort_direction=asc" +
          "&page_number=0&page_size=7",
      ]);
    });

    it("reads pages until there are as many as limit says", async () => {
      tenant = await openTenant({ knobs: { sessions: "130" } });
      const found = await tenant.run("code42-session-search", { limit: "70" });
      expect(new Set(idsOf(found)).size).to.equal(70);
      expect(found.readable).to.match(/\nSessions shown: 70 of 130\. Raise limit to see more\.\n$/);
      expect(await tenant.requests()).to.deep.equal([
        `GET /v1/sessions?has_alerts=true&${end}&page_number=0&page_size=50`,
        `GET /v1/sessions?has_alerts=true&${end}&page_number=1&page_size=50`,
      ]);
      expect(await search({})).to.have.length(50);
      expect(await search({ limit: "1000" })).to.have.length(130);
    });

    it("asks for no more than limit, or for pages of the given size", async () => {
      tenant = await openTenant();
      expect(await search({ limit: "5" })).to.have.length(5);
      expect(await search({ limit: "5", page_size: "3" })).to.have.length(5);
      expect(await tenant.requests()).to.deep.equal([
        `GET /v1/sessions?has_alerts=true&${end}&page_number=0&page_size=5`,
        `GET /v1/sessions?has_alerts=true&${end}&page_number=0&page_size=3`,
        `GET /v1/sessions?has_alerts=true&${end}&page_number=1&page_size=3`,
      ]);
    });

    it("gives exactly the page that is asked for", async () => {
      tenant = await openTenant();
      const all = await search({});
      await tenant.requests();
      expect(await search({ page_number: "1", page_size: "8", limit: "2" })).to.deep.equal(all.slice(8, 16));
      expect(await search({ page_number: "0" })).to.deep.equal(all);
      expect(await tenant.requests()).to.deep.equal([
        `GET /v1/sessions?has_alerts=true&${end}&page_number=1&page_size=8`,
        `GET /v1/sessions?has_alerts=true&${end}&page_number=0&page_size=50`,
      ]);
    });

    it("writes no context where nothing is found", async () => {
      tenant = await openTenant();
      const { context, readable } = await tenant.run("code42-session-search", { state: "CLOSED_FP" });
      expect(context).to.equal(undefined);
      expect(readable).to.equal("No results found.");
    });

    it("names every number that is out of bounds, without a request", async () => {
      tenant = await openTenant();
      const args = { limit: "10001", page_size: "51", page_number: "-1" };
      const error = await rejection(tenant.run("code42-session-search", args));
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message:
          "limit must be 1 to 10000, got 10001. page_number must be 0 or more, got -1. page_size must be 1 to 50, got 51.",
      });
      expect(await rejection(tenant.run("code42-session-search", { limit: "0" }))).to.be.instanceOf(ArgumentError);
      expect(await tenant.requests()).to.deep.equal([]);
    });

    it("refuses a span that ends before it begins, and values that there are not", async () => {
      tenant = await openTenant();
      const args = { on_or_after: "2026-01-02T00:00:00Z", before: "2026-01-01T00:00:00Z" };
      expect(await rejection(tenant.run("code42-session-search", args)))
        .to.be.instanceOf(ArgumentError)
        .with.property(
          "message",
          "on_or_after must be earlier than before, got 2026-01-02T00:00:00.000Z and 2026-01-01T00:00:00.000Z.",
        );
      expect(await rejection(tenant.run("code42-session-search", { severity: "Hihg" })))
        .to.be.instanceOf(ArgumentError)
        .with.property("message")
        .that.includes("severity must be one of 0, 1, 2, 3, 4, NO RISK, LOW, MODERATE, HIGH, CRITICAL");
      expect(await tenant.requests()).to.deep.equal([]);
    });

    it("does not take a failure for no sessions", async () => {
      tenant = await openTenant({ knobs: { fault: "400:GET:/v1/sessions" } });
      expect(await rejection(tenant.run("code42-session-search", {})))
        .to.be.instanceOf(ApiError)
        .with.property("status", 400);
    });
  });

  describe("code42-session-add-note", () => {
    const note = { id, notecontent: "Spoke to her manager." };
    const notes = async () => {
      const { context } = await tenant.run("code42-session-get", { id });
      return (context?.["Code42.Session"] as { Notes: { Content: string }[] }).Notes.map(({ Content }) => Content);
    };

    for (const status of ["200", "204"]) {
      it(`adds a note with one request, answered with ${status}, and keeps those before`, async () => {
        tenant = await openTenant({ knobs: { "note-status": status } });
        expect(await tenant.run("code42-session-add-note", note)).to.deep.equal({
          readable: `The note was added to session ${id}.`,
        });
        expect(await tenant.requests()).to.deep.equal([`POST /v1/sessions/${id}/add-note`]);
        expect(await notes()).to.deep.equal(["Triage started", "Spoke to her manager."]);
      });
    }

    it("refuses a note that is too long before anything is sent", async () => {
      tenant = await openTenant();
      const error = await rejection(tenant.run("code42-session-add-note", { id, notecontent: "x".repeat(2001) }));
      expect(error)
        .to.be.instanceOf(ArgumentError)
        .with.property("message", "notecontent must have at most 2000 characters, got 2001.");
      expect(await tenant.requests()).to.deep.equal([]);
      await tenant.run("code42-session-add-note", { id, notecontent: "x".repeat(2000) });
      expect(await notes()).to.have.length(2);
    });

    it("names the session that does not exist", async () => {
      tenant = await openTenant();
      const error = await rejection(tenant.run("code42-session-add-note", { ...note, id: "nope" }));
      expect(error).to.be.instanceOf(NotFoundError).with.property("message", "There is no session with the ID nope.");
      expect(error).to.have.property("cause").that.is.instanceOf(ApiError);
    });

    it("is not repeated after a failure, which is told", async () => {
      tenant = await openTenant({ knobs: { fault: "500:POST:/v1/sessions/*" } });
      const error = await rejection(tenant.run("code42-session-add-note", note));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 500);
      expect(await tenant.requests()).to.have.length(1);
    });

    it("is known to have happened by the note itself, unless that is older than the intent", async () => {
      tenant = await openTenant();
      const at = (minutes: number) => ({ at: new Date(Date.parse(startAt) + minutes * 60_000).toISOString() });
      const happened = (args: Record<string, string>, minutes = 0) =>
        verified(tenant, "code42-session-add-note", args, at(minutes));
      expect(await happened(note)).to.equal(false);
      expect(await happened({ ...note, notecontent: "Triage started" }, 30)).to.equal(false);
      await tenant.run("code42-session-add-note", note);
      expect(await happened(note)).to.equal(true);
      expect(await happened(note, 4)).to.equal(true);
      expect(await happened(note, 6)).to.equal(false);
      expect(await happened({ ...note, id: "nope" })).to.equal(false);
    });
  });
});
