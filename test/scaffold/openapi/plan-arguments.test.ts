import { expect } from "chai";
import type { JsonObject } from "../../../src/json.ts";
import type { ArgumentPlan } from "../../../src/scaffold/openapi/plan.ts";
import { documentOf, documentText, planOf, plansOf } from "./document-of.ts";

/** `name: type`, with `!` where it needs no name, `*` where it is required, and what it may be. */
function shown({ name, type, isList, isRequired, isPositional, choices, defaultValue }: ArgumentPlan): string {
  const marks = `${isPositional ? "!" : ""}${isRequired ? "*" : ""}`;
  const usual = defaultValue === undefined ? "" : ` = ${defaultValue}`;
  return `${name}${marks}: ${type}${isList ? "[]" : ""}${choices ? ` (${choices.join("|")})` : ""}${usual}`;
}

async function bodyArguments(schema: JsonObject, method = "post"): Promise<ArgumentPlan[]> {
  const operation = { requestBody: { content: { "application/json": { schema } } }, responses: {} };
  const [plan] = await plansOf(documentOf({ "/things": { [method]: operation } }));
  return plan?.arguments ?? [];
}

describe("arguments", () => {
  it("come from path, query, needed headers and the body of a whole document", async () => {
    const plans = await plansOf(documentText("quayside.yaml").text, "quayside", "Quayside");
    const all = Object.fromEntries(plans.map((plan) => [plan.naming.command, plan.arguments.map(shown)]));
    expect(all["quayside-ticket-list"]).to.deep.equal([
      "status: string (open|pending|closed)",
      "priority: string[] (low|normal|high|urgent)",
      "updated_since: date",
      "tag_ids: number[]",
      "filter_group: string",
      "filter_vip: boolean (true|false)",
      "limit: number = 50",
    ]);
    expect(all["quayside-ticket-create"]).to.deep.equal([
      "subject*: string",
      "requester_email*: string",
      "description: string",
      "priority: string (low|normal|high|urgent) = normal",
      "tags: string[]",
      "due_on: date",
      "effort_hours: string",
      "requester_name: string",
      "address_city: string",
      "address_geo: keyValue",
      "custom_fields: keyValue",
      "links: keyValue[]",
    ]);
    expect(all["quayside-ticket-update"]).to.deep.equal([
      "ticket_id!*: number",
      "subject: string",
      "status: string (open|pending|closed)",
      "priority: string (low|normal|high|urgent)",
      "due_on: date",
    ]);
    expect(all["quayside-ticket-search"]).to.deep.equal([
      "query!*: string",
      "created_between_from: date",
      "created_between_to: date",
      "limit: number = 50",
    ]);
    expect(all["quayside-ticket-close"]).to.deep.equal([
      "ticket_id!*: number",
      "resolution: string (fixed|duplicate|wont-fix) = fixed",
    ]);
    expect(all["quayside-ticket-assign"]).to.deep.equal([
      "ticket_id!*: number",
      "user_id*: number",
      "silent: boolean (true|false)",
    ]);
    expect(all["quayside-ticket-comment-delete"]).to.deep.equal(["ticket_id*: number", "comment_id!*: string"]);
    expect(all["quayside-asset-update"]).to.deep.equal([
      "id!*: string",
      "if_match*: string",
      "kind*: string (laptop|phone|server)",
      "serial*: string",
      "owner_id: number",
      "hardware_model: string",
      "hardware_ram_gb: number",
    ]);
    expect(all["quayside-asset-bulk-update"]).to.deep.equal(["assets!*: keyValue[]"]);
    expect(all["quayside-settings-update"]).to.deep.equal(["body!*: keyValue"]);
    expect(all["quayside-user-list"]).to.deep.equal(["email: string", "limit: number = 50"]);
    expect(all["quayside-user-me-get"]).to.deep.equal([]);
  });

  it("are described by the document, else by their names", async () => {
    const plan = await planOf(documentText("quayside.yaml").text, "acme-ticket-list");
    expect(plan.arguments.map(({ description }) => description)).to.deep.equal([
      "Only tickets in this state.",
      "Priority.",
      "Only tickets that were changed at this time or later.",
      "Tag IDs.",
      "Only tickets of this group.",
      "Filter vip.",
      "How many tickets to list at most. Pages are asked for as needed.",
    ]);
  });

  it("are told apart where the document gives one name several times, and leave the platform its own", async () => {
    const text = documentOf({
      "/things/{id}/parts": {
        post: {
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "string" } },
            { name: "name", in: "query", schema: { type: "string" } },
            { name: "using", in: "query", schema: { type: "string" } },
          ],
          requestBody: {
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: { name: { type: "string" }, Name: { type: "string" }, NAME: {} },
                },
              },
            },
          },
          responses: {},
        },
      },
    });
    const plan = await planOf(text, "acme-thing-part-create");
    expect(plan.arguments.map(({ name }) => name)).to.deep.equal([
      "thing_id",
      "name",
      "thing_part_using",
      "thing_part_name",
      "body_name",
      "name_2",
    ]);
  });

  it("begin with a letter, whatever the path or the member begins with", async () => {
    const schema = { type: "object", properties: { "2nd": { type: "string" }, id: { type: "string" } } };
    const requestBody = { content: { "application/json": { schema } } };
    const parameters = [{ name: "id", in: "query", schema: { type: "string" } }];
    const [plan] = await plansOf(documentOf({ "/1sts": { post: { parameters, requestBody, responses: {} } } }));
    expect(plan?.arguments.map(({ name }) => name)).to.deep.equal(["id", "n2nd", "n1st_id"]);
  });

  it("leave out what only the vendor sets, what the path says, and what proves who asks", async () => {
    const text = documentOf({
      "/things/{id}": {
        put: {
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "string" } },
            { name: "api_key", in: "query", schema: { type: "string" } },
            { name: "old", in: "query", deprecated: true, schema: { type: "string" } },
            { name: "X-Maybe", in: "header", schema: { type: "string" } },
            { name: "Authorization", in: "header", required: true, schema: { type: "string" } },
          ],
          requestBody: {
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  properties: {
                    id: { type: "string" },
                    made: { type: "string", readOnly: true },
                    constructor: { type: "string" },
                    kept: { type: "string" },
                  },
                },
              },
            },
          },
          responses: {},
        },
      },
    });
    expect((await planOf(text, "acme-thing-update")).arguments.map(({ name }) => name)).to.deep.equal(["id", "kept"]);
  });

  it("are required below a member only where the member is", async () => {
    const inner = { type: "object", required: ["a"], properties: { a: { type: "string" } } };
    const required = await bodyArguments({ type: "object", required: ["in"], properties: { in: inner, out: inner } });
    expect(required.map(shown)).to.deep.equal(["in_a!*: string", "out_a: string"]);
  });

  it("hold whole objects where these are deep, large or unknown", async () => {
    const deep = {
      type: "object",
      properties: { a: { type: "object", properties: { b: { type: "object", properties: { c: {} } } } } },
    };
    const large = {
      type: "object",
      properties: Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`m${index}`, { type: "string" }])),
    };
    const found = await bodyArguments({
      type: "object",
      properties: {
        deep,
        large,
        any: {},
        map: { type: "object" },
        lists: { type: "array", items: { type: "array", items: {} } },
      },
    });
    expect(found.map(shown)).to.deep.equal([
      "a_b: keyValue",
      "large: keyValue",
      "any: unknown",
      "map: keyValue",
      "lists: unknown[]",
    ]);
  });

  it("are of the first sixty members of a body, and of all that it requires", async () => {
    const properties = Object.fromEntries(Array.from({ length: 63 }, (_, index) => [`m${index}`, { type: "string" }]));
    const found = await bodyArguments({ type: "object", required: ["m61"], properties });
    expect(found).to.have.length(61);
    expect([found[0], found.at(-1)].map((argument) => argument?.name)).to.deep.equal(["m61", "m59"]);
  });

  it("send a default only where something new is made, and only one that fits", async () => {
    const schema = {
      type: "object",
      properties: {
        a: { type: "string", enum: ["x", "y"], default: "z" },
        b: { type: "integer", default: 3 },
        c: { type: "boolean", default: false },
        d: { type: "integer", default: "many" },
        e: { type: "string", format: "date", default: "2026-01-01" },
      },
    };
    expect((await bodyArguments(schema)).map(({ defaultValue }) => defaultValue)).to.deep.equal([
      undefined,
      "3",
      "false",
      undefined,
      undefined,
    ]);
    expect((await bodyArguments(schema, "patch")).every(({ defaultValue }) => defaultValue === undefined)).to.equal(
      true,
    );
  });

  it("send no default for the sake of which an object would be sent that may be left out", async () => {
    const inner = {
      type: "object",
      required: ["a"],
      properties: { a: { type: "string" }, b: { type: "string", default: "x" } },
    };
    const found = await bodyArguments({ type: "object", required: ["in"], properties: { in: inner, out: inner } });
    expect(found.map(shown)).to.deep.equal(["in_a!*: string", "in_b: string = x", "out_a: string", "out_b: string"]);
  });

  it("that must not be seen are secret", async () => {
    const [password, token] = await bodyArguments({
      type: "object",
      properties: { password: { type: "string", format: "password" }, token: { type: "string", writeOnly: true } },
    });
    expect([password?.isSecret, token?.isSecret]).to.deep.equal([true, true]);
  });
});
