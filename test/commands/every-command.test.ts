// What holds of every command, by its recorded runs.
import { isJsonObject, type Json } from "soarkit";
import { runCommand, type CommandOutcome } from "soarkit/testing";
import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { code42, readRecorded } from "./recorded.ts";
import { manifest } from "./tenant.ts";

/** Declared because the seed declares it; no handler emits it. */
const neverEmitted = new Map([["File.SSDeep", "a fuzzy hash for which Node has no implementation"]]);

const recorded = await readRecorded(code42);
const outcomes = new Map<string, CommandOutcome[]>();
for (const name of recorded.names) {
  const recording = recorded.find(name);
  if (!manifest.commands.some((command) => command.name === recording.command)) continue;
  const outcome = await runCommand(recording.command, recording.args, { integration: code42, replay: recording });
  outcomes.set(recording.command, [...(outcomes.get(recording.command) ?? []), outcome]);
}

describe("every command", () => {
  it("has one file, of 60 lines at most", () => {
    const files = readdirSync("commands").filter((file) => file.startsWith("code42-"));
    expect(files.sort()).to.deep.equal(manifest.commands.map(({ name }) => `${name}.ts`).sort());
    const long = files.filter((file) => readFileSync(`commands/${file}`, "utf8").split("\n").length > 61);
    expect(long).to.deep.equal([]);
  });

  it("has tests of its own, and runs through the built soar in a table of its family", () => {
    const families = readdirSync("test/end-to-end/commands").map((file) =>
      readFileSync(`test/end-to-end/commands/${file}`, "utf8"),
    );
    const untold = manifest.commands.filter(({ name }) => !families.some((text) => text.includes(`!${name}`)));
    expect(untold.map(({ name }) => name)).to.deep.equal([]);
  });

  for (const command of manifest.commands) {
    it(`${command.name} emits all that it declares, in one recorded run or another`, () => {
      const emitted = new Set((outcomes.get(command.name) ?? []).flatMap(({ context }) => pathsOf(context)));
      const declared = command.outputs.map(({ path }) => path);
      const missing = declared.filter((path) => !emitted.has(path) && !neverEmitted.has(path));
      expect(missing).to.deep.equal([]);
    });
  }

  it("that changes something declares how to find out whether it did", () => {
    const unverified = manifest.commands.filter(({ effect, verify }) => effect !== "read" && !verify);
    expect(unverified.map(({ name }) => name)).to.deep.equal([]);
  });

  it("is destructive where what it does cannot be taken back, or locks somebody out", () => {
    expect(manifest.commands.filter(({ effect }) => effect === "destructive").map(({ name }) => name)).to.have.members([
      "code42-alert-bulk-update",
      "code42-case-delete",
      "code42-user-block",
      "code42-user-deactivate",
      "code42-watchlists-delete",
    ]);
  });
});

// --- internal ---

/** Every path below which something stands, without the places in lists. */
function pathsOf(value: Json, at = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((member) => pathsOf(member, at));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const path = at === "" ? key : `${at}.${key}`;
    return [path, ...pathsOf(member, path)];
  });
}
