import { expect } from "chai";
import { nextVersion, parseVersion, reaches, type Version } from "../../../src/manifest/changes/version.ts";

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
}

describe("parseVersion", () => {
  it("reads three numbers, with a v before and more after", () => {
    expect(parseVersion("v1.20.3")).to.deep.equal({ major: 1, minor: 20, patch: 3, isPrerelease: false });
    expect(parseVersion("1.2.3-beta.1+x")).to.deep.equal({ major: 1, minor: 2, patch: 3, isPrerelease: true });
  });

  it("reads nothing else", () => {
    for (const text of ["", "1.2", "1.2.x", "latest", "1.2.3.4", "1.2.3 "])
      expect(parseVersion(text), text).to.equal(undefined);
  });
});

describe("nextVersion", () => {
  it("raises the number that the change asks for", () => {
    expect(nextVersion(version("1.2.3"), "major")).to.equal("2.0.0");
    expect(nextVersion(version("1.2.3"), "minor")).to.equal("1.3.0");
    expect(nextVersion(version("1.2.3"), "patch")).to.equal("1.2.4");
  });

  it("raises the middle one for a breaking change below 1.0.0, and the last for any other", () => {
    expect(nextVersion(version("0.2.3"), "major")).to.equal("0.3.0");
    expect(nextVersion(version("0.2.3"), "minor")).to.equal("0.2.4");
    expect(nextVersion(version("0.2.3"), "patch")).to.equal("0.2.4");
  });

  it("lets a prerelease change as it likes", () => {
    expect(nextVersion(version("2.0.0-rc.1"), "major")).to.equal("2.0.0");
  });
});

describe("reaches", () => {
  it("compares number by number", () => {
    expect(reaches(version("1.10.0"), version("1.9.9"))).to.equal(true);
    expect(reaches(version("2.0.0"), version("1.9.9"))).to.equal(true);
    expect(reaches(version("1.2.3"), version("1.2.3"))).to.equal(true);
    expect(reaches(version("1.2.2"), version("1.2.3"))).to.equal(false);
    expect(reaches(version("1.9.9"), version("2.0.0"))).to.equal(false);
  });
});
