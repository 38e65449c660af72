import { expect } from "chai";
import { answering, documentOf, documentText, planOf, plansOf } from "./document-of.ts";

describe("what commands give", () => {
  it("is a thing under its name, out of its wrapping, with its key, for a whole document", async () => {
    const plans = await plansOf(documentText("quayside.yaml").text, "quayside", "Quayside");
    const shown = plans.map(({ naming, answer }) => {
      const about =
        answer.kind === "entity"
          ? `${answer.isMany ? "many " : ""}${answer.entity.prefix} by ${answer.entity.key ?? "nothing"} at ${answer.path.join(".") || "top"}`
          : answer.kind === "value"
            ? `${answer.isMany ? "many " : ""}${answer.prefix}`
            : answer.kind;
      return `${naming.command}: ${about}`;
    });
    expect(shown).to.deep.equal([
      "quayside-ticket-list: many Quayside.Ticket by ID at items",
      "quayside-ticket-create: Quayside.Ticket by ID at top",
      "quayside-ticket-count: Quayside.TicketCount by nothing at top",
      "quayside-ticket-search: many Quayside.Ticket by ID at data",
      "quayside-ticket-get: Quayside.Ticket by ID at top",
      "quayside-ticket-update: Quayside.Ticket by ID at top",
      "quayside-ticket-replace: Quayside.Ticket by ID at top",
      "quayside-ticket-delete: none",
      "quayside-ticket-close: Quayside.Ticket by ID at top",
      "quayside-ticket-assign: none",
      "quayside-ticket-comment-list: many Quayside.Comment by ID at top",
      "quayside-ticket-comment-add: Quayside.Comment by ID at top",
      "quayside-ticket-comment-delete: none",
      "quayside-ticket-attachment-download: file",
      "quayside-asset-list: many Quayside.Asset by ID at assets",
      "quayside-asset-create: Quayside.Asset by ID at top",
      "quayside-asset-get: Quayside.Asset by ID at data",
      "quayside-asset-update: Quayside.Asset by ID at top",
      "quayside-asset-delete: none",
      "quayside-asset-get-by-serial: Quayside.Asset by ID at top",
      "quayside-asset-retire: none",
      "quayside-asset-wipe: Quayside.Job by JobID at top",
      "quayside-asset-bulk-update: Quayside.Job by JobID at top",
      "quayside-user-list: many Quayside.User by ID at top",
      "quayside-user-me-get: Quayside.User by ID at top",
      "quayside-admin-user-list: many Quayside.User by ID at top",
      "quayside-settings-get: Quayside.Settings",
      "quayside-settings-update: none",
      "quayside-category-list: many Quayside.Category",
      "quayside-report-summary-get: Quayside.ReportSummary by nothing at top",
      "quayside-legacy-ticket-list: many Quayside.Ticket by ID at top",
    ]);
  });

  it("has fields in XSOAR's spelling, what is within itself or too deep as it comes", async () => {
    const plan = await planOf(documentText("quayside.yaml").text, "acme-ticket-get");
    if (plan.answer.kind !== "entity") throw new Error("no entity");
    const { fields, columns } = plan.answer.entity;
    expect(
      fields.map(({ key, fields: inner }) => (inner ? `${key}(${inner.map((each) => each.key).join(" ")})` : key)),
    ).to.deep.equal([
      "CreatedAt",
      "UpdatedAt",
      "ID",
      "Subject",
      "Status",
      "Priority",
      "Description",
      "Requester(ID Email DisplayName IsActive)",
      "AssigneeID",
      "DueOn",
      "Tags",
      "Watchers(ID Email DisplayName IsActive)",
      "Source(Channel Address Room)",
      "Parent",
      "CustomFields",
      "EffortHours",
    ]);
    expect(columns).to.deep.equal([
      "ID",
      "Subject",
      "Status",
      "Priority",
      "CreatedAt",
      "UpdatedAt",
      "AssigneeID",
      "DueOn",
    ]);
    const described = Object.fromEntries(fields.map(({ key, description }) => [key, description]));
    expect(described).to.include({
      ID: "Number of the ticket.",
      Subject: "What it is about.",
      Status: "Status: open, pending or closed.",
      DueOn: "Due on.",
    });
    const requester = fields.find(({ key }) => key === "Requester")?.fields?.map(({ description }) => description);
    expect(requester).to.deep.equal([
      "ID of the requester.",
      "Email of the requester.",
      "Display name of the requester.",
      "Whether the requester is active.",
    ]);
  });

  it("keeps two fields apart that would be spelled the same", async () => {
    const schema = { type: "object", properties: { id: { type: "string" }, ID: { type: "integer" }, Id: {} } };
    const plan = await planOf(documentOf({ "/things": { get: answering(schema) } }), "acme-thing-get");
    expect(plan.answer.kind === "entity" && plan.answer.entity.fields.map(({ key }) => key)).to.deep.equal([
      "ID",
      "ID2",
      "ID3",
    ]);
  });

  it("is keyed by what the thing is looked up by, where it has no id", async () => {
    const schema = { type: "object", properties: { address: { type: "string" }, score: { type: "number" } } };
    const plans = await plansOf(
      documentOf({
        "/hosts": { get: answering({ type: "array", items: schema }) },
        "/hosts/{address}": { get: answering(schema) },
      }),
    );
    expect(plans.map(({ answer }) => answer.kind === "entity" && answer.entity.key)).to.deep.equal([
      "Address",
      "Address",
    ]);
  });

  it("shares a type only where two things look alike", async () => {
    const of = (name: string) => answering({ type: "object", properties: { id: { type: "string" }, [name]: {} } });
    const plans = await plansOf(
      documentOf({
        "/hosts/{id}": { get: of("a"), put: of("a") },
        "/hosts": { post: of("b") },
        "/records/{id}": { get: of("a") },
      }),
    );
    expect(plans.map(({ answer }) => answer.kind === "entity" && answer.entity.typeName)).to.deep.equal([
      "Host",
      "Host",
      "Host2",
      "RecordEntity",
    ]);
  });
});

