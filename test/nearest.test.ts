import { expect } from "chai";
import fc from "fast-check";
import { didYouMean, nearest } from "../src/nearest.ts";

describe("nearest", () => {
  const names = ["alert-get", "alert-update", "file-search", "id"];

  it("finds a name with a letter missing, doubled, swapped or in the wrong case", () => {
    expect(nearest("alert-gt", names)).to.equal("alert-get");
    expect(nearest("allert-get", names)).to.equal("alert-get");
    expect(nearest("alret-get", names)).to.equal("alert-get");
    expect(nearest("ALERT-GET", names)).to.equal("alert-get");
    expect(nearest("di", names)).to.equal("id");
  });

  it("takes the nearer of two", () => {
    expect(nearest("alert-upgate", ["alert-create", "alert-update"])).to.equal("alert-update");
  });

  it("gives nothing when no name is near", () => {
    expect(nearest("banana", names)).to.equal(undefined);
    expect(nearest("", names)).to.equal(undefined);
    expect(nearest("a", ["b"])).to.equal(undefined);
    expect(nearest("x".repeat(300), ["x".repeat(300)])).to.equal(undefined);
  });

  it("finds any name that is in the list", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.array(fc.string()), (name, others) => {
        expect(nearest(name, [...others, name])?.toLowerCase()).to.equal(name.toLowerCase());
      }),
    );
  });

  it("words the suggestion", () => {
    expect(didYouMean("alert-gte", names)).to.equal(' Did you mean "alert-get"?');
    expect(didYouMean("banana", names)).to.equal("");
  });
});
