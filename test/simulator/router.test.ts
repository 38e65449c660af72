import { expect } from "chai";

import type { Route } from "../../src/simulator/route.ts";
import { createRouter, isUnder } from "../../src/simulator/router.ts";

function route(method: string, path: string): Route {
  return { method, path, handle: () => ({}) };
}

describe("finding a route", () => {
  const byName = route("GET", "/v1/things/:thingId");
  const literal = route("GET", "/v1/things/latest");
  const parts = route("GET", "/v1/things/:thingId/parts/:part");
  const change = route("POST", "/v1/things/latest");
  const find = createRouter([byName, literal, parts, change]);

  it("takes what stands in a name's place, decoded", () => {
    expect(find("GET", "/v1/things/a%40b%2Fc")).to.deep.equal({ route: byName, params: { thingId: "a@b/c" } });
    expect(find("GET", "/v1/things/7/parts/x")).to.deep.equal({ route: parts, params: { thingId: "7", part: "x" } });
  });

  it("prefers a literal segment to a name", () => {
    expect(find("GET", "/v1/things/latest")).to.deep.equal({ route: literal, params: {} });
  });

  it("tells an unknown path from a wrong method", () => {
    expect(find("GET", "/v1/others")).to.deep.equal({ status: 404 });
    expect(find("GET", "/v1/things/")).to.deep.equal({ status: 404 });
    expect(find("DELETE", "/v1/things/latest")).to.deep.equal({ status: 405, allow: ["GET", "POST"] });
  });

  it("throws for a percent sign that encodes nothing", () => {
    expect(() => find("GET", "/v1/things/%E0%A4%A")).to.throw(URIError);
  });
});

describe("lying under a pattern", () => {
  const cases: [path: string, pattern: string, expected: boolean][] = [
    ["/v1/things", "/v1/things", true],
    ["/v1/things/7/parts", "/v1/things", true],
    ["/v1/thingsome", "/v1/things", false],
    ["/v1", "/v1/things", false],
    ["/v1/things/7", "/v1/things/", true],
    ["/v1/things/7/parts", "/v1/things/*/parts", true],
    ["/v1/things/7/parts", "/v1/things/:thingId/parts", true],
    ["/v1/things/7/others", "/v1/things/*/parts", false],
    ["/v1/things", "/v1/things$", true],
    ["/v1/things/7", "/v1/things$", false],
    ["/v1/things/7", "/v1/things/*$", true],
    ["/anything/at/all", "/", true],
  ];
  for (const [path, pattern, expected] of cases) {
    it(`${path} ${expected ? "lies" : "does not lie"} under ${pattern}`, () => {
      expect(isUnder(path, pattern)).to.equal(expected);
    });
  }
});
