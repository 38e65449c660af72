import { expect } from "chai";
import { readFileSync } from "node:fs";
import { check } from "prettier";
import { ArgumentError, UnexpectedError } from "../../../src/errors.ts";
import { lintManifest } from "../../../src/manifest/lint.ts";
import { parseManifest } from "../../../src/manifest/load.ts";
import type { EffectKind } from "../../../src/manifest/manifest.ts";
import { commandFiles } from "../../../src/scaffold/command/command-files.ts";
import { root } from "../kinds.ts";

const lodestar = readFileSync(`${root}test/second/integration.yml`, "utf8");
const manifestFile = "integration.yml";

function add(name: string, effect: EffectKind = "read", text = lodestar) {
  const { manifest } = parseManifest(text, manifestFile);
  return commandFiles(manifest!, text, { name, effect, manifestFile });
}

describe("the files of a new command", () => {
  it("are its handler and test, beside the manifest and types that change", () => {
    const { added, changed, warnings } = add("lodestar-note-get");
    expect(Object.keys(added)).to.deep.equal([
      "commands/lodestar-note-get.ts",
      "test/commands/lodestar-note-get.test.ts",
    ]);
    expect(Object.keys(changed)).to.deep.equal(["integration.yml", "commands/_manifest.gen.ts"]);
    expect(warnings).to.deep.equal([]);
    expect(changed["commands/_manifest.gen.ts"]).to.include('"lodestar-note-get": {');
    expect(added["commands/lodestar-note-get.ts"]).to.include(
      'export const run: Handler<Lodestar, "lodestar-note-get"> = async ({ args }) => {',
    );
  });

  it("only add lines to the manifest, and no finding", () => {
    const own = readFileSync(`${root}integration.yml`, "utf8");
    for (const [text, name] of [
      [lodestar, "lodestar-note-close"],
      [own, `${parseManifest(own, "").manifest?.id.toLowerCase() ?? ""}-note-close`],
    ] as const) {
      for (const effect of ["read", "write", "destructive"] as const) {
        const { changed } = add(name, effect, text);
        expect(changed["integration.yml"]?.startsWith(text.trimEnd())).to.equal(true);
        expect(lintManifest(changed["integration.yml"] ?? "", "")).to.deep.equal(lintManifest(text, ""));
        const { manifest } = parseManifest(changed["integration.yml"] ?? "", "");
        expect(manifest?.commands.at(-1)).to.include({ name, effect, execution: effect === "destructive" });
      }
    }
  });

  it("lie as prettier lays them out, whatever the name's length", async () => {
    for (const name of [
      "lodestar-x",
      "lodestar-attachment-of-ticket-get",
      "lodestar-the-attachment-of-some-other-ticket-search",
    ]) {
      for (const [filepath, text] of Object.entries({ ...add(name).added, ...add(name).changed })) {
        expect(await check(text, { filepath, printWidth: 120 }), `${name} ${filepath}`).to.equal(true);
      }
    }
  });

  it("follow the folder of handlers, wherever it is", () => {
    const text = lodestar.replace("x-soar:\n  simulator", "x-soar:\n  handlers: src/handlers\n  simulator");
    const { added } = add("lodestar-note-get", "read", text);
    const [handler, test] = Object.keys(added);
    expect([handler, test]).to.deep.equal([
      "src/handlers/lodestar-note-get.ts",
      "test/src/handlers/lodestar-note-get.test.ts",
    ]);
    expect(added[test ?? ""]).to.include('new URL("../../..", import.meta.url)');
  });

  it("say so when the name begins otherwise than the others", () => {
    expect(add("note-get").warnings).to.deep.equal([
      "The other commands begin with lodestar-: would lodestar-note-get be a better name?",
    ]);
  });

  it("are not made for a name that is none, taken, another's alias, or the platform's", () => {
    expect(() => add("../x")).to.throw(ArgumentError, '"../x" is no name for a command.');
    expect(() => add("a".repeat(101))).to.throw(ArgumentError, "is no name for a command");
    expect(() => add("Lodestar-Ticket-Get")).to.throw(ArgumentError, "is a command already");
    const { manifest } = parseManifest(lodestar, manifestFile);
    const [first] = manifest!.commands;
    const aliased = { ...manifest!, commands: [{ ...first!, aliases: ["ticket"] }] };
    expect(() => commandFiles(aliased, lodestar, { name: "Ticket", effect: "read", manifestFile })).to.throw(
      ArgumentError,
      "Ticket is another name of lodestar-ticket-get already.",
    );
    expect(() => add("fetch-incidents")).to.throw(ArgumentError, "is called by the platform itself");
  });

  it("begin paths with the brand where there is no path yet", () => {
    const text = 'commonfields: { id: "Acme Two" }\nscript:\n  type: javascript\n  isfetch: true\n';
    expect(add("acme-two-item-get", "read", text).added["commands/acme-two-item-get.ts"]).to.include(
      'context: { "AcmeTwo.Item": { ID: args.id } }',
    );
  });

  it("are not made where adding would change what is there", () => {
    // The text given is not that of the manifest given.
    const { manifest } = parseManifest(lodestar, "");
    const other = "commonfields: { id: A }\nscript:\n  commands:\n    - name: other\n";
    expect(() => commandFiles(manifest!, other, { name: "b", effect: "read", manifestFile })).to.throw(UnexpectedError);
  });
});
