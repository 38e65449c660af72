import { expect } from "chai";
import { readAuth, readBaseUrl, readName, readPaging } from "../../src/scaffold/read-spec.ts";

describe("reading what is said about a new integration", () => {
  it("suggests a name of the right form", () => {
    expect(readName("acme-edr")).to.deep.equal({ value: "acme-edr" });
    expect(readName("Acme EDR")).to.deep.equal({
      fault:
        'The name must be lower-case words joined by hyphens, such as acme-edr, not "Acme EDR". Did you mean "acme-edr"?',
    });
    expect(readName("99")).to.deep.equal({
      fault: 'The name must be lower-case words joined by hyphens, such as acme-edr, not "99".',
    });
  });

  it("takes a base URL with or without its scheme and last slash", () => {
    expect(readBaseUrl("api.acme.example")).to.deep.equal({ value: "https://api.acme.example" });
    expect(readBaseUrl(" https://acme.example/api/v2/ ")).to.deep.equal({ value: "https://acme.example/api/v2" });
    expect(readBaseUrl("http://127.0.0.1:8080")).to.deep.equal({ value: "http://127.0.0.1:8080" });
    expect(readBaseUrl("http://[::1]:8080")).to.deep.equal({ value: "http://[::1]:8080" });
    expect(readBaseUrl("http://localhost")).to.deep.equal({ value: "http://localhost" });
  });

  it("says what is wrong with a base URL", () => {
    const faultOf = (text: string) => {
      const read = readBaseUrl(text);
      return "fault" in read ? read.fault : "";
    };
    expect(faultOf("")).to.equal('The base URL must be one such as https://api.acme.example, got "".');
    expect(faultOf("a b")).to.equal('The base URL must be one such as https://api.acme.example, got "a b".');
    expect(faultOf("https://me@acme.example")).to.include("must have no user, query or fragment");
    expect(faultOf("https://acme.example?a=1")).to.include("must have no user, query or fragment");
    expect(faultOf("http://acme.example")).to.include("must begin with https://");
    expect(faultOf("nonsense")).to.equal('The base URL must be one such as https://api.acme.example, got "nonsense".');
    expect(readBaseUrl("https://jira")).to.deep.equal({ value: "https://jira" });
    expect(faultOf("ftp://acme.example")).to.include("must begin with https://");
  });

  it("names the nearest choice, or all of them", () => {
    expect(readAuth("OAuth")).to.deep.equal({ value: "oauth" });
    expect(readAuth("outh")).to.deep.equal({
      fault: 'There is no kind of authentication "outh". Did you mean "oauth"?',
    });
    expect(readPaging("cursor")).to.deep.equal({
      fault: 'There is no kind of paging "cursor". It is one of none, page, offset, token.',
    });
  });
});
