import { expect } from "chai";
import fc from "fast-check";
import { contentId } from "../../../commands/_map/content-id.ts";
import { signedIn } from "../expected/audit-log.ts";

const signedInId = "e136a054e0de76e90227fceb66af0eea2abba62d312498b02b8a5dcb0681152a";

describe("contentId", () => {
  it("is the SHA-256 of the entry's JSON, keys in order", () => {
    expect(contentId({ b: "2", a: { d: [1, null], c: true } })).to.equal(
      // {"a":{"c":true,"d":[1,null]},"b":"2"}
      "3af9d4ac30b3ff1d68b9371809ee9e88c8cdd3a6164e5ba9280fff38be979f52",
    );
    expect(contentId(signedIn)).to.equal(signedInId);
  });

  it("minds neither the order of keys nor whether null is said, at any depth", () => {
    const reversed = Object.fromEntries(Object.entries(signedIn).reverse());
    expect(contentId({ ...reversed, note: null })).to.equal(signedInId);
    expect(contentId({ a: { b: null, c: 1 } })).to.equal(contentId({ a: { c: 1 } }));
  });

  it("minds every value", () => {
    const json = fc.dictionary(
      fc.string(),
      fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null),
    );
    fc.assert(
      fc.property(json, fc.string(), (event, key) => {
        const other = { ...event, [key]: "another" };
        return event[key] === "another" || contentId(event) !== contentId(other);
      }),
    );
  });
});
