import { expect } from "chai";
import { ParameterError } from "../../src/errors.ts";
import { proxyFor } from "../../src/http/proxy.ts";

const https = new URL("https://api.example.com/v1");
const http = new URL("http://api.example.com/v1");
const never = () => {
  throw new Error("the environment was read");
};

describe("proxyFor", () => {
  it("never looks at the environment unless told to", () => {
    expect(proxyFor(https, false, never)).to.equal(undefined);
    expect(proxyFor(https, "", never)).to.equal(undefined);
    expect(proxyFor(https, "http://proxy:3128", never)?.href).to.equal("http://proxy:3128/");
  });

  it("takes a proxy without scheme for an HTTP proxy", () => {
    expect(proxyFor(https, "user:pass@proxy:3128", never)?.href).to.equal("http://user:pass@proxy:3128/");
  });

  it("refuses what is no HTTP proxy, without repeating it: it may hold a password", () => {
    for (const setting of ["socks5://user:canary@proxy", "http://", "http://a b canary", "http://u:canary%zz@proxy"]) {
      expect(() => proxyFor(https, setting, never), setting)
        .to.throw(ParameterError, "The instance's proxy is no URL of an HTTP proxy.")
        .with.property("message")
        .that.does.not.include("canary");
    }
    expect(() => proxyFor(https, true, () => ({ HTTPS_PROXY: "socks5://x" }))).to.throw(ParameterError, "HTTPS_PROXY");
  });

  it("takes the variable of the URL's scheme, lower case first, then the one for all", () => {
    const env = { HTTPS_PROXY: "http://upper", https_proxy: "http://lower", HTTP_PROXY: "http://plain" };
    expect(proxyFor(https, true, () => env)?.host).to.equal("lower");
    expect(proxyFor(http, true, () => env)?.host).to.equal("plain");
    expect(proxyFor(https, true, () => ({ ALL_PROXY: "all:1" }))?.host).to.equal("all:1");
    expect(proxyFor(https, true, () => ({ HTTP_PROXY: "http://plain" }))).to.equal(undefined);
    expect(proxyFor(https, true, () => ({}))).to.equal(undefined);
  });

  it("goes straight to loopback only where NO_PROXY says so", () => {
    const loopback = new URL("https://127.0.0.1:8443/");
    expect(proxyFor(loopback, true, () => ({ HTTPS_PROXY: "http://p" }))?.host).to.equal("p");
    expect(proxyFor(loopback, true, () => ({ HTTPS_PROXY: "http://p", NO_PROXY: "127.0.0.1" }))).to.equal(undefined);
  });

  const exempt: [string, string, boolean][] = [
    ["*", "https://api.example.com", true],
    ["api.example.com", "https://api.example.com", true],
    ["API.Example.com", "https://api.example.com", true],
    ["example.com", "https://api.example.com", true],
    [".example.com", "https://api.example.com", true],
    ["*.example.com", "https://api.example.com", true],
    ["other, api.example.com", "https://api.example.com", true],
    ["other api.example.com", "https://api.example.com", true],
    ["api.example.com:443", "https://api.example.com", true],
    ["api.example.com:80", "http://api.example.com", true],
    ["api.example.com:8443", "https://api.example.com", false],
    ["ample.com", "https://api.example.com", false],
    ["api.example.com.evil", "https://api.example.com", false],
    ["", "https://api.example.com", false],
    [",,", "https://api.example.com", false],
    ["::1", "https://[::1]:8443", true],
    ["[::1]", "https://[::1]:8443", true],
    ["[::1]:8443", "https://[::1]:8443", true],
    ["[::1]:9", "https://[::1]:8443", false],
  ];
  for (const [list, url, expected] of exempt) {
    it(`NO_PROXY "${list}" ${expected ? "covers" : "does not cover"} ${url}`, () => {
      const env = { https_proxy: "http://proxy", http_proxy: "http://proxy", NO_PROXY: list };
      expect(proxyFor(new URL(url), true, () => env) === undefined).to.equal(expected);
    });
  }
});
