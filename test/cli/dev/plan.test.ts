import { expect } from "chai";
import { commandOrder, testsFor } from "../../../src/cli/dev/plan.ts";
import { loadManifest } from "../../../src/manifest/load.ts";
import { second } from "../soar.ts";

const { commands } = await loadManifest(`${second}/integration.yml`);
const globals = { store: "sqlite:.soar/soar.db" };

describe("what dev runs", () => {
  const all = ["test/a-get.test.ts", "test/a-list.test.ts", "test/deep/map.test.ts"];

  it("is every test after a change that concerns all", () => {
    expect(testsFor([], [], all)).to.deep.equal(all);
    expect(testsFor(["commands/_api.ts"], [], all)).to.deep.equal(all);
    expect(testsFor(["integration.yml"], [], all)).to.deep.equal(all);
    expect(testsFor(["commands/a-get.ts", "commands/_api.ts"], [], all)).to.deep.equal(all);
  });

  it("is a changed test, or that of a changed module", () => {
    expect(testsFor(["test/a-list.test.ts"], [], all)).to.deep.equal(["test/a-list.test.ts"]);
    expect(testsFor(["commands/a-get.ts"], [], all)).to.deep.equal(["test/a-get.test.ts"]);
    expect(testsFor(["src/map.ts", "commands/a-get.ts"], [], all)).to.deep.equal([
      "test/a-get.test.ts",
      "test/deep/map.test.ts",
    ]);
  });

  it("is the tests that were named, whatever changes", () => {
    expect(testsFor(["commands/a-get.ts"], ["test/a-list.test.ts"], all)).to.deep.equal(["test/a-list.test.ts"]);
  });

  it("is a command with the global options that dev was given", () => {
    const words = ["lodestar-ticket-get", "id=1"];
    const options = { ...globals, integration: "here", incident: "7", timeout: "5", quiet: true, verbose: true };
    expect(commandOrder(words, "lodestar-ticket-get", commands, {}, options)).to.deep.equal({
      argv: [
        ...["--integration", "here", "--incident", "7", "--store", "sqlite:.soar/soar.db", "--timeout", "5"],
        ...["--quiet", "--verbose", "run", "lodestar-ticket-get", "id=1"],
      ],
    });
  });

  it("is a command that writes only where nothing is written, or where that was allowed for each time", () => {
    const order = (options: object) =>
      commandOrder(["lodestar-ticket-close", "id=1"], "lodestar-ticket-close", commands, options, { store: "s" });
    const argv = (...flags: string[]) => ({
      argv: ["--store", "s", "run", ...flags, "lodestar-ticket-close", "id=1"],
    });
    expect(() => order({})).to.throw("lodestar-ticket-close writes at the vendor's, and would do so again");
    expect(order({ dryRun: true })).to.deep.equal(argv("--dry-run"));
    expect(order({ yes: true })).to.deep.equal(argv("--yes"));
    expect(order({ simulator: true })).to.deep.equal(argv("--yes"));
    expect(order({ replay: "there" })).to.deep.equal(argv("--yes", "--replay", "there"));
  });
});
