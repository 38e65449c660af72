import { expect } from "chai";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { format } from "prettier";
import { makeDirectory, putRecording } from "./directory.ts";
import { second, soar } from "./soar.ts";

describe("soar docs", () => {
  let folder = "";
  let file = "";
  let shown = "";
  beforeEach(() => {
    folder = makeDirectory();
    file = join(folder, "docs", "commands.md");
    shown = relative(process.cwd(), file);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const docs = (...options: string[]) => soar(["docs", "--integration", folder, ...options]);

  /** The part of the page about one command. */
  const partOf = (page: string, command: string) =>
    page.split("\n### ").find((part) => part.startsWith(`\`${command}\``)) ?? "";

  it("prints the reference from the manifest alone where nothing is recorded", async () => {
    const { code, out, err } = await docs();
    expect([code, err]).to.deep.equal([0, ""]);
    expect(out).to.include("# Acme\n").and.not.include("recorded run").and.not.include("acme-hidden");
    expect(partOf(out, "acme-note")).to.include(
      `Example:\n\n\`\`\`sh\nsoar --integration ${folder} run acme-note kind='a b' text=…\n\`\`\``,
    );
    expect(out).to.include("| `SOAR_URL`");
    expect(out).to.include("| `SOAR_LOGIN_IDENTIFIER`; `SOAR_LOGIN_PASSWORD` |");
    expect(out).to.match(/\| API key\. +\|.*\| `SOAR_KEY_PASSWORD` +\|/);
    expect(await format(out, { parser: "markdown" })).to.equal(out);
  });

  it("leaves alone what somebody has written by hand", async () => {
    const file = join(folder, "README.md");
    writeFileSync(file, "# My own words\n");
    const { code, err } = await docs("--write", file);
    expect(code).to.equal(2);
    expect(err).to.contain("README.md was not written by `soar docs`.\nto you: Nothing was changed.");
    expect(readFileSync(file, "utf8")).to.equal("# My own words\n");
  });

  it("shows the recorded run of each command: its line, what a terminal shows, and what was added to the context", async () => {
    const ids = ["1", "2", "3", "4", "5"];
    putRecording(folder, "users/acme-user-list.json", { command: "acme-user-list", args: { name: "it's me" }, ids });
    const { code, out, err } = await docs();
    expect([code, err]).to.deep.equal([0, ""]);
    expect(out).to.include(
      `Every example is a recorded run: with \`--replay ${folder}/test_data\` its line gives the same again, without a vendor.\n`,
    );
    expect(partOf(out, "acme-user-list")).to.equal(
      [
        "`acme-user-list`",
        "Lists users.",
        "- Effect: read. It changes nothing at the vendor.\n- Requests to the vendor: 1 in the example: `GET /users` (one for each page).",
        "| Argument | What it is  | Value |\n| -------- | ----------- | ----- |\n| `name`   | Only these. | any   |",
        "| Context path   | Type | What it is   |\n| -------------- | ---- | ------------ |\n| `Acme.User.ID` | any  | Of the user. |",
        "Example:",
        `\`\`\`sh\nsoar --integration ${folder} run acme-user-list 'name=it'\\''s me'\n\`\`\``,
        "```text\nUsers\n┌────┐\n│ ID │\n├────┤\n│ 1  │\n├────┤\n│ 2  │\n├────┤\n│ 3  │\n└────┘\n… and 2 more rows\n\nwarning: Be careful.\n```",
        "This run added to the context:",
        '<!-- prettier-ignore -->\n```json\n{\n  "Acme": {\n    "User": [\n      {\n        "ID": "1"\n      }\n    ]\n  }\n}\n```',
        "Lists are cut to their beginning: `Acme.User` (5 in the run).\n",
      ].join("\n\n"),
    );
    expect(await format(out, { parser: "markdown" })).to.equal(out);
  });

  it("takes the first run that succeeds and adds to the context, else the first that succeeds", async () => {
    const command = "acme-user-list";
    putRecording(folder, "acme-user-list.json", { command, args: { name: "a" } });
    putRecording(folder, "acme-user-list-2.json", { command, args: { name: "b" }, ids: [] });
    putRecording(folder, "acme-user-list-3.json", { command, args: { name: "c" }, ids: [] });
    expect(partOf((await docs()).out, command)).to.include("run acme-user-list name=b\n");
    putRecording(folder, "acme-user-list-4.json", { command, args: { name: "d" }, ids: ["1"] });
    putRecording(folder, "acme-user-list-5.json", { command, args: { name: "e" }, ids: ["1"] });
    expect(partOf((await docs()).out, command)).to.include("run acme-user-list name=d\n");
  });

  it("shows files by their names, and says that a run was one in an incident", async () => {
    const incident = { id: "1", name: "A", occurred: "2026-03-01T12:00:00.000Z", rawJSON: "{}", sourceId: "1" };
    putRecording(folder, "acme-note.json", { command: "acme-note", args: { kind: "a b", text: 7 }, incident });
    const part = partOf((await docs()).out, "acme-note");
    expect(part)
      .to.include("- Requests to the vendor: none.\n")
      .and.include("Example, run in an incident (`--incident ID`):");
    expect(part).to.include(
      "run acme-note 'kind=a b' text=7\n```\n\n```text\nfile: a.txt\n5 bytes, SHA-256 " +
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\n" +
        "Write it to this folder: soar files get 1@1\n```\n",
    );
  });

  it("warns of a command of which no recording succeeds", async () => {
    putRecording(folder, "acme-broken.json", { command: "acme-broken" });
    putRecording(folder, "acme-hidden.json", { command: "acme-hidden" });
    const { code, out, err } = await docs();
    expect(code).to.equal(0);
    expect(err).to.match(/^warning: no recording of acme-broken succeeds; .*acme-broken\.json: .*no luck.*\n$/);
    expect(partOf(out, "acme-broken")).to.include("Example:\n\n```sh\n");
    expect((await docs("--quiet")).err).to.equal("");
  });

  it("cuts what is long", async () => {
    writeFileSync(
      join(folder, "commands", "acme-note.js"),
      'export const run = async () => ({ readable: "line\\n".repeat(70) });',
    );
    putRecording(folder, "acme-note.json", { command: "acme-note", args: { kind: "a b", text: "t" } });
    expect(partOf((await docs()).out, "acme-note")).to.include("line\nline\n… and 10 more lines\n```\n");
  });

  it("writes the file, and only when that changes it", async () => {
    expect(await docs("--write", file)).to.include({ code: 0, out: "", err: `wrote ${shown}\n` });
    expect(readFileSync(file, "utf8")).to.equal((await docs()).out);
    expect(await docs("--write", file)).to.include({ code: 0, out: "", err: `${shown} is as it should be\n` });
    expect(await docs("--write", file, "--quiet")).to.include({ code: 0, out: "", err: "" });
  });

  it("passes a check of what it has written without a word", async () => {
    await docs("--write", file);
    expect(await docs("--check", file)).to.include({ code: 0, out: "", err: "" });
    expect(existsSync(file)).to.equal(true);
  });

  it("fails a check of a stale or missing file, with the place and the remedy, and leaves it alone", async () => {
    const remedy = `to you: Write it with \`soar --integration ${folder} docs --write ${file}\` and commit it.\n`;
    const missing = await docs("--check", file);
    expect(missing).to.include({ code: 2, out: "", err: `error: ${shown} does not exist.\n${remedy}` });
    expect(existsSync(file)).to.equal(false);
    await docs("--write", file);
    const fresh = readFileSync(file, "utf8");
    for (const [text, line] of [
      [fresh.replace("Made up.", "Real."), 5],
      [`${fresh}more\n`, fresh.split("\n").length],
    ] as const) {
      writeFileSync(file, text);
      const stale = await docs("--check", file);
      const fault = `${shown} differs from what its manifest and its runs give, from line ${line} on.`;
      expect(stale).to.include({
        code: 2,
        out: "",
        err: `error: ${fault}\n${remedy.replace("Write it", "Write it again")}`,
      });
      expect(readFileSync(file, "utf8")).to.equal(text);
    }
  });

  it("gives one JSON document with --json", async () => {
    const printed = await docs("--json");
    expect(JSON.parse(printed.out)).to.deep.equal({ markdown: (await docs()).out });
    const written = await docs("--json", "--write", file);
    expect([written.out, written.err]).to.deep.equal([`${JSON.stringify({ path: shown, changed: true })}\n`, ""]);
    expect((await docs("--json", "--write", file)).out).to.equal(
      `${JSON.stringify({ path: shown, changed: false })}\n`,
    );
    expect((await docs("--json", "--check", file)).out).to.equal(
      `${JSON.stringify({ path: shown, changed: false })}\n`,
    );
    writeFileSync(file, "");
    const stale = await docs("--json", "--check", file);
    expect(stale.code).to.equal(2);
    expect(JSON.parse(stale.out)).to.have.nested.property("error.code");
  });

  it("does not write and check at once", async () => {
    const { code, err } = await docs("--check", file, "--write", file);
    expect([code, err]).to.deep.equal([
      2,
      "error: Option '--write <file>' cannot be used with option '--check <file>'.\nto you: `soar docs --help` shows how it is used.\n",
    ]);
  });

  it("names every file that is no recording", async () => {
    putRecording(folder, "acme-note.json", { command: "" });
    const { code, err } = await docs();
    expect(code).to.equal(2);
    expect(err).to.include("acme-note.json: command must be a text");
  });

  it("takes runs from the simulator, the same every time", async () => {
    const run = () => soar(["docs", "--integration", second, "--simulator"]);
    const { code, out, err } = await run();
    expect([code, err]).to.deep.equal([0, ""]);
    expect(out).to.include(
      "run against the vendor's simulator, which `soar --integration " +
        `${second} simulate --seed 1 --clock 2026-01-06T00:00:00.000Z\` starts.`,
    );
    expect(partOf(out, "lodestar-ticket-list"))
      .to.include("Example:\n\n```sh\nsoar --integration ")
      .and.include("Disk 5 is full");
    expect(out).not.to.match(/127\.0\.0\.1:\d/);
    expect((await run()).out).to.equal(out);
    const stale = await soar(["docs", "--integration", second, "--simulator", "--check", file]);
    expect(stale.err).to.include(`docs --simulator --write ${file}\``);
  });

  it("says that there is no simulator, and what to do", async () => {
    const { code, err } = await docs("--simulator");
    expect([code, err]).to.deep.equal([
      2,
      "error: Acme brings no simulator.\nto you: Leave --simulator out, or name its module in the manifest: x-soar: { simulator: MODULE }.\n",
    ]);
  });
});
