import { expect } from "chai";
import { toAuditLogContext, toAuditLogTable } from "../../../commands/_map/audit-event.ts";
import { metadataUpdated, metadataUpdatedContext, signedIn, signedInContext } from "../expected/audit-log.ts";

const signedInId = "e136a054e0de76e90227fceb66af0eea2abba62d312498b02b8a5dcb0681152a";

describe("toAuditLogContext", () => {
  it("names what every entry has, and keeps the rest under Details", () => {
    expect(toAuditLogContext([signedIn, metadataUpdated])).to.deep.equal([
      { ...signedInContext, ID: signedInId, Timestamp: "2026-01-05T10:12:13.456Z" },
      {
        ...metadataUpdatedContext,
        ID: "530866f74559f86cb1ff952cad1212998fa7a010c984bb43874e0cef757f6478",
        Timestamp: "2026-01-05T10:13:00.001Z",
      },
    ]);
  });

  it("makes entries that are the same in everything one, with their number", () => {
    const found = toAuditLogContext([signedIn, metadataUpdated, { ...signedIn }, signedIn]);
    expect(found.map(({ Type, Count }) => [Type, Count])).to.deep.equal([
      ["logged_in", 3],
      ["federation_metadata_updated", 1],
    ]);
  });

  it("takes an entry of any shape", () => {
    const [first] = toAuditLogContext([
      { type$: "odd", timestamp: 5, actorIpAddress: ["192.0.2.1", "192.0.2.2,192.0.2.3", 7], success: "yes" },
    ]);
    expect(first).to.deep.include({
      Type: "odd",
      ActorIPAddresses: ["192.0.2.1", "192.0.2.2", "192.0.2.3"],
      Count: 1,
    });
    expect(toAuditLogContext([{}])[0]).to.have.all.keys("ID", "Count");
  });
});

describe("toAuditLogTable", () => {
  it("has no empty columns", () => {
    expect(toAuditLogTable("Audit", toAuditLogContext([metadataUpdated]))).to.equal(
      "### Audit\n|Timestamp|Type|Actor|Actor Type|Details|\n|---|---|---|---|---|\n" +
        "| 2026-01-05T10:13:00.001Z | federation_metadata_updated | SYSTEM | SYSTEM | " +
        "federationId: 55<br>displayName: IdP |\n",
    );
  });

  it("says how many entries are the same", () => {
    expect(toAuditLogTable("Audit", toAuditLogContext([signedIn, signedIn]))).to.equal(
      "### Audit\n|Timestamp|Type|Actor|Actor Type|IP Addresses|Success|Count|\n|---|---|---|---|---|---|---|\n" +
        "| 2026-01-05T10:12:13.456Z | logged_in | admin@acme.test | USER | 198.51.100.4, 192.0.2.8 | true | 2 |\n",
    );
  });
});
