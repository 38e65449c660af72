import { expect } from "chai";
import fc from "fast-check";
import { ApiError, CredentialsError, NetworkError, RateLimitError } from "../../src/errors.ts";
import { excerpt, refusalError } from "../../src/http/refusal.ts";

const request = { label: "GET /x", url: "http://h/x", foreign: false };
const report = (status: number, text = "", foreign = false) =>
  refusalError({ kind: "refused", status, headers: {}, text }, { ...request, foreign }, { tries: 1 });

describe("refusalError", () => {
  it("tells by the status who has to act", () => {
    expect(report(401)).to.be.instanceOf(CredentialsError);
    expect(report(403)).to.be.instanceOf(CredentialsError);
    expect(report(401, "", true)).to.be.instanceOf(ApiError);
    expect(report(403, "", true)).to.be.instanceOf(ApiError);
    expect(report(407)).to.be.instanceOf(NetworkError);
    expect(report(429)).to.be.instanceOf(RateLimitError);
    for (const status of [302, 400, 404, 409, 422, 500, 503]) {
      expect(report(status), String(status)).to.be.instanceOf(ApiError).and.include({ status });
    }
  });

  it("says what to do", () => {
    expect(report(500).hint).to.equal("The fault is at the vendor's. Try again later; if it stays so, ask the vendor.");
    expect(report(404).hint).to.equal(
      "It does not exist there (any more), or the instance's URL is not the vendor's API.",
    );
    expect(report(302).hint).to.equal("Set the instance's URL to where the vendor's API really is.");
    expect(report(422, "no such colour").hint).to.equal(
      "The vendor says why it did not accept the request; change the command's arguments accordingly.",
    );
    expect(report(422, " ").hint).to.equal(
      "The vendor does not say why. Check that what the command's arguments name is there.",
    );
    expect(report(403).hint).to.equal(
      "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    );
  });

  it("names a page as one instead of quoting it", () => {
    expect(report(502, "  <!DOCTYPE html><h1>Bad gateway").message).to.equal(
      "GET /x was answered with 502: a page, not data.",
    );
    expect(report(502, "<html>").message).to.equal("GET /x was answered with 502: a page, not data.");
  });

  it("tells how often a rate limit was met", () => {
    expect(report(429).message).to.equal("The vendor takes no more requests at the moment (429 on GET /x, 1 try).");
  });
});

describe("excerpt", () => {
  it("is one line of printable text, no longer than asked for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 50 }), (text, length) => {
        const line = excerpt(text, length);
        expect(line.length).to.be.at.most(length + 1);
        expect(line).to.not.match(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});
