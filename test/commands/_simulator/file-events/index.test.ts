import { expect } from "chai";

import type { FileEvent } from "../../../../commands/_simulator/file-events/index.ts";
import { aSession, aWorld, call, someFileEvents } from "./a-world.ts";

/** The paths of all leaves, sorted; elements of lists count once. */
function leaves(value: unknown, path = ""): string[] {
  if (Array.isArray(value) && value.length > 0 && typeof value[0] === "object") {
    return [...new Set(value.flatMap((element) => leaves(element, `${path}[]`)))].toSorted();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return Object.entries(value)
    .flatMap(([key, part]) => leaves(part, path === "" ? key : `${path}.${key}`))
    .toSorted();
}

/** The critical event of the exemplary session as the vendor's documents have it, but for what is drawn. */
const exemplary = {
  "@timestamp": "drawn",
  event: {
    id: "drawn",
    action: "application-read",
    observer: "Endpoint",
    detectorDisplayName: null,
    vector: "BROWSER_UPLOAD",
    xfcEventId: "drawn",
    ingested: "drawn",
    inserted: "drawn",
    shareType: [],
    relatedEvents: [],
  },
  user: { email: "user1.quill@acme.test", id: "1190000000000000101", deviceUid: "1190000000000000555" },
  file: {
    name: "drawn",
    originalName: "drawn",
    directory: "drawn",
    originalDirectory: "drawn",
    category: "SourceCode",
    categoryByBytes: "SourceCode",
    categoryByExtension: "SourceCode",
    changeType: "NONE",
    classifications: [],
    cloudDriveId: null,
    directoryId: [],
    mimeType: "text/x-python",
    mimeTypeByBytes: "text/x-python",
    mimeTypeByExtension: "text/x-python",
    sizeInBytes: "drawn",
    owner: "user1",
    created: "drawn",
    modified: "drawn",
    hash: { md5: "drawn", sha256: "drawn", md5Error: null, sha256Error: null },
    id: null,
    url: null,
    archiveId: null,
    parentArchiveId: null,
    passwordProtected: false,
    acquiredFrom: "drawn",
  },
  source: {
    accountName: null,
    accountType: null,
    category: "Device",
    name: "LAP-MARA-01",
    domain: "acme.test",
    domains: [],
    email: { from: null, sender: null },
    ip: "203.0.113.9",
    privateIp: ["10.4.0.17"],
    operatingSystem: "Windows 11",
    remoteHostname: null,
    removableMedia: {
      busType: null,
      capacity: null,
      mediaName: null,
      name: null,
      partitionId: [],
      serialNumber: null,
      vendor: null,
      volumeName: [],
    },
    tabs: [],
    user: { email: [] },
  },
  destination: {
    accountName: null,
    accountType: null,
    category: "Cloud Storage",
    name: "Dropbox",
    domains: ["dropbox.test"],
    email: { recipients: null, subject: null },
    ip: null,
    privateIp: [],
    operatingSystem: null,
    remoteHostname: null,
    printJobName: null,
    printerName: null,
    printedFilesBackupPath: null,
    removableMedia: {
      busType: null,
      capacity: null,
      mediaName: null,
      name: null,
      partitionId: [],
      serialNumber: null,
      vendor: null,
      volumeName: [],
    },
    tabs: [{ title: "Home - Dropbox", titleError: null, url: "https://dropbox.test/home", urlError: null }],
    user: { email: [] },
  },
  process: {
    executable: "C:\\Program Files\\Browser\\browser.exe",
    owner: "user1",
    extension: { browser: "EDGE", version: "1.2.0", loggedInUser: null },
  },
  report: { id: null, name: null, description: null, headers: [], count: null, type: null },
  risk: {
    score: 11,
    severity: "CRITICAL",
    indicators: [
      { name: "Dropbox upload", id: "Dropbox upload", weight: 5 },
      { name: "Source code", id: "Source code", weight: 3 },
      { name: "First use of destination", id: "First use of destination", weight: 3 },
    ],
    trusted: false,
    trustReason: null,
    untrustedValues: {
      accountNames: [],
      domains: ["dropbox.test"],
      gitRepositoryUris: [],
      slackWorkspaces: [],
      urlPaths: [],
    },
  },
  responseControls: { preventativeControl: null, userJustification: { reason: null, text: null } },
  git: {
    eventId: null,
    lastCommitHash: null,
    repositoryEmail: null,
    repositoryEndpointPath: null,
    repositoryUri: null,
    repositoryUser: null,
  },
};

const acquired = {
  eventId: "0_src_1",
  fileName: "ledger_core.py",
  md5: "0f343b0931126a20f133d67c2b018a3b",
  agentTimestamp: "2026-01-05T09:40:00Z",
  eventAction: "file-downloaded",
  userEmail: "user1.quill@acme.test",
  sourceName: "GitHub",
  sourceCategory: "Source Code Repository",
  sourceAccountName: null,
  sourceAccountType: null,
  sourceDomains: ["github.test"],
  sourceUser: { email: [] },
  tabs: [],
  git: { repositoryEmail: null, repositoryUri: "git@github.test:acme/ledger.git", repositoryUser: null },
};

function undrawn(event: FileEvent): unknown {
  const drawn = "drawn";
  const file = { name: drawn, originalName: drawn, directory: drawn, originalDirectory: drawn, sizeInBytes: drawn };
  return {
    ...event,
    "@timestamp": drawn,
    event: { ...event.event, id: drawn, xfcEventId: drawn, ingested: drawn, inserted: drawn },
    file: {
      ...event.file,
      ...file,
      created: drawn,
      modified: drawn,
      acquiredFrom: drawn,
      hash: { ...event.file.hash, md5: drawn, sha256: drawn },
    },
  };
}

describe("a file event", () => {
  it("of the exemplary session is that of the vendor's documents, but for what is drawn", () => {
    const { fileEvents, world } = someFileEvents({});
    const critical = fileEvents.eventsOfSession(aSession(world)).filter(({ risk }) => risk.severity === "CRITICAL");
    expect(critical).to.have.lengthOf(1);
    expect(undrawn(critical[0]!)).to.deep.equal(exemplary);
  });

  it("has all keys of the vendor's documents and no other, whatever happened", () => {
    const { fileEvents } = someFileEvents({ count: 2000 });
    // Lists of objects may be empty; their elements are compared by themselves.
    const keys = (document: unknown) => [
      ...new Set(
        leaves(document)
          .map((path) => path.replace(/\[\].*$/, ""))
          .filter((path) => path !== ""),
      ),
    ];
    const expected = keys(exemplary);
    expect(expected).to.have.lengthOf(118);
    for (const event of fileEvents.truth(2000, 0)) expect(keys(event)).to.deep.equal(expected);
    const elements = [...fileEvents.truth(2000, 0)];
    for (const { file, event, destination, risk } of elements) {
      for (const element of file.acquiredFrom) expect(leaves(element)).to.deep.equal(leaves(acquired));
      for (const element of destination.tabs)
        expect(leaves(element)).to.deep.equal(["title", "titleError", "url", "urlError"]);
      for (const element of risk.indicators) expect(leaves(element)).to.deep.equal(["id", "name", "weight"]);
      for (const element of file.classifications) expect(leaves(element)).to.deep.equal(["value", "vendor"]);
      for (const element of event.relatedEvents) {
        expect(leaves(element)).to.deep.equal([
          "agentTimestamp",
          "eventAction",
          "id",
          "sourceCategory",
          "sourceName",
          "tabs",
          "userEmail",
        ]);
      }
    }
  });
});

describe("the routes of file events", () => {
  it("answer with a page, key for key", () => {
    const { fileEvents } = someFileEvents({ count: 3 });
    const { status, body } = call(fileEvents.routes, "POST", "/v2/file-events", { groups: [] });
    expect(status).to.equal(200);
    expect(Object.keys(body)).to.deep.equal(["totalCount", "fileEvents", "nextPgToken", "problems"]);
    expect(body.fileEvents).to.deep.equal([...fileEvents.truth(3, 0)]);
  });

  it("answer with an empty page where there is nothing", () => {
    const { fileEvents } = someFileEvents({});
    expect(call(fileEvents.routes, "POST", "/v2/file-events", { groups: [], pgToken: "" }).body).to.deep.equal({
      totalCount: 0,
      fileEvents: [],
      nextPgToken: null,
      problems: null,
    });
  });

  it("refuse a wrong query with the vendor's body", () => {
    const { fileEvents } = someFileEvents({});
    const groups = [{ filters: [{ term: "file.nope", operator: "IS", value: "x" }] }];
    expect(call(fileEvents.routes, "POST", "/v2/file-events", { groups })).to.deep.equal({
      status: 400,
      body: {
        totalCount: 0,
        fileEvents: null,
        nextPgToken: null,
        problems: [
          {
            type: "INVALID_TERM",
            description: "unknown term",
            badFilter: { term: "file.nope", operator: "IS", value: "x" },
          },
        ],
      },
    });
  });

  it("group by a term, the most frequent value first", () => {
    const { fileEvents, world } = someFileEvents({ sessions: [aSession(aWorld().world)] });
    expect(world.people[0]!.email).to.equal("user1.quill@acme.test");
    const group = (groupingTerm: string, more = {}) =>
      call(fileEvents.routes, "POST", "/v2/file-events/grouping", { groupingTerm, groups: [], ...more });
    expect(group("user.email").body).to.deep.equal({
      groups: [{ value: "user1.quill@acme.test", docCount: 16 }],
      problems: null,
    });
    expect(group("risk.indicators.name", { size: 2 }).body.groups).to.deep.equal([
      { value: "Off hours", docCount: 4 },
      { value: "Dropbox upload", docCount: 3 },
    ]);
    expect(group("risk.score").body.groups).to.deep.equal([
      { value: "0", docCount: 9 },
      { value: "2", docCount: 4 },
      { value: "8", docCount: 2 },
      { value: "11", docCount: 1 },
    ]);
    const filters = [{ term: "risk.severity", operator: "IS", value: "HIGH" }];
    expect(group("risk.severity", { groups: [{ filters }] }).body.groups).to.deep.equal([
      { value: "HIGH", docCount: 2 },
    ]);
    expect(group("nope").status).to.equal(400);
    expect(group("nope").body.groups).to.equal(null);
  });

  it("keep at most as many groups as their memory allows", () => {
    const { fileEvents } = someFileEvents({ count: 100_100 });
    const body = { groupingTerm: "event.id", groups: [], size: 10_000 };
    const { groups } = call(fileEvents.routes, "POST", "/v2/file-events/grouping", body).body;
    expect(groups).to.have.lengthOf(10_000);
  });

  it("give saved searches, all or one, whose queries can be run", () => {
    const { fileEvents } = someFileEvents({ count: 2000 });
    const base = "/v2/file-events/saved-searches";
    const { searches } = call(fileEvents.routes, "GET", base).body as { searches: Record<string, unknown>[] };
    expect(searches.map(({ name }) => name)).to.deep.equal([
      "Critical in the last day",
      "Source code to AI tools",
      "Removable media",
    ]);
    const [, second] = searches;
    expect(call(fileEvents.routes, "GET", `${base}/${String(second!.id)}`).body).to.deep.equal({ searches: [second] });
    expect(() => call(fileEvents.routes, "GET", `${base}/nope`))
      .to.throw()
      .that.includes({ status: 404 });
    for (const saved of searches) {
      expect(call(fileEvents.routes, "POST", "/v2/file-events", saved).status, String(saved.name)).to.equal(200);
    }
    const { body } = call(fileEvents.routes, "POST", "/v2/file-events", second);
    expect(body.totalCount).to.be.greaterThan(5);
  });
});

describe("the truth about file events", () => {
  const { fileEvents } = someFileEvents({ count: 10, sessions: [aSession(aWorld().world)] });
  const all = [...fileEvents.truth(Infinity, 0)];

  it("is told from a position on, up to a limit", () => {
    expect(all).to.have.lengthOf(26);
    const told = (query: string) => call(fileEvents.control, "GET", `/truth/file-events${query}`).body.fileEvents;
    expect(told("")).to.deep.equal(all);
    expect(told("?limit=3&from=20")).to.deep.equal(all.slice(20, 23));
    expect(told("?from=25")).to.deep.equal(all.slice(25));
    expect(told("?from=26")).to.deep.equal([]);
  });

  it("is told as a stream of ids and times", () => {
    const items = [...fileEvents.stream.truth()];
    expect(items.map(({ id }) => id)).to.deep.equal(all.map(({ event }) => event.id));
    expect(items.map(({ at }) => new Date(at).toISOString())).to.deep.equal(
      all.map(({ event }) => `${event.inserted.slice(0, 23)}Z`),
    );
  });

  it("knows what was added", () => {
    const { fileEvents: growing } = someFileEvents({});
    const added = growing.stream.add(2, 1000);
    expect([...growing.stream.truth()].toSorted((one, other) => (one.id < other.id ? -1 : 1))).to.deep.equal(
      added.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    );
  });
});
