import { expect } from "chai";
import { networkError, ProxyError, toNetworkFault } from "../../src/http/network-fault.ts";

const failed = (code: string, syscall?: string) => Object.assign(new Error(`it said ${code}`), { code, syscall });

describe("toNetworkFault", () => {
  it("knows what was never sent", () => {
    const sent = (error: Error) => toNetworkFault(error).sent;
    expect(sent(failed("ECONNREFUSED", "connect"))).to.equal(false);
    expect(sent(failed("ETIMEDOUT", "connect"))).to.equal(false);
    expect(sent(failed("EAI_AGAIN", "getaddrinfo"))).to.equal(false);
    expect(sent(failed("CERT_HAS_EXPIRED"))).to.equal(false);
    expect(sent(new ProxyError("proxy:1", 503))).to.equal(false);
    expect(sent(failed("ECONNRESET", "read"))).to.equal(true);
    expect(sent(failed("ETIMEDOUT"))).to.equal(true);
    expect(sent(new Error("anything"))).to.equal(true);
  });

  it("knows what a second try may mend", () => {
    const transient = (error: unknown) => toNetworkFault(error).transient;
    for (const code of ["ECONNRESET", "ECONNREFUSED", "ETIMEDOUT", "EPIPE", "EAI_AGAIN", "EHOSTUNREACH"]) {
      expect(transient(failed(code)), code).to.equal(true);
    }
    for (const code of ["ENOTFOUND", "CERT_HAS_EXPIRED", "EPROTO", "HPE_INVALID_CONSTANT", "ERR_INVALID_CHAR"]) {
      expect(transient(failed(code)), code).to.equal(false);
    }
    expect(transient(new ProxyError("proxy:1", 502))).to.equal(true);
    expect(transient(new ProxyError("proxy:1", 403))).to.equal(false);
    expect(transient(new ProxyError("proxy:1", undefined, failed("ECONNREFUSED", "connect")))).to.equal(true);
    expect(transient(new ProxyError("proxy:1", undefined, failed("ENOTFOUND", "getaddrinfo")))).to.equal(false);
    expect(transient(new ProxyError("proxy:1", undefined, new Error("ended before its answer")))).to.equal(true);
    expect(transient("a text")).to.equal(false);
  });

  it("finds the cause inside wrappers and lists, and takes nothing else from them", () => {
    const both = new AggregateError([failed("ECONNREFUSED", "connect"), failed("EHOSTUNREACH", "connect")]);
    const wrapper = Object.assign(new Error("wrapped", { cause: both }), { config: { headers: "canary" } });
    const fault = toNetworkFault(wrapper);
    expect(fault).to.include({ code: "ECONNREFUSED", sent: false, transient: true });
    expect(fault.cause.message).to.equal("it said ECONNREFUSED");
    expect(fault.cause).to.not.have.property("config");
    expect(toNetworkFault(new AggregateError([])).code).to.equal("UNKNOWN");
  });

  it("does not follow a chain of causes for ever", () => {
    const loop = new Error("loop");
    loop.cause = loop;
    expect(toNetworkFault(loop).cause.message).to.equal("loop");
  });
});

describe("networkError", () => {
  const messages: [string, string][] = [
    ["ENOTFOUND", "no such host as api.example.com"],
    ["EAI_AGAIN", "the name api.example.com could not be looked up"],
    ["ECONNREFUSED", "api.example.com refused the connection"],
    ["ETIMEDOUT", "api.example.com did not answer in time"],
    ["ECONNABORTED", "api.example.com did not answer in time"],
    ["ECONNRESET", "api.example.com closed the connection before its answer was complete"],
    ["ENETUNREACH", "api.example.com could not be reached: it said ENETUNREACH (ENETUNREACH)"],
    ["CERT_HAS_EXPIRED", "the certificate of api.example.com has expired"],
    ["CERT_NOT_YET_VALID", "the certificate of api.example.com is not valid yet"],
    [
      "SELF_SIGNED_CERT_IN_CHAIN",
      "the certificate of api.example.com is signed by nobody this machine trusts (SELF_SIGNED_CERT_IN_CHAIN)",
    ],
    [
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "the certificate of api.example.com is signed by nobody this machine trusts (DEPTH_ZERO_SELF_SIGNED_CERT)",
    ],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "the certificate of api.example.com was made out to another name"],
    ["HPE_INVALID_CONSTANT", "what api.example.com answered is not HTTP (HPE_INVALID_CONSTANT)"],
    ["EPROTO", "no secure connection with api.example.com came about (EPROTO)"],
  ];
  for (const [code, what] of messages) {
    it(`says what ${code} means, and what to do`, () => {
      const error = networkError(toNetworkFault(failed(code)), "GET /x", "api.example.com", 1);
      expect(error.message).to.equal(`GET /x: ${what}.`);
      expect(error.hint).to.match(/^[A-Z].{20,}\.$/s);
    });
  }
});
