import { expect } from "chai";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { second, soar } from "./soar.ts";

describe("soar new command", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-new-"));
    for (const name of ["integration.yml", "commands"])
      cpSync(join(second, name), join(folder, name), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const create = (...words: string[]) => soar(["--integration", folder, "new", "command", ...words]);
  const shown = (file: string) => relative(process.cwd(), join(folder, file));

  it("adds it to the manifest and its types, and begins handler and test", async () => {
    const { code, out, err } = await create("lodestar-note-close", "--effect", "write");
    expect([code, err]).to.deep.equal([0, ""]);
    expect(out).to.equal(
      [
        `wrote    ${shown("commands/lodestar-note-close.ts")}`,
        `wrote    ${shown("test/commands/lodestar-note-close.test.ts")}`,
        `changed  ${shown("integration.yml")}`,
        `changed  ${shown("commands/_manifest.gen.ts")}`,
        "",
        `Next: say in ${shown("integration.yml")} what lodestar-note-close takes and gives, then \`soar types --write\`.`,
        "",
      ].join("\n"),
    );
    expect((await soar(["lint", folder])).out).to.equal("");
    const ran = await soar(["--integration", folder, "run", "lodestar-note-close", "7", "--json"], {
      env: { LODESTAR_URL: "http://127.0.0.1:1", LODESTAR_API_KEY: "lodestar-key", HOME: folder },
    });
    expect(ran.code).to.equal(0);
    expect(JSON.parse(ran.out)).to.have.nested.property("context.Lodestar.Note.ID", "7");
    expect(ran.out).to.include("asks nobody yet");
  });

  it("warns of an unusual name, and is quiet when asked to be", async () => {
    expect((await create("note-get")).err).to.equal(
      "warning: The other commands begin with lodestar-: would lodestar-note-get be a better name?\n",
    );
    expect(await create("note-list", "--quiet")).to.include({ out: "", err: "" });
  });

  it("gives one JSON document with --json", async () => {
    const { out } = await create("lodestar-note-get", "--json");
    expect(JSON.parse(out)).to.deep.equal({
      folder,
      files: [
        "commands/lodestar-note-get.ts",
        "test/commands/lodestar-note-get.test.ts",
        "integration.yml",
        "commands/_manifest.gen.ts",
      ],
    });
  });

  it("changes nothing when name, effect or folder is wrong, or a file is in the way", async () => {
    const before = readFileSync(join(folder, "integration.yml"), "utf8");
    expect((await create("lodestar-ticket-get")).err).to.include("lodestar-ticket-get is a command already.");
    expect((await create("lodestar-note-get", "--effect", "wrote")).err).to.include('Did you mean "write"?');
    writeFileSync(join(folder, "commands", "lodestar-note-get.ts"), "");
    const inTheWay = await create("lodestar-note-get");
    expect([inTheWay.code, inTheWay.err]).to.deep.equal([
      2,
      "error: commands/lodestar-note-get.ts is there already.\nto you: Move it away, or choose another name.\n",
    ]);
    expect(readFileSync(join(folder, "integration.yml"), "utf8")).to.equal(before);
    expect(existsSync(join(folder, "test"))).to.equal(false);
    const elsewhere = await soar(["--integration", join(folder, "commands"), "new", "command", "x"]);
    expect(elsewhere.err).to.include("holds no integration.yml");
  });
});
