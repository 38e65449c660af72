import { expect } from "chai";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { second, soar } from "./soar.ts";

const NOTE =
  "The integration declares its commands, arguments and outputs and carries no code that Cortex XSOAR could run: the " +
  "handlers are TypeScript for soarkit. In XSOAR every command of Lodestar Tickets fails and says so; run them with " +
  "`soar run`.";

describe("soar export", () => {
  let folder: string;
  const shown = (name: string) => relative(process.cwd(), join(folder, name));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-export-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("writes a pack and says what is in it, and what is not", async () => {
    const { code, out, err } = await soar(["--integration", second, "export", "--output", join(folder, "p")]);
    expect(code).to.equal(0);
    expect(out).to.equal(
      [
        `${shown("p")}: pack Lodestar 1.0.0`,
        "  .pack-ignore",
        "  .secrets-ignore",
        "  Integrations/       Lodestar/Lodestar.yml",
        "  README.md",
        "  ReleaseNotes/       1_0_0.md",
        "  pack_metadata.json",
        "",
      ].join("\n"),
    );
    expect(err).to.equal(`note: ${NOTE}\n6 files written.\n`);
    const again = await soar(["--integration", second, "export", "-o", join(folder, "p")]);
    expect(again.err).to.equal(`note: ${NOTE}\nEverything is as it was.\n`);
    const quiet = await soar(["--integration", second, "export", "-o", join(folder, "p"), "--quiet"]);
    expect([quiet.out, quiet.err]).to.deep.equal([out, ""]);
  });

  it("gives one JSON document with --json", async () => {
    const { out, err } = await soar(["--integration", second, "export", "-o", join(folder, "p"), "--json"]);
    const files = [
      ".pack-ignore",
      ".secrets-ignore",
      "Integrations/Lodestar/Lodestar.yml",
      "README.md",
      "ReleaseNotes/1_0_0.md",
      "pack_metadata.json",
    ];
    expect(err).to.equal("");
    expect(JSON.parse(out)).to.deep.equal({
      folder: shown("p"),
      name: "Lodestar",
      version: "1.0.0",
      files,
      written: files,
      removed: [],
      notes: [NOTE],
    });
  });

  it("takes version and author from package.json, and playbooks without their tests", async () => {
    const own = join(folder, "own");
    mkdirSync(join(own, "playbooks"), { recursive: true });
    cpSync(join(second, "integration.yml"), join(own, "integration.yml"));
    writeFileSync(join(own, "playbooks/Contain host.yml"), "id: C\nname: Contain\nstarttaskid: '0'\ntasks: {}\n");
    writeFileSync(join(own, "playbooks/contain.test.yml"), "playbook: Contain\n");
    writeFileSync(join(own, "playbooks/notes.txt"), "");
    writeFileSync(join(own, "package.json"), '{ "version": "2.1.0", "author": { "name": "Acme" } }');
    const { code, out } = await soar(["--integration", own, "export", "-o", join(folder, "p")]);
    expect(code).to.equal(0);
    expect(out).to.include("pack Lodestar 2.1.0\n");
    expect(out).to.include("\n  Playbooks/          playbook-Contain_host.yml\n");
    const metadata = JSON.parse(readFileSync(join(folder, "p/pack_metadata.json"), "utf8")) as object;
    expect(metadata).to.include({ currentVersion: "2.1.0", author: "Acme" });
    writeFileSync(join(own, "package.json"), '{ "author": "Bo" }');
    rmSync(join(own, "playbooks"), { recursive: true });
    const next = await soar(["--integration", own, "export", "-o", join(folder, "p")]);
    expect(next.err).to.include("3 files written, 2 files removed.\n");
    writeFileSync(join(own, "package.json"), "[]");
    expect((await soar(["--integration", own, "export", "-o", join(folder, "q")])).out).to.include("Lodestar 1.0.0\n");
  });

  it("refuses what cannot be exported, saying what to do", async () => {
    const own = join(folder, "own");
    mkdirSync(join(own, "playbooks"), { recursive: true });
    cpSync(join(second, "integration.yml"), join(own, "integration.yml"));
    writeFileSync(join(own, "package.json"), "{");
    const torn = await soar(["--integration", own, "export", "-o", join(folder, "p")]);
    expect([torn.code, torn.err.split("\n")[0]]).to.deep.equal([2, `error: ${join(own, "package.json")} is no JSON.`]);
    rmSync(join(own, "package.json"));
    writeFileSync(join(own, "playbooks/a.yml"), 'a: "');
    const broken = await soar(["--integration", own, "export", "-o", join(folder, "p")]);
    expect([broken.code, broken.err.split("\n")[0]]).to.match(
      /^2,error: playbooks\/a\.yml: This is no YAML, at 1:\d+: /,
    );
    const foreign = await soar(["--integration", second, "export", "-o", own]);
    expect([foreign.code, foreign.err.split("\n")]).to.deep.equal([
      2,
      [
        `error: ${own} is there and was not written by \`soar export\`.`,
        "to you: Nothing was written. Name another folder with --output, or move that one away.",
        "",
      ],
    ]);
  });

  it("writes to Packs/NAME below the current folder where none is named", async () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      const { out } = await soar(["--integration", second, "export"]);
      expect(out.split("\n")[0]).to.equal("Packs/Lodestar: pack Lodestar 1.0.0");
    } finally {
      process.chdir(before);
    }
  });
});
