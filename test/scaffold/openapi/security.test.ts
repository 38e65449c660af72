import { expect } from "chai";
import type { JsonObject } from "../../../src/json.ts";
import { createReferences } from "../../../src/scaffold/openapi/references.ts";
import { readSecurity } from "../../../src/scaffold/openapi/security.ts";

function security(securitySchemes: JsonObject, rest: JsonObject = {}) {
  const document: JsonObject = { components: { securitySchemes }, ...rest };
  return readSecurity(document, createReferences(document));
}

const key = { type: "apiKey", in: "header", name: "X-Key" };
const basic = { type: "http", scheme: "Basic" };

describe("how an API is signed in to", () => {
  it("is by key, password, token or client credentials", () => {
    expect(security({ key }).auth).to.deep.equal({ kind: "api-key", keyHeader: "X-Key" });
    expect(security({ basic }).auth).to.deep.equal({ kind: "basic" });
    expect(security({ token: { type: "http", scheme: "bearer" } }).auth).to.deep.equal({ kind: "bearer" });
    const flows = { clientCredentials: { tokenUrl: "/token", scopes: {} } };
    expect(security({ oauth: { type: "oauth2", flows } }).auth).to.deep.equal({ kind: "oauth", tokenPath: "/token" });
  });

  it("is the first alternative that can be done, of the document or of its operations", () => {
    const schemes = { key, basic, query: { type: "apiKey", in: "query", name: "key" } };
    expect(security(schemes, { security: [{ query: [] }, { basic: [] }] }).auth).to.deep.equal({ kind: "basic" });
    const paths = { "/a": { get: { security: [{}, { key: [] }] } } };
    expect(security(schemes, { paths }).auth).to.deep.equal({ kind: "api-key", keyHeader: "X-Key" });
  });

  it("is nothing where the document knows of nothing", () => {
    expect(security({})).to.deep.equal({ auth: { kind: "none" }, remarks: [] });
  });

  it("is remarked on where a person must do more", () => {
    expect(security({ query: { type: "apiKey", in: "query", name: "key" } })).to.deep.equal({
      auth: { kind: "none" },
      remarks: ["its security (query) is none that can be written for you: add it to commands/_connect.ts"],
    });
    const flows = { authorizationCode: { tokenUrl: "/token" } };
    const oauth = security({ oauth: { type: "oauth2", flows } });
    expect(oauth.auth).to.deep.equal({ kind: "bearer" });
    expect(oauth.remarks[0]).to.contain("needs a person at a browser");
    const both = security({ key, basic }, { security: [{ key: [], basic: [] }] });
    expect(both.auth).to.deep.equal({ kind: "api-key", keyHeader: "X-Key" });
    expect(both.remarks).to.deep.equal(["requests need basic, too: add it to commands/_connect.ts"]);
    const header = security({ key: { type: "apiKey", in: "header", name: "Authorization" } });
    expect(header.remarks[0]).to.contain("goes into Authorization as it is");
    expect(security({ odd: { type: "http", scheme: "digest" } }).auth).to.deep.equal({ kind: "none" });
    expect(security({ bad: { ...key, name: "not a header" } }).auth).to.deep.equal({ kind: "none" });
  });
});