describe("the effect of a command", () => {
  it("follows from method and verb", async () => {
    const plans = await plansOf(documentText("quayside.yaml").text, "quayside", "Quayside");
    const of = (effect: string) => plans.filter((plan) => plan.effect === effect).map(({ naming }) => naming.command);
    expect(of("destructive")).to.deep.equal([
      "quayside-ticket-delete",
      "quayside-ticket-comment-delete",
      "quayside-asset-delete",
      "quayside-asset-wipe",
    ]);
    expect(of("read")).to.include.members(["quayside-ticket-search", "quayside-ticket-count", "quayside-asset-list"]);
    expect(of("write")).to.have.length(11);
  });

  it("is verified by looking the thing up: what is deleted is gone, what is closed is closed", async () => {
    const plans = await plansOf(documentText("quayside.yaml").text, "quayside", "Quayside");
    const verified = Object.fromEntries(
      plans.flatMap(({ naming, verify }) => (verify ? [[naming.command, verify]] : [])),
    );
    expect(verified).to.deep.equal({
      "quayside-ticket-delete": {
        command: "quayside-ticket-get",
        args: { ticket_id: "${args.ticket_id}" },
        when: ".=!(val.Quayside && val.Quayside.Ticket)",
      },
      "quayside-ticket-close": {
        command: "quayside-ticket-get",
        args: { ticket_id: "${args.ticket_id}" },
        when: "Quayside.Ticket(val.Status == 'closed')",
      },
      "quayside-asset-delete": {
        command: "quayside-asset-get",
        args: { id: "${args.id}" },
        when: ".=!(val.Quayside && val.Quayside.Asset)",
      },
      "quayside-asset-retire": {
        command: "quayside-asset-get",
        args: { id: "${args.id}" },
        when: "Quayside.Asset(val.State == 'retired')",
      },
    });
  });

  it("is described by the document, else by noun and verb", async () => {
    const plans = await plansOf(documentText("quayside.yaml").text, "quayside", "Quayside");
    const described = Object.fromEntries(plans.map(({ naming, description }) => [naming.command, description]));
    expect(described).to.include({
      "quayside-ticket-list": "List tickets.",
      "quayside-ticket-count": "Counts tickets.",
      "quayside-asset-get": "Looks up an asset.",
      "quayside-asset-get-by-serial": "Looks up an asset by serial.",
      "quayside-asset-bulk-update": "Updates assets in bulk.",
      "quayside-settings-get": "Looks up settings.",
      "quayside-legacy-ticket-list": "Deprecated. Lists legacy tickets.",
    });
  });
});
