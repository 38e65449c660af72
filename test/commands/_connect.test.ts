import { ParameterError, type HttpOptions, type Json } from "soarkit";
import { expect } from "chai";
import { connect } from "../../commands/_connect.ts";
import { silentLog } from "../../src/log.ts";
import { paramsOf } from "./tenant.ts";

/** The options that the clients of gateway and console are made with, and where the console is. */
function connected(given: Record<string, Json>, credentials?: { clientId: string; clientSecret: string }) {
  const made: HttpOptions[] = [];
  const { consoleUrl } = connect({
    params: paramsOf(given, credentials),
    http: (options) => {
      made.push(options);
      return { send: () => Promise.reject(new Error("sent")), stream: () => Promise.reject(new Error("sent")) };
    },
    log: silentLog,
    now: () => 0,
  });
  return { baseUrl: made[0]?.baseUrl, userAgent: made[0]?.userAgent, consoleUrl, made };
}

const hostsOf = (given: Record<string, Json>) => connected(given).made;

describe("connecting to Incydr", () => {
  for (const api_url of [
    "api.ie.code42.com",
    "https://api.ie.code42.com",
    "https://api.ie.code42.com/",
    " api.ie.code42.com/ ",
  ]) {
    it(`takes "${api_url}" and derives the console from it`, () => {
      const { baseUrl, consoleUrl } = connected({ api_url });
      expect(baseUrl).to.equal("https://api.ie.code42.com");
      expect(consoleUrl).to.equal("https://console.ie.code42.com");
    });
  }

  it("defaults to the US region", () => {
    const { baseUrl, consoleUrl } = connected({});
    expect({ baseUrl, consoleUrl }).to.deep.equal({
      baseUrl: "https://api.us.code42.com",
      consoleUrl: "https://console.us.code42.com",
    });
  });

  it("says who it is, product and version first", () => {
    expect(connected({}).userAgent).to.match(/^soarkit\/\d+\.\d+\.\d+ \(Code42; code42\.com\)$/);
  });

  it("refuses a console of another region, naming the one that fits", () => {
    const fault = faultOf({ api_url: "api.us.code42.com", console_url: "https://console.gov.code42.com/" });
    expect(fault.message).to.equal(
      "console_url and api_url are of different regions: console.gov.code42.com and api.us.code42.com.",
    );
    expect(fault.hint).to.include("With api.us.code42.com goes console.us.code42.com");
  });

  it("takes a console of the same region", () => {
    const given = { api_url: "api.us2.code42.com", console_url: "console.us2.code42.com" };
    expect(connected(given).consoleUrl).to.equal("https://console.us2.code42.com");
  });

  it("knows the console's address from the API's", () => {
    const fault = faultOf({ api_url: "console.uk.code42.com" });
    expect(fault.message).to.equal("api_url is no API domain: console.uk.code42.com.");
    expect(fault.hint).to.equal("Did you mean api.uk.code42.com?");
  });

  it("asks for the console where its address cannot be derived, naming the parameter", () => {
    const fault = faultOf({ api_url: "incydr.example.com" });
    expect(fault.message).to.equal("The address of the console cannot be derived from api_url: incydr.example.com.");
    expect(fault.hint).to.equal(
      "Set console_url to the host you sign in to, such as console.us.code42.com, or api_url to that host's api.",
    );
  });

  it("takes a gateway of the company's own once it is told the console", () => {
    const given = { api_url: "incydr.example.com", console_url: "console.ie.code42.com" };
    expect(hostsOf(given).map(({ baseUrl }) => baseUrl)).to.deep.equal([
      "https://incydr.example.com",
      "https://console.ie.code42.com",
    ]);
  });

  it("finds the console host of a simulator at the simulator's own address", () => {
    const given = { api_url: "http://127.0.0.1:8080" };
    expect(hostsOf(given).map(({ baseUrl }) => baseUrl)).to.deep.equal([
      "http://127.0.0.1:8080",
      "http://127.0.0.1:8080",
    ]);
  });

  it("goes to both hosts by the proxy and with the certificate of the instance", () => {
    const given = {
      http_proxy: "http://us:er@proxy.example.com:3128",
      client_certificate: "CERTIFICATE",
      client_certificate_key: "KEY",
    };
    const ways = hostsOf(given).map(({ proxy, clientCertificate }) => [
      proxy,
      clientCertificate?.cert,
      clientCertificate?.key.reveal(),
    ]);
    const way = ["http://us:er@proxy.example.com:3128", "CERTIFICATE", "KEY"];
    expect(ways).to.deep.equal([way, way]);
    expect(hostsOf({}).map((options) => Object.keys(options).sort())).to.deep.equal([
      ["auth", "baseUrl", "userAgent"],
      ["auth", "baseUrl", "userAgent"],
    ]);
  });

  it("asks for the half of a client certificate that is lacking", () => {
    expect(faultOf({ client_certificate: "CERTIFICATE" })).to.include({
      message: "client_certificate is set without client_certificate_key.",
      hint: "Set client_certificate_key, too, or neither.",
    });
    expect(faultOf({ client_certificate_key: "KEY" })).to.include({
      message: "client_certificate_key is set without client_certificate.",
      hint: "Set client_certificate, too, or neither.",
    });
  });

  for (const api_url of ["http://127.0.0.1:8080", "http://localhost:8080/", "http://[::1]:8080"]) {
    it(`lets ${api_url} be plain HTTP of no region, with the default console`, () => {
      const { baseUrl, consoleUrl } = connected({ api_url });
      expect(baseUrl).to.equal(api_url.replace(/\/$/, ""));
      expect(consoleUrl).to.equal("https://console.us.code42.com");
    });
  }

  it("lets loopback go with a console of any region", () => {
    const given = { api_url: "http://127.0.0.1:8080", console_url: "console.de.code42.com" };
    expect(connected(given).consoleUrl).to.equal("https://console.de.code42.com");
  });

  const wrong = {
    "http://api.us.code42.com": "api_url must use https",
    "ftp://api.us.code42.com": "api_url is no URL",
    "https://": "api_url is no URL",
    "api us": "api_url is no URL",
    "https://api.us.code42.com/v1": "api_url must be a host alone",
    "https://me:secret@api.us.code42.com": "api_url must be a host alone",
    "https://api.us.code42.com?x=1": "api_url must be a host alone",
    "https://api.us.code42.com#x": "api_url must be a host alone",
  };
  for (const [api_url, message] of Object.entries(wrong)) {
    it(`refuses ${api_url}`, () => {
      expect(() => connected({ api_url })).to.throw(ParameterError, message);
    });
  }

  it("does not show a password that stands in the URL", () => {
    const fault = faultOf({ api_url: "https://me:secret@api.us.code42.com" });
    expect(fault.message + fault.hint).not.to.include("secret");
  });

  for (const clientId of ["someone@acme.test", "key-someone@acme.test", "1234"]) {
    it(`refuses ${clientId} as a client id`, () => {
      expect(() => connected({}, { clientId, clientSecret: "s" })).to.throw(
        ParameterError,
        `The API client id must begin with "key-" and hold no "@", got "${clientId}".`,
      );
    });
  }

  it("reports all faults together", () => {
    const given = { api_url: "http://api.us.code42.com", console_url: "ftp://x" };
    expect(() => connected(given, { clientId: "me", clientSecret: "s" }))
      .to.throw(ParameterError)
      .with.property("message")
      .that.matches(/api_url must use https.*console_url is no URL.*client id must begin/s);
  });
});

function faultOf(given: Record<string, Json>): ParameterError {
  try {
    connected(given);
  } catch (error) {
    if (error instanceof ParameterError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
