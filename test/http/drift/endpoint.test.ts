import { expect } from "chai";
import { endpointOf } from "../../../src/http/drift/endpoint.ts";

describe("an endpoint", () => {
  it("is method and path with every identifier as {id}", () => {
    const cases = {
      "/v1/sessions": "/v1/sessions",
      "/v1/sessions/5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11/events": "/v1/sessions/{id}/events",
      "/v1/actors/actor/id/1190000000000000101": "/v1/actors/actor/id/{id}",
      "/v1/actors/actor/name/user1.quill%40acme.test/parent": "/v1/actors/actor/name/{id}/parent",
      "/v2/alert-rules/r-0042": "/v2/alert-rules/{id}",
      "/tickets/7": "/tickets/{id}",
      "/v2/file-events": "/v2/file-events",
      "/oauth2/token": "/oauth2/token",
      "/files/get-file-by-sha256/": "/files/get-file-by-sha256/",
      [`/x/${"y".repeat(41)}`]: "/x/{id}",
    };
    for (const [path, template] of Object.entries(cases)) {
      expect(endpointOf("GET", path)).to.equal(`GET ${template}`);
    }
  });
});
