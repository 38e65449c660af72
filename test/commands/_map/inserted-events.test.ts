import { expect } from "chai";
import { toInsertedQuery, toInsertedTable } from "../../../commands/_map/inserted-events.ts";

describe("toInsertedQuery", () => {
  it("asks for what was inserted from one time to another, both included, in that order", () => {
    expect(toInsertedQuery(Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 6))).to.deep.equal({
      groupClause: "AND",
      groups: [
        {
          filterClause: "AND",
          filters: [
            { term: "event.inserted", operator: "ON_OR_AFTER", value: "2026-01-05T00:00:00.000Z" },
            { term: "event.inserted", operator: "ON_OR_BEFORE", value: "2026-01-06T00:00:00.000Z" },
          ],
        },
      ],
      srtKey: "event.inserted",
      srtDir: "asc",
    });
  });
});

describe("toInsertedTable", () => {
  it("tells an event by its times, its file and its user", () => {
    const event = {
      "@timestamp": "2026-01-05T10:04:31.118Z",
      event: { id: "0_1", inserted: "2026-01-05T10:06:44.735912Z", action: "application-read" },
      file: { name: "ledger_core.py" },
      user: { email: "user1.quill@acme.test" },
      risk: { severity: "CRITICAL" },
    };
    expect(toInsertedTable("File Events", [event])).to.equal(
      "### File Events\n|Inserted|Timestamp|Action|File Name|User|Severity|ID|\n|---|---|---|---|---|---|---|\n" +
        "| 2026-01-05T10:06:44.735912Z | 2026-01-05T10:04:31.118Z | application-read | ledger_core.py | " +
        "user1.quill@acme.test | CRITICAL | 0_1 |\n",
    );
  });

  it("has no empty columns", () => {
    expect(toInsertedTable("File Events", [{ "@timestamp": null, event: { id: "1" } }])).to.equal(
      "### File Events\n|ID|\n|---|\n| 1 |\n",
    );
  });
});
