import { expect } from "chai";
import { soar, useLodestar } from "./soar.ts";

describe("soar run", () => {
  const lodestar = useLodestar({ tickets: "30" });

  it("prints each entry under its ID, its instance and its kind, and nothing else", async () => {
    expect(await lodestar.soar(["run", "lodestar-ticket-get", "1"])).to.include({
      code: 0,
      out: [
        "1@playground  default",
        "Results",
        "┌────┬───────┬────────────────┐",
        "│ ID │ State │ Title          │",
        "├────┼───────┼────────────────┤",
        "│ 1  │ open  │ Disk 1 is full │",
        "└────┴───────┴────────────────┘",
        "",
        "",
      ].join("\n"),
      err: "",
    });
    expect((await lodestar.soar(["run", "lodestar-ticket-get", "99"])).out).to.equal(
      "2@playground  default  warning\nThere is no ticket 99.\n\n",
    );
  });

  it("prints entries, context and error as one document with --json", async () => {
    const good = await lodestar.soar(["run", "lodestar-ticket-get", "2", "--json"]);
    const document = JSON.parse(good.out) as { entries: { Metadata: { created: string } }[]; context: unknown };
    const created = document.entries[0]!.Metadata.created;
    expect(created).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(document).to.deep.equal({
      entries: [
        {
          Metadata: { created },
          Type: 1,
          ContentsFormat: "json",
          Contents: { id: 2, title: "Disk 2 is full", state: "open", createdAt: "2026-03-01T11:59:32.000Z" },
          ModuleName: "default",
          Brand: "Lodestar",
          HumanReadable: "### Results\n|ID|State|Title|\n|---|---|---|\n| 2 | open | Disk 2 is full |\n",
          ReadableContentsFormat: "markdown",
          EntryContext: {
            "Lodestar.Ticket(val.ID && val.ID == obj.ID)": { ID: 2, Title: "Disk 2 is full", State: "open" },
          },
          ID: "3@playground",
        },
      ],
      context: { Lodestar: { Ticket: { ID: 2, Title: "Disk 2 is full", State: "open" } } },
    });
    const bad = await lodestar.soar(["run", "lodestar-ticket-gte", "--json"]);
    expect([bad.code, bad.err]).to.deep.equal([2, ""]);
    const { entries, ...rest } = JSON.parse(bad.out) as { entries: { Type: number }[] };
    expect(entries.map(({ Type }) => Type)).to.deep.equal([4]);
    expect(rest).to.deep.equal({
      context: {},
      error: {
        code: "ARGUMENT",
        who: "analyst",
        message: 'There is no command "lodestar-ticket-gte". Did you mean "lodestar-ticket-get"?',
        hint: "`soar commands` lists what there is.",
      },
    });
  });

  it("refuses words that are no arguments, before anything is opened", async () => {
    const errors = async (...words: string[]) => (await lodestar.soar(["run", "lodestar-ticket-get", ...words])).err;
    expect(await errors("1", "2")).to.equal(
      'error: "1" and "2" both stand without a name.\n' +
        'to you: Write name=value, and quote a value that holds spaces: name="a value".\n',
    );
    expect(await errors("id=1", "id=2")).to.equal(
      'error: id is given twice.\nto you: Give a list as one value: name="a,b".\n',
    );
    for (const name of ["__proto__", "constructor", "prototype"]) {
      expect(await errors(`${name}=x`)).to.equal(
        `error: ${name} cannot be the name of an argument.\nto you: \`soar commands NAME\` lists its arguments.\n`,
      );
    }
  });

  it("gives the same document for what fails before anything runs", async () => {
    for (const words of [['!lodestar-ticket-get id="1'], ["lodestar-ticket-list", "--incident", "99"]]) {
      const { code, out } = await lodestar.soar(["run", ...words, "--json"]);
      const { error, ...rest } = JSON.parse(out) as { error: { code: string } };
      expect([code, rest, error.code]).to.deep.equal([
        2,
        { entries: [], context: {} },
        words.length === 1 ? "ARGUMENT" : "NOT_FOUND",
      ]);
    }
  });

  it("keeps an equals sign, a line break and an empty text in a value", async () => {
    const { err } = await lodestar.soar(["run", "lodestar-ticket-get", "id=a=b\nc"]);
    expect(err).to.include('id must be a whole number, not "a=b\\nc".');
    expect((await lodestar.soar(["run", "lodestar-ticket-get", "id="])).err).to.include("id");
  });

  it("tells an error once, on standard error", async () => {
    const { code, out, err } = await lodestar.soar(["run", "lodestar-attachment-get", "99"]);
    expect([code, out]).to.deep.equal([2, ""]);
    expect(err).to.equal("error: Ticket 99 has no attachment.\nto you: `lodestar-ticket-list` shows the tickets.\n");
  });

  describe("of a destructive command", () => {
    const deletion = ["run", "lodestar-ticket-delete", "4"];

    it("asks a person, showing what it would do and where", async () => {
      const refused = await lodestar.soar(deletion, { answer: "n" });
      expect(refused.code).to.equal(2);
      expect(refused.err).to.equal(
        "lodestar-ticket-delete is destructive. On default:\n  !lodestar-ticket-delete 4\n" +
          "error: lodestar-ticket-delete cannot be undone and was not approved.\n" +
          "to you: Run it with --yes when you mean it, or with --dry-run to see what it would send.\n",
      );
      expect(refused.questions).to.deep.equal(["Do it? [y/N] "]);
      expect(await lodestar.applied()).to.deep.equal([]);
      for (const answer of ["", "yep", "no"]) expect((await lodestar.soar(deletion, { answer })).code).to.equal(2);
    });

    it("does it after a yes", async () => {
      expect((await lodestar.soar(deletion, { answer: " Yes " })).code).to.equal(0);
      expect(await lodestar.applied()).to.deep.equal(["DELETE /tickets/4"]);
    });

    it("refuses where nobody sits, without a question", async () => {
      const { code, questions } = await lodestar.soar(["run", "lodestar-ticket-delete", "6"]);
      expect([code, questions]).to.deep.equal([2, []]);
    });

    it("asks nothing with --yes or --dry-run, and a dry run stores nothing", async () => {
      const dry = await lodestar.soar(["run", "lodestar-ticket-delete", "9", "--dry-run"], { answer: "n" });
      expect([dry.code, dry.questions]).to.deep.equal([0, []]);
      expect(dry.err).to.equal(`would send DELETE ${lodestar.simulator().url}/tickets/9\n`);
      const yes = await lodestar.soar(["run", "lodestar-ticket-delete", "9", "--yes"], { answer: "n" });
      expect([yes.code, yes.questions]).to.deep.equal([0, []]);
      const { out } = await lodestar.soar(["war-room", "--json"]);
      expect(out).not.to.include("Dry run");
    });
  });

  it("takes a line as one word, and words after a command's name as they stand", async () => {
    for (const words of [
      ["!lodestar-ticket-get id=1"],
      ["!lodestar-ticket-get", "id=1"],
      ["lodestar-ticket-get", "id=1"],
      ['!lodestar-ticket-get id="1"'],
    ]) {
      expect((await lodestar.soar(["run", ...words])).out).to.include("Disk 1 is full");
    }
    // The shell has taken the quotes: this is one value with a space in it.
    expect((await lodestar.soar(["run", "!lodestar-ticket-get", "id=a b"])).err).to.include('"a b"');
  });

  it("says which integration is in use when its parameters are missing and it has no such command anyway", async () => {
    const outside = ["--store", `sqlite:${lodestar.path("outside.db")}`, "run"];
    const { code, err } = await soar([...outside, "lodestar-ticket-get", "1"]);
    expect([code, err]).to.deep.equal([
      2,
      'error: Code42, the integration in use, has no command "lodestar-ticket-get".\n' +
        "to you: soar works on the integration of the folder it is called in, or of --integration DIR; else on its own.\n",
    ]);
    expect((await soar([...outside, "code42-alert-get", "1"])).err).to.contain("CODE42_CLIENT_ID");
  });
});
