import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { soar, useLodestar } from "./soar.ts";

describe("soar's command line", () => {
  it("names what was meant", async () => {
    expect(await soar(["fetchh"])).to.include({
      code: 2,
      out: "",
      err: "error: Unknown subcommand 'fetchh'.\nto you: Did you mean fetch?\n",
    });
    expect((await soar(["commands", "--jsn"])).err).to.equal(
      "error: Unknown option '--jsn'.\nto you: Did you mean --json?\n",
    );
  });

  it("says where an unknown subcommand may have been meant for an integration's", async () => {
    expect((await soar(["acme-user-get"])).err).to.equal(
      "error: Unknown subcommand 'acme-user-get'.\n" +
        "to you: `soar --help` lists the subcommands. An integration's command is run with `soar run NAME`.\n",
    );
  });

  it("points at the usage of the subcommand, or of soar", async () => {
    expect((await soar(["files"])).err).to.equal(
      "error: Missing required argument 'action'.\nto you: `soar files --help` shows how it is used.\n",
    );
    expect((await soar(["commands", "a", "b"])).err).to.equal(
      "error: Too many arguments for 'commands'. Expected 1 argument but got 2: a, b.\n" +
        "to you: `soar commands --help` shows how it is used.\n",
    );
    expect((await soar(["--bogus"])).err).to.equal(
      "error: Unknown option '--bogus'.\nto you: `soar --help` lists the subcommands and options.\n",
    );
    expect((await soar(["run", "acme-get", "--id", "3"])).err).to.equal(
      "error: Unknown option '--id'.\nto you: A command's arguments are written name=value, without dashes.\n",
    );
  });

  it("names the nearest of a subcommand's own subcommands, and points at their usage", async () => {
    expect((await soar(["collect", "healt"])).err).to.equal(
      'error: `soar collect` has no subcommand "healt". Did you mean "heal"?\n' +
        "to you: It has status, stop, heal: `soar collect --help` explains them.\n",
    );
    expect((await soar(["incidents", "clsoe", "2"])).err).to.match(/no subcommand "clsoe". Did you mean "close"\?\n/u);
    expect((await soar(["incidents", "assign", "2"])).err).to.equal(
      "error: Missing required argument 'owner'.\nto you: `soar incidents assign --help` shows how it is used.\n",
    );
  });

  it("takes into account what may have been meant where an id, an expression or a choice can stand", async () => {
    const folder = mkdtempSync(join(tmpdir(), "soar-meant-"));
    const store = ["--store", `sqlite:${join(folder, "soar.db")}`];
    const firstLine = async (words: string[]) => (await soar([...words, ...store])).err.split("\n")[0];
    try {
      for (const [words, said] of [
        [["incidents", "sinc"], 'error: There is no incident sinc. Did you mean "sync"?'],
        [["incidents", "77"], "error: There is no incident 77."],
        [["context", "claer"], 'That gives nothing in this context. Did you mean "clear"?'],
        [["context", "ste", "Case.Owner", "me"], 'error: 3 expressions were given. Did you mean "set"?'],
        [["files", "gte", "3@1"], 'error: `soar files` has no subcommand "gte". Did you mean "get"?'],
        [
          ["complete", "bsah"],
          "error: Command-argument value 'bsah' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish. " +
            'Did you mean "bash"?',
        ],
      ] as const) {
        expect(await firstLine([...words])).to.equal(said);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("shows what a subcommand has, where one of its own was to be named", async () => {
    const { code, err } = await soar(["new"]);

    expect(code).to.equal(2);
    expect(err).to.match(/^Usage: soar new /);
    expect(err).to.match(
      /error: No subcommand was given\.\nto you: Name one of those listed by `soar new --help`\.\n$/,
    );
  });

  it("tells usage errors as one JSON document with --json, wherever that stands", async () => {
    for (const words of [
      ["--json", "fetchh"],
      ["fetchh", "--json"],
    ]) {
      const { code, out, err } = await soar(words);
      expect([code, JSON.parse(out), err]).to.deep.equal([
        2,
        {
          error: {
            code: "ARGUMENT",
            who: "analyst",
            message: "Unknown subcommand 'fetchh'.",
            hint: "Did you mean fetch?",
          },
        },
        "",
      ]);
    }
  });

  it("shows the help on standard output when asked, else on standard error", async () => {
    const asked = await soar(["--help"]);
    expect([asked.code, asked.err]).to.deep.equal([0, ""]);
    expect(asked.out).to.match(/^Usage: soar \[options\] \[command\]\n/);
    const bare = await soar([]);
    expect([bare.code, bare.out]).to.deep.equal([2, ""]);
    expect(bare.err).to.match(/^Usage: soar /);
    expect(bare.err).to.match(
      /error: No subcommand was given\.\nto you: Name one of those listed by `soar --help`\.\n$/,
    );
  });

  it("fits the help to the terminal", async () => {
    for (const columns of [80, 200]) {
      for (const words of [["--help"], ["run", "--help"], ["help", "context"]]) {
        const { out } = await soar(words, { columns });
        expect(Math.max(...out.split("\n").map((line) => line.length))).to.be.at.most(columns);
      }
    }
  });

  it("gives its version", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    expect(await soar(["--version"])).to.include({ code: 0, out: `${version}\n`, err: "" });
  });

  it("refuses a --timeout that is no time", async () => {
    for (const seconds of ["abc", "0", "-1", "1e9"]) {
      const { code, err } = await soar([`--timeout=${seconds}`, "commands"]);
      expect([code, err]).to.deep.equal([
        2,
        `error: --timeout takes a number of seconds, not ${seconds}.\nto you: For example --timeout 30.\n`,
      ]);
    }
  });

  describe("with something to run", () => {
    const lodestar = useLodestar();

    it("stops what takes longer than --timeout", async () => {
      const { code, err } = await lodestar.soar(["--timeout", "0.3", "run", "lodestar-ticket-wait", "1"]);
      expect(code).to.equal(3);
      expect(err).to.equal("error: Not done within 0.3 s.\nto you: Give it more time with --timeout SECONDS.\n");
    });

    it("takes a line as typed in a War Room, with or without run, wherever options stand", async () => {
      for (const words of [
        ["run", "!lodestar-ticket-get id=2"],
        ["!lodestar-ticket-get 2"],
        ["!lodestar-ticket-get", "2"],
      ]) {
        const { code, out } = await lodestar.soar(["--json", ...words]);
        expect(code).to.equal(0);
        expect(out).to.include('"Disk 2 is full"');
      }
    });

    it("shows the causes of an error with --verbose only", async () => {
      const words = ["run", "lodestar-attachment-get", "99"];
      expect((await lodestar.soar(words)).err).to.equal(
        "error: Ticket 99 has no attachment.\nto you: `lodestar-ticket-list` shows the tickets.\n",
      );
      const { err } = await lodestar.soar([...words, "--verbose"]);
      expect(err).to.include("NotFoundError: Ticket 99 has no attachment.\n    at ");
      expect(err).to.include("\ncaused by ApiError: ");
      expect(err).to.match(/^\{"level":20,/m);
      expect(err).not.to.include(lodestar.simulator().clientSecret);
    });
  });
});
