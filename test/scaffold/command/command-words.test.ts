import { expect } from "chai";
import { commandPrefix, commandWords } from "../../../src/scaffold/command/command-words.ts";

describe("a new command's words", () => {
  it("tell what it is about, and what it does", () => {
    expect(commandWords("acme-item-close", "acme-")).to.deep.equal({
      noun: "item",
      key: "Item",
      description: "Closes one item.",
    });
    expect(commandWords("acme-legal-hold-frobnicate", "acme-")).to.deep.equal({
      noun: "legal hold",
      key: "LegalHold",
      description: "Runs frobnicate on one legal hold.",
    });
    expect(commandWords("ping", "acme-")).to.deep.equal({
      noun: "ping",
      key: "Ping",
      description: "Runs ping on one ping.",
    });
  });

  it("have a saying for each verb that is usual", () => {
    const said = ["get", "list", "search", "create", "add", "update", "close", "delete", "remove"].map(
      (verb) => commandWords(`acme-item-${verb}`, "acme-").description,
    );
    expect(said).to.deep.equal([
      "Looks up one item.",
      "Lists what there is of item.",
      "Searches for item.",
      "Makes one item.",
      "Adds one item.",
      "Changes one item.",
      "Closes one item.",
      "Deletes one item for good.",
      "Removes one item.",
    ]);
  });

  it("begin as the others do: with the brand, or with a first word that all have", () => {
    expect(commandPrefix("AcmeEdr", ["acme-edr-item-get", "acme-edr-item-list"])).to.equal("acme-edr-");
    expect(commandPrefix("Acme Two", ["am-item-get", "am-ping"])).to.equal("am-");
    expect(commandPrefix("Acme", ["ip", "acme-item-get"])).to.equal("");
    expect(commandPrefix("Acme", [])).to.equal("acme-");
    expect(commandPrefix("42", [])).to.equal("");
  });
});
