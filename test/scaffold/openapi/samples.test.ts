import { expect } from "chai";
import { demoLines, sampleLines } from "../../../src/scaffold/openapi/samples.ts";
import { documentOf, documentText, plansOf } from "./document-of.ts";

describe("the command lines of a new integration", () => {
  it("show what there is: reads that need nothing", async () => {
    expect(demoLines(await plansOf(documentText("quayside.yaml").text, "quayside", "Quayside"))).to.deep.equal([
      "!quayside-ticket-list limit=3",
      "!quayside-ticket-count",
      "!quayside-asset-list limit=3",
      "!quayside-user-list limit=3",
    ]);
  });

  it("try every command with what it requires, what removes things last, inner things first", async () => {
    const lines = sampleLines(await plansOf(documentText("quayside.yaml").text, "quayside", "Quayside"));
    expect(lines).to.include.members([
      "!quayside-ticket-get ticket_id=1",
      "!quayside-asset-get id=AS-1001",
      "!quayside-asset-get-by-serial serial=serial-1",
      "!quayside-ticket-create subject=example requester_email=someone@example.com",
      "!quayside-report-summary-get day=2026-01-05T12:00:00Z",
      String.raw`!quayside-asset-bulk-update assets="[{\"kind\":\"laptop\",\"serial\":\"example\"}]"`,
      '!quayside-settings-update body="name=one"',
    ]);
    expect(lines.slice(-4)).to.deep.equal([
      "!quayside-asset-wipe id=AS-1001",
      "!quayside-ticket-comment-delete ticket_id=1 comment_id=00000000-0000-4000-8000-000000000001",
      "!quayside-ticket-delete ticket_id=1",
      "!quayside-asset-delete id=AS-1001",
    ]);
  });

  it("give values that fit, and none that would be looked up in the context", async () => {
    const schema = {
      type: "object",
      required: ["choice", "number", "fraction", "ip", "short", "flag", "lists"],
      properties: {
        choice: { enum: ["${x}", "y"] },
        number: { type: "integer", minimum: 7 },
        fraction: { type: "number" },
        ip: { type: "string", format: "ipv4" },
        short: { type: "string", maxLength: 3 },
        flag: { type: "boolean" },
        lists: { type: "array", items: { type: "array", items: { type: "integer" } } },
      },
    };
    const post = { requestBody: { content: { "application/json": { schema } } }, responses: {} };
    expect(sampleLines(await plansOf(documentOf({ "/things": { post } })))).to.deep.equal([
      '!acme-thing-create choice=y number=7 fraction=1.5 ip=192.0.2.1 short=exa flag=true lists="[[1]]"',
    ]);
  });
});
