import { expect } from "chai";
import { choose, deprecationOf, findCommand } from "../../src/dispatch/resolve.ts";
import { ArgumentError } from "../../src/errors.ts";
import { command, instance, manifest } from "./acme.ts";

describe("findCommand", () => {
  const one = instance([command("acme-get", { aliases: ["get"] })], {});
  const two = instance([command("acme-get"), command("get")], {}, { name: "acme-2" });

  it("finds a command in every instance that has it, in their order", () => {
    expect(findCommand("acme-get", [one, two]).map((target) => target.instance.name)).to.deep.equal([
      "acme-1",
      "acme-2",
    ]);
  });

  it("takes a name before an alias", () => {
    expect(findCommand("get", [one, two]).map((target) => target.instance.name)).to.deep.equal(["acme-2"]);
    expect(findCommand("get", [one])[0].command.name).to.equal("acme-get");
  });

  it("names the nearest command, and says when nothing is configured", () => {
    expect(() => findCommand("acme-gte", [one])).to.throw(
      ArgumentError,
      'There is no command "acme-gte". Did you mean "acme-get"?',
    );
    expect(() => findCommand("x".repeat(200), [])).to.throw(ArgumentError, `"${"x".repeat(100)}…"`);
    expect(hintOf(() => findCommand("x", []))).to.equal("No instance is configured.");
    expect(hintOf(() => findCommand("x", [one]))).to.equal("`soar commands` lists what there is.");
  });
});

describe("choose", () => {
  const get = command("acme-get");
  const one = instance([get], {});
  const two = instance([get], {}, { name: "acme-2", manifest: manifest([get], { id: "Acme v2", category: "Cloud" }) });
  const bare = instance([], {}, { name: "bare" });
  const all = [one, two, bare];
  const targets = findCommand("acme-get", all);
  const names = (choice: Parameters<typeof choose>[1]) =>
    choose(targets, choice, all).map((each) => each.instance.name);

  it("keeps all instances unless told otherwise", () => {
    expect(names({})).to.deep.equal(["acme-1", "acme-2"]);
    expect(names({ using: ["acme-2"] })).to.deep.equal(["acme-2"]);
    expect(names({ usingBrand: ["Acme"] })).to.deep.equal(["acme-1"]);
    expect(names({ usingCategory: ["Cloud"] })).to.deep.equal(["acme-2"]);
  });

  it("names every unknown instance, brand and category with what is nearest", () => {
    const choice = { using: ["acme-3"], usingBrand: ["Acne"], usingCategory: ["Moon"] };
    expect(() => names(choice)).to.throw(
      ArgumentError,
      'There is no instance "acme-3". Did you mean "acme-1"? There is no brand "Acne". Did you mean "Acme"? ' +
        'There is no category "Moon".',
    );
  });

  it("says who has the command when the chosen one has not", () => {
    expect(() => names({ using: ["bare"] })).to.throw(
      ArgumentError,
      'None of the chosen instances has the command "acme-get".',
    );
    expect(hintOf(() => names({ using: ["bare"] }))).to.equal("These have it: acme-1, acme-2.");
  });
});

describe("deprecationOf", () => {
  it("names the successor when there is one", () => {
    expect(deprecationOf(command("old", { deprecated: true, successor: "new" }))).to.equal(
      "old is deprecated. Use new instead.",
    );
    expect(deprecationOf(command("old", { deprecated: true }))).to.equal("old is deprecated and may be removed.");
    expect(deprecationOf(command("old"))).to.equal(undefined);
  });
});

function hintOf(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (error instanceof ArgumentError) return error.hint;
  }
  return expect.fail("it should have been refused");
}
