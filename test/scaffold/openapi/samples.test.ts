import { expect } from "chai";
import type { Json, JsonObject } from "../../../src/json.ts";
import { demoLines, sampleLines } from "../../../src/scaffold/openapi/samples.ts";
import { answering, documentOf, documentText, plansOf } from "./document-of.ts";

/** An object that requires all of these. */
function requiring(properties: JsonObject): JsonObject {
  return { type: "object", required: Object.keys(properties), properties };
}

/** The example of a command that sends a body. */
async function bodyLines(schema: Json): Promise<string[]> {
  const post = { requestBody: { required: true, content: { "application/json": { schema } } }, responses: {} };
  return sampleLines(await plansOf(documentOf({ "/things": { post } })));
}

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
    expect(await bodyLines(schema)).to.deep.equal([
      '!acme-thing-create choice=y number=7 fraction=1.5 ip=192.0.2.1 short=exa flag=true lists="[[1]]"',
    ]);
  });

  it("say what is required within what is required, however deep it lies", async () => {
    const leaf = requiring({ a: { type: "string" } });
    expect(await bodyLines(requiring({ in: requiring({ in: requiring({ in: leaf }) }) }))).to.deep.equal([
      '!acme-thing-create in_in="a=example"',
    ]);
    expect(await bodyLines({ type: "array", items: requiring({ all: { type: "array", items: leaf } }) })).to.deep.equal(
      [String.raw`!acme-thing-create things="[{\"all\":[{\"a\":\"example\"}]}]"`],
    );
  });

  it("say it in pairs where all of it is plain text, else as JSON", async () => {
    const filter = requiring({ kind: { enum: ["a", "b"] }, owner: { type: "string", format: "email" } });
    const count = requiring({ kind: { type: "string" }, count: { type: "integer" } });
    const odd = requiring({ "a,b": { type: "string" } });
    const parameters = Object.entries({ filter, count, odd }).map(([name, schema]) => {
      return { name, in: "query", required: true, schema };
    });
    const get = { parameters, ...answering({ type: "string" }) };
    expect(sampleLines(await plansOf(documentOf({ "/thing/state": { get } })))).to.deep.equal([
      String.raw`!acme-state-get filter="kind=a,owner=someone@example.com" ` +
        String.raw`count="{\"kind\":\"example\",\"count\":1}" odd="{\"a,b\":\"example\"}"`,
    ]);
  });

  it("show one member of what requires none, and never one that only the vendor sets", async () => {
    const members = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`m${index}`, { type: "integer" }]));
    const made = { type: "string", readOnly: true };
    expect(await bodyLines(requiring({ large: { type: "object", properties: { made, ...members } } }))).to.deep.equal([
      String.raw`!acme-thing-create large="{\"m0\":1}"`,
    ]);
    expect(await bodyLines({ type: "array", items: requiring({ made, name: { type: "string" } }) })).to.deep.equal([
      String.raw`!acme-thing-create things="[{\"name\":\"example\"}]"`,
    ]);
    expect(
      await bodyLines(requiring({ any: { type: "object" }, made: { type: "object", properties: { made } } })),
    ).to.deep.equal([String.raw`!acme-thing-create any="name=one" made="name=one"`]);
  });

  it("keep within bounds, whatever the usual value is", async () => {
    const schema = requiring({
      low: { type: "integer", maximum: 0 },
      high: { type: "number", minimum: 2.25, maximum: 2.5 },
      few: { type: "number", enum: [0.5, 2] },
      address: { type: "string", format: "email", maxLength: 5 },
      code: { type: "string", minLength: 9, example: "short" },
      all: { type: "array", items: requiring({ few: { enum: ["${x}", "y"] }, sure: { type: "boolean" }, any: {} }) },
    });
    expect(await bodyLines(schema)).to.deep.equal([
      String.raw`!acme-thing-create low=0 high=2.25 few=0.5 address=examp code=example00 ` +
        String.raw`all="[{\"few\":\"y\",\"sure\":true,\"any\":{}}]"`,
    ]);
  });

  it("write backslashes so that they are read back as they are", async () => {
    const path = { type: "string", example: String.raw`C:\temp "x"` };
    expect(await bodyLines(requiring({ path }))).to.deep.equal([String.raw`!acme-thing-create path="C:\temp \"x\""`]);
  });

  it("name the first thing of a path by what its key is, where the argument can hold it", async () => {
    const idOf = async (key: JsonObject, parameter: JsonObject = { type: "string" }) => {
      const inPath = { name: "id", in: "path", required: true, schema: parameter };
      const get = { parameters: [inPath], ...answering(requiring({ id: key })) };
      return sampleLines(await plansOf(documentOf({ "/things/{id}": { get } })));
    };
    expect(await idOf({ type: "string" })).to.deep.equal(["!acme-thing-get id=id-1"]);
    expect(await idOf({ type: "string", enum: ["x", "y"] })).to.deep.equal(["!acme-thing-get id=x"]);
    expect(await idOf({ type: "string", format: "email", example: "a@example.com" })).to.deep.equal([
      "!acme-thing-get id=a@example.com",
    ]);
    expect(await idOf({ type: "integer", minimum: 7 })).to.deep.equal(["!acme-thing-get id=1"]);
    expect(await idOf({ type: "string" }, { type: "integer" })).to.deep.equal(["!acme-thing-get id=1"]);
    expect(await idOf({ type: "string" }, { enum: ["one", "two"] })).to.deep.equal(["!acme-thing-get id=one"]);
    expect(await idOf({ type: "string" }, { type: "string", format: "date" })).to.deep.equal([
      "!acme-thing-get id=2026-01-05T12:00:00Z",
    ]);
  });
});
