import { ApiError, ParameterError, type FetchItem } from "soarkit";
import { expect } from "chai";
import { createMapIncident } from "../../src/incidents/map-incident.ts";
import { createKeeper, fetchInto, type Keeper } from "./_fetch/keeper.ts";
import { manifest, openTenant, rejection, startAt, type Tenant, type TenantOptions } from "./tenant.ts";

/** What the runtime fills in when it commits a page. */
const map = createMapIncident(manifest.soar.incident, () => Date.parse(startAt));

const exemplary = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";

describe("fetch-incidents", () => {
  let tenant: Tenant;
  let keeper: Keeper;

  const open = async ({ knobs = {}, params = {} }: TenantOptions = {}) => {
    tenant = await openTenant({ knobs, params: { fetch_time: "31 days", ...params } });
    keeper = createKeeper();
  };
  /** The incidents and updates of one run. */
  const fetchOnce = async (limit = 1000): Promise<FetchItem[]> => {
    const { params, client } = tenant;
    const { pages } = await fetchInto(keeper, { params, client, now: () => Date.parse(startAt), limit });
    return pages.flatMap(({ items }) => items).filter((item) => !("pending" in item));
  };
  afterEach(() => tenant.close());

  it("makes an incident of every session with 0.025 requests each, where they carry their names", async () => {
    await open({ knobs: { sessions: "1000" } });
    expect(await fetchOnce()).to.have.length(1000);
    const truth = (await tenant.control("/truth/sessions")) as { sessions: { sessionId: string }[] };
    expect(keeper.created.toSorted()).to.deep.equal(truth.sessions.map(({ sessionId }) => sessionId).sort());
    const requests = await tenant.requests();
    // 24 pages of nearly 50, each joined to the one before, and one for old sessions with new data.
    expect(requests).to.have.length(25);
  });

  it("gives an incident that a playbook can start from", async () => {
    await open({ params: { console_url: "console.ie.code42.com" } });
    const item = (await fetchOnce()).find(({ id }) => id === exemplary);
    const incident = incidentOf(item);
    expect(incident.name).to.equal("Code42 - source code file(s) uploaded to Dropbox");
    expect(incident.severity).to.equal(4);
    expect(incident.CustomFields).to.include({
      code42alertid: exemplary,
      code42username: "user1.quill@acme.test",
      code42alertdescription: "Source code to personal cloud",
      code42alerturl: `https://console.ie.code42.com/app/#/alerts/review-alerts/${exemplary}`,
    });
    expect(JSON.parse(incident.rawJSON)).to.have.property("sessionId", exemplary);
  });

  it("makes nothing twice", async () => {
    await open();
    expect(await fetchOnce()).to.have.length(20);
    expect(await fetchOnce()).to.deep.equal([]);
    expect(await fetchOnce()).to.deep.equal([]);
  });

  it("keeps to the limit, oldest first, and comes to the rest in later runs, without a request more", async () => {
    await open({ knobs: { sessions: "23" } });
    const begins: number[] = [];
    for (let i = 0; i < 5; i++) {
      const items = await fetchOnce(5);
      expect(items).to.have.length(i < 4 ? 5 : 3);
      begins.push(...items.map((item) => Date.parse(incidentOf(item).occurred)));
      expect(await tenant.requests()).to.have.length(2);
    }
    expect(begins).to.deep.equal(begins.toSorted((a, b) => a - b));
    expect(keeper.created).to.have.length(23);
  });

  it("takes only the severities asked for", async () => {
    await open({ knobs: { sessions: "100" }, params: { alert_severity: ["Critical", "Low"] } });
    const severities = (await fetchOnce()).map((item) => incidentOf(item).severity);
    expect(new Set(severities)).to.deep.equal(new Set([1, 4]));
  });

  it("looks up each actor and rule once where sessions do not name them", async () => {
    await open({ knobs: { sessions: "60", names: "absent" } });
    const items = await fetchOnce();
    expect(items.every((item) => typeof incidentOf(item).CustomFields?.code42username === "string")).to.equal(true);
    const requests = await tenant.requests();
    expect(new Set(requests).size).to.equal(requests.length);
  });

  it("makes the incident all the same when an actor cannot be looked up, and says so in it", async () => {
    const fault = "500:GET:/v1/actors/actor/id/1190000000000000101";
    await open({ knobs: { sessions: "1", names: "absent", fault } });
    const [item] = await fetchOnce();
    const incident = incidentOf(item);
    expect(incident.details).to.match(/^The actor 1190000000000000101 could not be looked up \(GET .* 500.*\)\.$/);
    expect(incident.CustomFields).not.to.have.property("code42username");
    expect(incident.CustomFields).to.have.property("code42alertdescription", "Source code to personal cloud");
  });

  it("makes the incidents all the same when a permission is missing, and asks for it once", async () => {
    await open({ knobs: { names: "absent", fault: "403:GET:/v1/actors" } });
    const items = await fetchOnce();
    expect(items).to.have.length(20);
    const details = items.map((item) => incidentOf(item).details);
    expect(details.filter((text) => text?.includes("lack the permission"))).to.have.length(20);
    const requests = await tenant.requests();
    expect(requests.filter((request) => request.startsWith("GET /v1/actors"))).to.have.length(1);
  });

  it("finds what began days ago and is reported only now", async () => {
    await open({ params: { fetch_time: "24 hours" } });
    await fetchOnce();
    await fetchOnce();
    const late = (await tenant.control("/sessions", { beginAgoMs: 5 * 86_400_000 })) as Truth;
    const items = await fetchOnce();
    expect(items.map(({ id }) => id)).to.deep.equal(late.sessions.map(({ sessionId }) => sessionId));
  });

  it("finds a session with new data at any age", async () => {
    await open({ params: { fetch_time: "24 hours" } });
    const old = (await tenant.control("/sessions", {
      beginAgoMs: 86_400_000 * 90,
      observedAgoMs: 86_400_000 * 90,
    })) as Truth;
    const id = old.sessions[0]!.sessionId;
    await fetchOnce();
    expect(keeper.created).not.to.include(id);
    await tenant.control(`/sessions/${id}/data`, { alerts: 1 });
    await fetchOnce();
    expect(keeper.created).to.include(id);
  });

  it("updates the incident of a session that got another alert and another severity", async () => {
    await open();
    await fetchOnce();
    await tenant.control(`/sessions/${exemplary}/data`, { severity: 2, alerts: 1 });
    const [item, ...rest] = await fetchOnce();
    expect(rest).to.deep.equal([]);
    expect(item && "updates" in item && map(item.updates).incident).to.deep.include({ severity: 2 });
    expect(item && "updates" in item && item.updates.note).to.match(
      /^New alert: .+\.\nSeverity changed from CRITICAL to MODERATE\.\nState changed from OPEN to OPEN_NEW_DATA\.$/,
    );
    expect(await fetchOnce()).to.deep.equal([]);
  });

  it("updates without a note what changed in no way worth one", async () => {
    await open();
    await fetchOnce();
    keeper.ledger.set(exemplary, { ...(keeper.ledger.get(exemplary) as object), lastUpdated: 1 });
    const [item] = await fetchOnce();
    expect(item && "updates" in item && item.updates).to.not.have.property("note");
    expect(item?.id).to.equal(exemplary);
  });

  it("adds the file events of all sessions with one search", async () => {
    await open({ knobs: { events: "0" }, params: { include_files: "true" } });
    const items = await fetchOnce();
    const requests = await tenant.requests();
    expect(requests.filter((request) => request === "POST /v2/file-events")).to.have.length(1);
    for (const item of items) {
      const { rawJSON, CustomFields } = incidentOf(item);
      const raw = JSON.parse(rawJSON) as Record<string, number> & {
        fileevents: { user: { id: string } }[];
        actorId: string;
      };
      const { criticalEvents, highEvents, moderateEvents, lowEvents, noRiskEvents } = raw;
      expect(raw.fileevents).to.have.length(
        criticalEvents! + highEvents! + moderateEvents! + lowEvents! + noRiskEvents!,
      );
      expect(CustomFields?.code42fileevents).to.have.length(raw.fileevents.length);
      expect(new Set(raw.fileevents.map(({ user }) => user.id))).to.deep.equal(new Set([raw.actorId]));
    }
  });

  it("makes incidents of what waits also in runs that cannot read everything, and fails all the same", async () => {
    await open({ knobs: { sessions: "60" }, params: { look_back: "31 days" } });
    expect(await fetchOnce(5)).to.have.length(5);
    const before = keeper.lastRun;
    const { sessions } = tenant.client;
    const broken = new ApiError("Page 2 is broken.", "Wait.", { status: 500, body: "" });
    const page: typeof sessions.page = (search, which, signal) =>
      which.number > 0 ? Promise.reject(broken) : sessions.page(search, which, signal);
    tenant = { ...tenant, client: { ...tenant.client, sessions: { ...sessions, page } } };
    expect(await rejection(fetchOnce(5))).to.equal(broken);
    expect(await rejection(fetchOnce(5))).to.equal(broken);
    expect(keeper.created).to.have.length(15);
    expect(keeper.lastRun).to.deep.equal(before);
    expect(keeper.covered).to.have.length(1);
  });

  it("leaves what waits to a later run when Incydr does not answer at all", async () => {
    await open();
    await fetchOnce(5);
    const gone = new ApiError("It is gone.", "Wait.", { status: 500, body: "" });
    const page = () => Promise.reject(gone);
    tenant = { ...tenant, client: { ...tenant.client, sessions: { ...tenant.client.sessions, page } } };
    expect(await rejection(fetchOnce(5))).to.equal(gone);
    expect(keeper.created).to.have.length(5);
  });

  it("says of a range that lies partly ahead only that it has read what has passed", async () => {
    await open();
    const at = Date.parse(startAt);
    const { params, client } = tenant;
    const read = (from: number, to: number) =>
      fetchInto(keeper, { params, client, now: () => at, range: { from, to } });
    await read(at - 1000, at + 1000);
    await read(at + 1000, at + 2000);
    expect(keeper.covered.map(({ from, to }) => [from - at, to - at])).to.deep.equal([
      [-1000, 0],
      [1000, 1000],
    ]);
  });

  it("refuses ranges of time that are none, both at once, before any request", async () => {
    await open({ params: { fetch_time: "soon", look_back: "long" } });
    const error = await rejection(fetchOnce());
    expect(error).to.be.instanceOf(ParameterError);
    expect(error)
      .to.have.property("message")
      .that.matches(/fetch_time must be .* look_back must be /);
    expect(await tenant.requests()).to.deep.equal([]);
  });
});

interface Truth {
  sessions: { sessionId: string }[];
}

function incidentOf(item: FetchItem | undefined) {
  if (item && "incident" in item) return map(item.incident).incident;
  throw new Error("no new incident");
}
