import { expect } from "chai";

import type { FileEvent } from "../../../../commands/_simulator/file-events/index.ts";
import { aSession, someFileEvents } from "./a-world.ts";

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
