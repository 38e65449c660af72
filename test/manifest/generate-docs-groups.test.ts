import { expect } from "chai";
import { groupCommands } from "../../src/manifest/generate-docs-groups.ts";
import { manifestOf } from "./manifest-of.ts";

/** `title: name name` of each group. A name that ends in `!` is deprecated, in `?` hidden. */
function groupsOf(...names: string[]): string[] {
  const commands = names.map((name) => ({
    name: name.replace(/[!?]$/, ""),
    deprecated: name.endsWith("!"),
    hidden: name.endsWith("?"),
  }));
  const manifest = manifestOf(JSON.stringify({ commonfields: { id: "Acme" }, script: { commands } }));
  return groupCommands(manifest.commands).map(
    (group) => `${group.title}: ${group.commands.map(({ name }) => name).join(" ")}`,
  );
}

describe("groupCommands", () => {
  it("puts together what is about the same, after the words that all names begin with", () => {
    expect(
      groupsOf("acme-user-get", "acme-file-events-find", "acme-user-list", "acme-file-events-show", "acme-wipe"),
    ).to.deep.equal([
      "User: acme-user-get acme-user-list",
      "File events: acme-file-events-find acme-file-events-show",
      "Other: acme-wipe",
    ]);
  });

  it("puts deprecated ones last and leaves hidden ones out", () => {
    expect(groupsOf("a-old!", "a-user-get", "a-no?", "a-user-put", "a-ip!", "a-ip-get")).to.deep.equal([
      "User: a-user-get a-user-put",
      "Other: a-ip-get",
      "Deprecated: a-old a-ip",
    ]);
  });

  it("makes one group of commands that have nothing in common, or are few", () => {
    expect(groupsOf("ip", "domain", "url")).to.deep.equal(["All commands: ip domain url"]);
    expect(groupsOf("acme-user-get")).to.deep.equal(["All commands: acme-user-get"]);
    expect(groupsOf("old!")).to.deep.equal(["Deprecated: old"]);
    expect(groupsOf()).to.deep.equal([]);
  });

  it("takes a command whose name is what the others begin with for one of them", () => {
    expect(groupsOf("acme-user", "acme-user-get", "acme-ip")).to.deep.equal([
      "User: acme-user acme-user-get",
      "Other: acme-ip",
    ]);
  });
});
