import { expect } from "chai";
import { toFileEventContext } from "../../../commands/_map/file-event.ts";
import { toFileEventRow, toFileEventTable, withoutDoubles } from "../../../commands/_map/file-event-table.ts";
import { fileEventBody, toFileEvent } from "../examples.ts";

const v1 = {
  eventId: "e1",
  eventTimestamp: "2020-05-01T10:00:00.000Z",
  eventType: "MODIFIED",
  exposure: ["RemovableMedia", "ApplicationRead"],
  fileName: "plan.txt",
  filePath: "C:/plan/",
  fileSize: 12,
  fileCategory: "Document",
  sha256Checksum: "ab12",
  deviceUserName: "a@acme.test",
  actor: null,
  osHostName: "LAP-1",
  source: "Endpoint",
  removableMediaName: null,
  removableMediaVendor: "Kingston",
  remoteActivity: true,
  outsideActiveHours: true,
  mimeTypeMismatch: false,
  trusted: false,
};

const v1Row = {
  id: "e1",
  timestamp: "2020-05-01T10:00:00.000Z",
  action: "MODIFIED (RemovableMedia, ApplicationRead)",
  observer: "Endpoint",
  filename: "plan.txt",
  directory: "C:/plan/",
  size: 12,
  category: "Document",
  sha256: "ab12",
  user: "a@acme.test",
  source: "LAP-1",
  destination: "Kingston",
  indicators: "Remote, Off hours",
  trusted: false,
};

describe("toFileEventRow", () => {
  it("reads flat events of version 1", () => {
    expect(toFileEventRow(v1)).to.deep.equal(v1Row);
  });

  it("reads them with the lower-case keys of an old incident's grid", () => {
    const grid = Object.fromEntries(Object.entries(v1).map(([key, value]) => [key.toLowerCase(), value]));
    expect(toFileEventRow(grid)).to.deep.equal(v1Row);
  });

  it("keeps a row as it is", () => {
    expect(toFileEventRow(v1Row)).to.deep.equal(v1Row);
  });

  it("takes an action or exposure that stands alone", () => {
    expect(toFileEventRow({ eventId: "1", eventType: "CREATED" }).action).to.equal("CREATED");
    expect(toFileEventRow({ eventId: "1", exposure: "IsPublic", eventType: null }).action).to.equal("IsPublic");
  });

  it("names a place by what is known of it", () => {
    const destinationOf = (destination: unknown) => toFileEventRow({ event: { id: "1" }, destination }).destination;
    expect(destinationOf({ name: "Gmail", email: { recipients: ["a@b.test", "c@d.test"] } })).to.equal(
      "Gmail (a@b.test, c@d.test)",
    );
    expect(destinationOf({ removableMedia: { mediaName: "STICK" }, category: "Device" })).to.equal("STICK");
    expect(destinationOf({ domains: ["x.test", "y.test"], category: "Unknown" })).to.equal("x.test, y.test");
    expect(destinationOf({ category: "Unknown" })).to.equal("Unknown");
    expect(destinationOf({ accountName: "me" })).to.equal("me");
    expect(destinationOf({ name: null, domains: [] })).to.equal(undefined);
  });

  it("takes the cloud's user where the device has none", () => {
    const event = { event: { id: "1" }, user: { email: null }, source: { user: { email: ["a@acme.test"] } } };
    expect(toFileEventRow(event).user).to.equal("a@acme.test");
  });

  it("drops values of the wrong kind instead of showing them", () => {
    const event = {
      event: { id: "1", action: 7 },
      file: { sizeInBytes: "big" },
      risk: { score: "9", trusted: "no", indicators: "Remote" },
    };
    expect(toFileEventRow(event)).to.deep.equal({ id: "1", indicators: "Remote" });
    expect(toFileEventRow("no event")).to.deep.equal({});
  });
});

describe("toFileEventTable", () => {
  it("shows one row per event and only the columns that say something", () => {
    const event = { "@timestamp": "2026-01-05T10:04:31.118Z", event: { id: "1" }, file: { name: "a|b.txt" } };
    expect(toFileEventTable("Events", [event])).to.equal(
      "### Events\n|Timestamp|File Name|\n|---|---|\n| 2026-01-05T10:04:31.118Z | a\\|b.txt |\n",
    );
  });
});

describe("withoutDoubles", () => {
  it("keeps the first of each id, and every event without one", () => {
    const events = [
      { event: { id: "1" } },
      { filename: "x" },
      v1,
      { event: { id: "1" }, file: {} },
      { filename: "x" },
      v1Row,
    ];
    expect(withoutDoubles(events)).to.deep.equal([events[0], events[1], v1, events[4]]);
  });
});

describe("toFileEventContext", () => {
  it("gives the event as it is and its time under both names", () => {
    expect(toFileEventContext(toFileEvent())).to.deep.equal({
      timestamp: "2026-01-05T10:04:31.118Z",
      ...fileEventBody,
    });
  });

  it("invents no time", () => {
    expect(toFileEventContext({ event: { id: "1" }, "@timestamp": null })).to.deep.equal({
      event: { id: "1" },
      "@timestamp": null,
    });
  });
});
