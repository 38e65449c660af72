import { expect } from "chai";
import type { Json } from "../../../src/json.ts";
import { createShapeReader } from "../../../src/scaffold/openapi/read-shape.ts";
import { createReferences } from "../../../src/scaffold/openapi/references.ts";
import { unwrap } from "../../../src/scaffold/openapi/unwrap.ts";

const thing = { type: "object", properties: { id: { type: "string" } } };
const things = { type: "array", items: thing };

function unwrapped(schema: Json): string {
  const { path, isMany, item } = unwrap(createShapeReader(createReferences({})).read(schema));
  return `${path.join(".")} ${isMany ? "many" : "one"} ${item.kind}`;
}

function objectOf(properties: Json): Json {
  return { type: "object", properties };
}

describe("what an answer is about", () => {
  it("is the list or the thing itself", () => {
    expect(unwrapped(things)).to.equal(" many object");
    expect(unwrapped(thing)).to.equal(" one object");
    expect(unwrapped({ type: "string" })).to.equal(" one text");
  });

  it("is in a wrapping that says only how much there is and what comes next", () => {
    const total = { type: "integer" };
    expect(unwrapped(objectOf({ items: things, total, offset: total }))).to.equal("items many object");
    expect(unwrapped(objectOf({ tickets: things, next_page_token: { type: "string" } }))).to.equal(
      "tickets many object",
    );
    expect(unwrapped(objectOf({ value: things, "@odata.count": total, "@odata.nextLink": total }))).to.equal(
      "value many object",
    );
    expect(unwrapped(objectOf({ data: objectOf({ results: things, total }), status: total }))).to.equal(
      "data.results many object",
    );
    expect(unwrapped(objectOf({ hits: objectOf({ hits: things, total }) }))).to.equal("hits.hits many object");
    expect(unwrapped(objectOf({ data: thing, message: { type: "string" } }))).to.equal("data one object");
    expect(unwrapped(objectOf({ ticket: thing }))).to.equal("ticket one object");
  });

  it("is the whole where the rest says something of its own", () => {
    expect(unwrapped(objectOf({ id: { type: "string" }, comments: things }))).to.equal(" one object");
    expect(unwrapped(objectOf({ open: things, closed: things }))).to.equal(" one object");
    expect(unwrapped(objectOf({ requester: thing, count: { type: "integer" } }))).to.equal(" one object");
    expect(unwrapped(objectOf({ count: { type: "integer" } }))).to.equal(" one object");
    expect(
      unwrapped(objectOf({ tags: { type: "array", items: { type: "string" } }, total: { type: "integer" } })),
    ).to.equal(" one object");
  });
});
