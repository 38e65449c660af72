import { expect } from "chai";
import { answering, documentOf, documentText, namesOf, plansOf } from "./document-of.ts";

describe("names of commands", () => {
  it("are noun and verb of a whole document", async () => {
    const plans = await plansOf(documentText("quayside.yaml").text, "quayside", "Quayside");
    const names = plans.map(({ operation, naming }) => `${operation.method} ${operation.path} ${naming.command}`);
    expect(names).to.deep.equal([
      "GET /tickets quayside-ticket-list",
      "POST /tickets quayside-ticket-create",
      "GET /tickets/count quayside-ticket-count",
      "POST /tickets/search quayside-ticket-search",
      "GET /tickets/{ticketId} quayside-ticket-get",
      "PATCH /tickets/{ticketId} quayside-ticket-update",
      "PUT /tickets/{ticketId} quayside-ticket-replace",
      "DELETE /tickets/{ticketId} quayside-ticket-delete",
      "POST /tickets/{ticketId}/close quayside-ticket-close",
      "PUT /tickets/{ticketId}/assignee quayside-ticket-assign",
      "GET /tickets/{ticketId}/comments quayside-ticket-comment-list",
      "POST /tickets/{ticketId}/comments quayside-ticket-comment-add",
      "DELETE /tickets/{ticketId}/comments/{commentId} quayside-ticket-comment-delete",
      "GET /tickets/{ticketId}/attachments/{attachmentId}/content quayside-ticket-attachment-download",
      "GET /assets quayside-asset-list",
      "POST /assets quayside-asset-create",
      "GET /assets/{id} quayside-asset-get",
      "PUT /assets/{id} quayside-asset-update",
      "DELETE /assets/{id} quayside-asset-delete",
      "GET /assets/by-serial/{serial} quayside-asset-get-by-serial",
      "POST /assets/{id}/retire quayside-asset-retire",
      "POST /assets/{id}/wipe quayside-asset-wipe",
      "POST /assets/bulk-update quayside-asset-bulk-update",
      "GET /users quayside-user-list",
      "GET /users/me quayside-user-me-get",
      "GET /admin/users quayside-admin-user-list",
      "GET /settings quayside-settings-get",
      "PUT /settings quayside-settings-update",
      "GET /categories quayside-category-list",
      "GET /reports/summary quayside-report-summary-get",
      "GET /legacy/tickets quayside-legacy-ticket-list",
    ]);
  });

  it("leave out what says nothing: api, versions, the vendor's own name", async () => {
    expect(
      await namesOf(["GET /api/v1/alert-rules/{id}", "GET /rest/2.0/acme/hosts/{id}", "POST /acme/v3beta1/hosts"]),
    ).to.deep.equal({
      "GET /api/v1/alert-rules/{id}": "acme-alert-rule-get",
      "GET /rest/2.0/acme/hosts/{id}": "acme-host-get",
      "POST /acme/v3beta1/hosts": "acme-host-create",
    });
  });

  it("take a verb from the end of a path, unless it is a thing there", async () => {
    expect(
      await namesOf([
        "POST /hosts/{id}/isolate",
        "POST /hosts/{id}/tag",
        "GET /hosts/{id}/tag",
        "POST /hosts/{id}/scan",
        "GET /hosts/{id}/scan/{scanId}",
        "POST /users/{id}/reset-password",
        "POST /mails/{id}/mark-as-read",
        "POST /rpc/closeTicket",
        "GET /getUsers",
        "PUT /groups/{id}/members/{userId}",
      ]),
    ).to.deep.equal({
      "POST /hosts/{id}/isolate": "acme-host-isolate",
      "POST /hosts/{id}/tag": "acme-host-tag-create",
      "GET /hosts/{id}/tag": "acme-host-tag-get",
      "POST /hosts/{id}/scan": "acme-host-scan-create",
      "GET /hosts/{id}/scan/{scanId}": "acme-host-scan-get",
      "POST /users/{id}/reset-password": "acme-user-password-reset",
      "POST /mails/{id}/mark-as-read": "acme-mail-mark-as-read",
      "POST /rpc/closeTicket": "acme-ticket-close",
      "GET /getUsers": "acme-user-get",
      "PUT /groups/{id}/members/{userId}": "acme-group-member-add",
    });
  });

  it("tell apart what would be called the same; the shortest path keeps the short name", async () => {
    expect(
      await namesOf([
        "DELETE /users/{id}",
        "DELETE /admin/users/{id}",
        "DELETE /partner/users/{id}",
        "DELETE /v1/keys/{id}",
        "DELETE /v2/keys/{id}",
        "POST /hosts/{id}",
        "PATCH /hosts/{id}",
        "PUT /hosts/{id}",
      ]),
    ).to.deep.equal({
      "DELETE /users/{id}": "acme-user-delete",
      "DELETE /admin/users/{id}": "acme-admin-user-delete",
      "DELETE /partner/users/{id}": "acme-partner-user-delete",
      "DELETE /v1/keys/{id}": "acme-key-delete-v1",
      "DELETE /v2/keys/{id}": "acme-key-delete-v2",
      "PUT /hosts/{id}": "acme-host-add",
      "PATCH /hosts/{id}": "acme-host-update-patch",
      "POST /hosts/{id}": "acme-host-update-post",
    });
  });

  it("stay unique when nothing tells two apart", async () => {
    const names = await namesOf(["GET /a/{x}", "GET /A/{x}", "GET /a-/{x}"]);
    expect(new Set(Object.values(names)).size).to.equal(3);
  });

  it("of a path that names nothing come from tag, operation id or value", async () => {
    const get = (rest: object) => ({ get: { ...answering({ type: "string" }), ...rest } });
    const text = documentOf({
      "/": get({ tags: ["Health Checks"] }),
      "/v1": get({ operationId: "getServerTime" }),
      "/{hostId}": get({}),
      "/api/v2": get({}),
    });
    const plans = await plansOf(text);
    expect(plans.map(({ naming }) => naming.command)).to.deep.equal([
      "acme-health-check-get",
      "acme-server-time-get",
      "acme-host-get",
      "acme-api-get",
    ]);
  });

  it("do not depend on the order of the document", async () => {
    const labels = ["GET /users/{id}", "GET /admin/users/{id}", "POST /users", "GET /users/{id}/keys/{keyId}"];
    expect(await namesOf(labels.toReversed())).to.deep.equal(await namesOf(labels));
  });
});
