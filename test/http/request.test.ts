import { expect } from "chai";
import { ArgumentError, ParameterError } from "../../src/errors.ts";
import { parseBaseUrl, prepareRequest } from "../../src/http/request.ts";

describe("parseBaseUrl", () => {
  it("gives scheme, host and path without a slash at the end", () => {
    expect(parseBaseUrl(" https://API.example.com/ ")).to.equal("https://api.example.com");
    expect(parseBaseUrl("http://127.0.0.1:8080/a/b//")).to.equal("http://127.0.0.1:8080/a/b");
  });

  it("refuses what is no URL of a server", () => {
    for (const text of ["", "api.example.com", "ftp://api.example.com", "https://", "javascript:alert(1)"]) {
      expect(() => parseBaseUrl(text), text).to.throw(ParameterError, "The vendor's URL is not one");
    }
  });

  it("refuses credentials, query and fragment, and does not repeat them", () => {
    for (const text of ["https://u:canary@api.example.com", "https://api.example.com?canary", "https://a.b#canary"]) {
      expect(() => parseBaseUrl(text), text)
        .to.throw(ParameterError, "parts that it must not have")
        .with.property("message")
        .that.does.not.include("canary");
    }
  });
});

describe("prepareRequest", () => {
  const prepare = (request: Parameters<typeof prepareRequest>[0]) => prepareRequest(request, "https://h/base", "UA/1");

  it("refuses a path that a value in it has turned into another", () => {
    for (const path of [
      "/v1/../users",
      "/v1/..",
      "/v1/./x",
      "/v1/%2E%2e/x",
      "/v1/.%2e",
      "v1",
      "/a?b",
      "/a#b",
      "/a b",
      "/a\\b",
    ]) {
      expect(() => prepare({ method: "GET", path }), path).to.throw(ArgumentError, "is no request path");
    }
    expect(prepare({ method: "GET", path: "/v1/a..b/...%20" }).url).to.equal("https://h/base/v1/a..b/...%20");
  });

  it("takes a GET for a read, and what reads for repeatable, unless told otherwise", () => {
    const marks = (request: Parameters<typeof prepareRequest>[0]) => {
      const { reads, repeatable } = prepare(request);
      return { reads, repeatable };
    };
    expect(marks({ method: "GET", path: "/" })).to.deep.equal({ reads: true, repeatable: true });
    expect(marks({ method: "POST", path: "/" })).to.deep.equal({ reads: false, repeatable: false });
    expect(marks({ method: "POST", path: "/", reads: true })).to.deep.equal({ reads: true, repeatable: true });
    expect(marks({ method: "PUT", path: "/", repeatable: true })).to.deep.equal({ reads: false, repeatable: true });
    expect(marks({ method: "GET", path: "/", repeatable: false })).to.deep.equal({ reads: true, repeatable: false });
  });

  it("sends search parameters as a form", () => {
    const { data, headers } = prepare({ method: "POST", path: "/", body: new URLSearchParams({ a: "b c", d: "&" }) });
    expect(data).to.equal("a=b+c&d=%26");
    expect(headers["content-type"]).to.equal("application/x-www-form-urlencoded");
  });

  it("sends no body and no content type where there is none, and JSON for null and false", () => {
    expect(prepare({ method: "POST", path: "/" })).to.not.have.property("data");
    expect(prepare({ method: "POST", path: "/" }).headers).to.not.have.property("content-type");
    expect(prepare({ method: "POST", path: "/", body: null }).data).to.equal("null");
    expect(prepare({ method: "POST", path: "/", body: false }).data).to.equal("false");
  });

  it("lets a request's own headers win, whatever their case", () => {
    const { headers } = prepare({ method: "GET", path: "/", headers: { Accept: "*/*", "X-Y": "z" } });
    expect(headers).to.deep.equal({ accept: "*/*", "user-agent": "UA/1", "x-y": "z" });
  });

  it("names a request by method and path only", () => {
    expect(prepare({ method: "GET", path: "/v1/x", query: { token: "canary" } }).label).to.equal("GET /v1/x");
  });
});
