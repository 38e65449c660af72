import { expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { soar } from "../soar.ts";
import { useCopy } from "./integration.ts";

describe("soar lint --since", () => {
  const copy = useCopy();
  const git = (...args: string[]) => {
    const who = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"];
    execFileSync("git", [...who, ...args], { cwd: copy.path(), stdio: "pipe" });
  };
  const commit = (tag: string) => {
    git("add", "integration.yml", "package.json");
    git("commit", "-q", "-m", tag);
    git("tag", tag);
  };
  beforeEach(() => {
    copy.write("package.json", '{\n  "name": "lodestar",\n  "version": "1.2.0"\n}\n');
    git("init", "-q");
    commit("v1.2.0");
  });
  const lint = (...options: string[]) =>
    soar(["lint", copy.path(), "--no-recordings", ...options], { env: { PATH: process.env.PATH } });
  const since = (...options: string[]) => lint("--since", "v1.2.0", ...options);

  it("says that nothing has changed", async () => {
    expect(await since()).to.include({
      code: 0,
      out: "",
      err: "1 file, 0 errors, 0 warnings\nsince v1.2.0: nothing has changed\n",
    });
    const { changes, verdict } = JSON.parse((await since("--json")).out) as { changes: unknown[]; verdict: string };
    expect([changes, verdict]).to.deep.equal([[], "none"]);
    expect(JSON.parse((await lint("--json")).out)).to.have.all.keys("files");
  });

  it("shows what breaks, and what it asks of the version", async () => {
    copy.change("integration.yml", 'defaultValue: "100"', 'defaultValue: "50"');
    copy.change("integration.yml", "predefined: [open, closed]", "predefined: [open]");
    const { code, out, err } = await since();
    expect(code).to.equal(2);
    expect(out).to.equal(
      [
        `${copy.place("integration.yml", "[open]")} warning C106 Argument "state" of "lodestar-ticket-list" no longer offers closed.`,
        "    Keep the choice, or leave the argument open.",
        `${copy.shown("commands/_manifest.gen.ts")}:38:1 error H009 These types are not what the manifest gives.`,
        "    Run `soar lint --fix`, and commit the file.",
        `${copy.shown("package.json")}:3:14 error C001 The version is still 1.2.0; the changes since v1.2.0 are major.`,
        "    Raise it to 2.0.0 at least.",
        `${copy.place(
          "integration.yml",
          `"50"
          type`,
        )} minor C202 The default of argument "limit" of "lodestar-ticket-list" was "100" and is "50" now.`,
        "",
      ].join("\n"),
    );
    expect(err).to.equal("3 files, 2 errors, 1 warning\nsince v1.2.0: 1 major, 1 minor; this is a major change\n");
  });

  it("gives changes and verdict as JSON, and is content with a version raised enough", async () => {
    copy.change("integration.yml", "Lists tickets, newest last.", "Lists the tickets.");
    copy.change(
      "integration.yml",
      "- name: max_fetch",
      "- { name: tenant, display: Tenant, type: 0 }\n  - name: max_fetch",
    );
    copy.change("package.json", "1.2.0", "1.3.0-beta.1");
    const { code, out } = await since("--json", "--fix");
    expect(code).to.equal(0);
    const { files, changes, verdict } = JSON.parse(out) as Record<string, Record<string, unknown>[]>;
    expect(files?.map(({ findings }) => findings)).to.deep.equal([[]]);
    expect(verdict).to.equal("minor");
    const shown = changes?.map(({ path, line, column, ...rest }) => ({ at: [path, line, column].join(":"), ...rest }));
    expect(shown).to.deep.equal([
      {
        at: copy.place("integration.yml", "tenant"),
        level: "minor",
        code: "C201",
        message: 'Parameter "tenant" is new.',
        hint: "Nothing; it is listed for the release notes.",
      },
      {
        at: copy.place("integration.yml", "Lists the tickets."),
        level: "patch",
        code: "C301",
        message: "A description or label has changed.",
        hint: "Nothing.",
      },
    ]);
    copy.change("package.json", "1.3.0-beta.1", "1.2.9");
    const refused = await since("--fix");
    expect(refused.out).to.include("C001 The version was 1.2.0 and is 1.2.9; the changes since v1.2.0 are minor.");
    expect(refused.code).to.equal(2);
  });

  it("asks nothing of a version that is none, or of a folder without one", async () => {
    copy.change("integration.yml", "Lists tickets, newest last.", "Lists the tickets.");
    copy.change("package.json", "1.2.0", "latest");
    expect((await since("--fix")).code).to.equal(0);
    copy.write("package.json", "[]");
    expect((await since()).code).to.equal(0);
    git("rm", "-q", "--cached", "package.json");
    git("commit", "-q", "-m", "none");
    expect((await lint("--since", "HEAD")).code).to.equal(0);
    execFileSync("rm", [copy.path("package.json")]);
    expect((await since()).code).to.equal(0);
  });

  it("says that a manifest is new", async () => {
    git("mv", "integration.yml", "old.yml");
    git("commit", "-q", "-m", "moved");
    git("mv", "old.yml", "integration.yml");
    const { out } = await lint("--since", "HEAD");
    expect(out).to.include("C201 The manifest is new since HEAD.");
  });

  it("compares nothing where the manifest is none now, and refuses one that was none", async () => {
    const text = copy.read("integration.yml");
    copy.write("integration.yml", "- list\n");
    expect((await since()).err).to.include("since v1.2.0: nothing has changed");
    commit("list");
    copy.write("integration.yml", text);
    expect(await lint("--since", "list")).to.include({
      code: 2,
      err: `error: ${copy.shown("integration.yml")} was no manifest at list.\nto you: Name a later revision, at which it was one.\n`,
    });
  });

  it("takes branches and relative names, and nothing that git could take for something else", async () => {
    for (const name of ["main", "HEAD", "HEAD~0", "@", "v1.2.0^{commit}"]) {
      expect((await lint("--since", name)).err, name).to.include(`since ${name}: nothing has changed`);
    }
    for (const name of ["-p", "--output=x", "a..b", "HEAD:integration.yml", "a b", "", "x".repeat(300)]) {
      const { code, err } = await lint(`--since=${name}`);
      expect([code, err.split("\n")[1]], name).to.deep.equal([
        2,
        "to you: Name a commit, tag or branch: v1.2.0, HEAD~1, origin/main.",
      ]);
    }
  });

  it("names an unknown revision, a folder without a repository, and a missing git", async () => {
    const unknown = await lint("--since", "v9.9.9");
    expect(unknown.code).to.equal(2);
    expect(unknown.err).to.include("There is no revision v9.9.9 in ").and.to.include("git fetch --unshallow --tags");
    mkdirSync(copy.path("empty"));
    const missing = await soar(["lint", copy.path(), "--since", "HEAD"], { env: { PATH: copy.path("empty") } });
    expect([missing.code, missing.err]).to.deep.equal([
      2,
      "error: git is not installed.\nto you: Install it, or leave out --since.\n",
    ]);
    execFileSync("rm", ["-rf", copy.path(".git")]);
    const { code, err } = await lint("--since", "HEAD");
    expect(code).to.equal(2);
    expect(err).to.match(/^error: .* is in no git repository that can be read: not a git repository/u);
  });

  it("says what git says of a repository that is broken", async () => {
    const blob = execFileSync("git", ["rev-parse", "HEAD:integration.yml"], {
      cwd: copy.path(),
      encoding: "utf8",
    }).trim();
    execFileSync("rm", ["-f", copy.path(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`)]);
    const { code, err } = await since();
    expect(code).to.equal(2);
    expect(err).to.match(
      /^error: git cannot read .*integration\.yml: .*\nto you: Look at the repository with git fsck/u,
    );
  });

  it("stops with its caller", async () => {
    const signal = AbortSignal.abort(new Error("stopped"));
    expect((await soar(["lint", copy.path(), "--since", "HEAD"], { signal })).err).to.include("stopped");
  });
});
