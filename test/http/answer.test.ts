import { inspect } from "node:util";
import { expect } from "chai";
import * as v from "valibot";
import { ApiError } from "../../src/errors.ts";
import { parseAnswer } from "../../src/http/answer.ts";
import type { StandardSchemaV1 } from "../../src/http/standard-schema.ts";
import { rejection } from "./loopback.ts";

const answer = { label: "GET /x", status: 200, contentType: "application/json" };

describe("parseAnswer", () => {
  const schema = v.object({ items: v.array(v.object({ id: v.string() })), total: v.optional(v.number()) });

  it("gives what the schema makes of the answer", async () => {
    const upper = v.pipe(v.string(), v.toUpperCase());
    expect(await parseAnswer('"abc"', upper, answer)).to.equal("ABC");
    expect(await parseAnswer('{"items":[{"id":"1","more":2}]}', schema, answer)).to.deep.equal({
      items: [{ id: "1" }],
    });
  });

  it("takes nothing at all for undefined where the schema does, and else for a damaged answer", async () => {
    const perhaps = v.optional(v.object({ next: v.string() }));
    expect(await parseAnswer("", perhaps, answer)).to.equal(undefined);
    expect(await parseAnswer(" \n", v.optional(perhaps, { next: "none" }), answer)).to.deep.equal({ next: "none" });
    const error = await rejection(parseAnswer("", schema, answer));
    expect((error as ApiError).message).to.equal("GET /x was answered with what is no JSON: nothing at all");
  });

  it("names the paths that differ", async () => {
    const error = await rejection(parseAnswer('{"items":[{"id":1},{}],"total":"2"}', schema, answer));
    expect(error).to.be.instanceOf(ApiError);
    expect((error as ApiError).message).to.equal(
      "GET /x was answered with data of another shape than expected: " +
        "items.0.id: Invalid type: Expected string but received 1; " +
        'items.1.id: Invalid key: Expected "id" but received undefined; ' +
        'total: Invalid type: Expected number but received "2".',
    );
  });

  it("names five paths and counts the others", async () => {
    const items = JSON.stringify({ items: Array.from({ length: 1_000 }, () => ({ id: 1 })) });
    const error = await rejection(parseAnswer(items, schema, answer));
    expect((error as ApiError).message.match(/items\.\d+\.id/g)).to.deep.equal([
      "items.0.id",
      "items.1.id",
      "items.2.id",
      "items.3.id",
      "items.4.id",
    ]);
    expect((error as ApiError).message).to.match(/; and 995 more\.$/);
    expect((error as ApiError).body).to.have.length(2_000);
  });

  it("reads paths of keys and of objects with a key, and none as the whole", async () => {
    const issues = [{ message: "a" }, { message: "b", path: [{ key: "x" }, 0, Symbol("s")] }];
    const strict: StandardSchemaV1<unknown, never> = {
      "~standard": { version: 1, vendor: "test", validate: async () => ({ issues }) },
    };
    const error = await rejection(parseAnswer("1", strict, answer));
    expect((error as ApiError).message).to.include("the whole: a; x.0.Symbol(s): b.");
  });

  it("takes an answer that calls itself HTML for a page", async () => {
    const error = await rejection(
      parseAnswer("Log in", schema, { ...answer, contentType: "text/html; charset=utf-8" }),
    );
    expect((error as ApiError).message).to.equal("GET /x was answered with a page, not with data: Log in");
  });

  it("quotes nothing of an answer that may hold a secret", async () => {
    const token = '"s3cret-t0ken"';
    const secretive = { ...answer, confidential: true };
    const errors = [
      await rejection(parseAnswer(`{"token":${token}`, schema, secretive)),
      await rejection(parseAnswer(token, schema, secretive)),
      await rejection(parseAnswer(`{"items":${token}}`, schema, secretive)),
    ];
    expect(errors.map((error) => (error as ApiError).message)).to.deep.equal([
      "GET /x was answered with what is no JSON: what may hold a secret",
      "GET /x was answered with data of another shape than expected: the whole.",
      "GET /x was answered with data of another shape than expected: items.",
    ]);
    expect(inspect(errors, { depth: 5 })).not.to.include("s3cret");
    const page = await rejection(parseAnswer("<p>Log in</p>", schema, secretive));
    expect((page as ApiError).message).to.equal("GET /x was answered with a page, not with data: <p>Log in</p>");
  });
});
