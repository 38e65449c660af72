import { expect } from "chai";
import type { Json, JsonObject } from "../../../src/json.ts";
import { pagingKnobs } from "../../../src/scaffold/openapi/paging.ts";
import { answering, documentOf, planOf } from "./document-of.ts";

const things = { type: "array", items: { type: "object", properties: { id: { type: "string" } } } };
const whole = { type: "integer" };
const text = { type: "string" };

async function paging(query: Record<string, JsonObject>, schema: Json) {
  const parameters = Object.entries(query).map(([name, shape]) => ({ name, in: "query", schema: shape }));
  const plan = await planOf(
    documentOf({ "/things": { get: { parameters, ...answering(schema) } } }),
    "acme-thing-list",
  );
  return plan.paging;
}

describe("paging", () => {
  it("is by offset, with the total where the answer has one", async () => {
    const schema = { type: "object", properties: { items: things, total: whole } };
    expect(await paging({ offset: whole, limit: { ...whole, maximum: 20 } }, schema)).to.deep.equal({
      kind: "offset",
      offset: { name: "offset", in: "query" },
      size: { name: "limit", in: "query" },
      perPage: 20,
      total: ["total"],
    });
  });

  it("is by number, from where the document says", async () => {
    expect(await paging({ page: whole, per_page: whole }, things)).to.deep.include({
      kind: "page",
      first: 1,
      perPage: 100,
    });
    expect(await paging({ pageNumber: { ...whole, default: 0 } }, things)).to.deep.include({ kind: "page", first: 0 });
    expect(await paging({ "page[number]": whole, "page[size]": whole }, things)).to.deep.include({
      page: { name: "page[number]", in: "query" },
      size: { name: "page[size]", in: "query" },
    });
  });

  it("is by token, where the answer gives the next one", async () => {
    const schema = {
      type: "object",
      properties: {
        data: things,
        meta: { type: "object", properties: { cursors: { type: "object", properties: { after: text } } } },
      },
    };
    expect(await paging({ after: text, limit: whole }, schema)).to.deep.include({
      kind: "token",
      token: { name: "after", in: "query" },
      next: ["meta", "cursors", "after"],
    });
  });

  it("is not by a token that the answer does not give, nor by an address", async () => {
    expect(await paging({ cursor: text }, things)).to.equal(undefined);
    const schema = { type: "object", properties: { items: things, next: { type: "string", format: "uri" } } };
    expect(await paging({ next: text, offset: whole }, schema)).to.deep.include({ kind: "offset" });
  });

  it("is no more than a size, or nothing", async () => {
    expect(await paging({ limit: { ...whole, maximum: 7 } }, things)).to.deep.equal({
      kind: "size",
      size: { name: "limit", in: "query" },
      perPage: 7,
    });
    expect(await paging({ from: { type: "string", format: "date-time" } }, things)).to.equal(undefined);
    expect(pagingKnobs(undefined)).to.deep.equal([]);
  });

  it("takes its parameters from a body, too, and gives one limit instead of them", async () => {
    const body = { type: "object", properties: { query: text, cursor: text, limit: { ...whole, maximum: 40 } } };
    const post = {
      requestBody: { content: { "application/json": { schema: body } } },
      ...answering({ type: "object", properties: { data: things, nextCursor: text } }),
    };
    const plan = await planOf(documentOf({ "/things/search": { post } }), "acme-thing-search");
    expect(plan.paging).to.deep.include({ kind: "token", token: { name: "cursor", in: "body" }, perPage: 40 });
    expect(plan.arguments.map(({ name, defaultValue }) => [name, defaultValue])).to.deep.equal([
      ["query", undefined],
      ["limit", "50"],
    ]);
    expect(plan.effect).to.equal("read");
  });
});
