import { expect } from "chai";
import { writeFileSync } from "node:fs";
import { InterruptedError } from "../../../src/errors.ts";
import { useLodestar, type Setting } from "../soar.ts";
import { CTRL_C, CTRL_D, sitDown, UP } from "./person.ts";

describe("the prompt", () => {
  const { soar, path, applied } = useLodestar();

  /** `soar run` with somebody at the keyboard. */
  function prompt(words: string[] = [], setting: Setting = {}) {
    const person = sitDown();
    return { ...person, outcome: soar(["run", "--quiet", ...words], { ...setting, keyboard: person.keyboard }) };
  }

  it("runs lines as typed in a War Room, one after the other, and leaves with the last one's exit code", async () => {
    const { type, outcome } = prompt();
    type('lodestar-ticket-get id=2\r\r!lodestar-ticket-get id="${Lodestar.Ticket.ID}"\rexit\r');
    const { code, out, err } = await outcome;
    expect([code, err]).to.deep.equal([0, ""]);
    expect(out).to.match(/^1@playground[^]*Disk 2 is full[^]*2@playground[^]*Disk 2 is full/);
  });

  it("tells what is wrong and goes on", async () => {
    const { type, outcome } = prompt();
    type(`lodestar-ticket-gte id=1\rcontxt\r!lodestar-ticket-get id="1\rlodestar-ticket-get\r${CTRL_D}`);
    const { code, err } = await outcome;
    expect(code).to.equal(2);
    expect(err).to.equal(
      `error: There is no command "lodestar-ticket-gte". Did you mean "lodestar-ticket-get"?
to you: \`help\` lists what there is.
error: There is no command "contxt". Did you mean "context"?
to you: \`help\` lists what there is.
error: Position 27: expected a closing quote.
to you: The quote at position 25 is open.
error: lodestar-ticket-get: Missing arguments: id.
to you: See what the command takes with: soar commands lodestar-ticket-get

`,
    );
  });

  it("asks before a destructive command, and takes only what is typed then for an answer", async () => {
    const { type, sees, outcome } = prompt();
    type("lodestar-ticket-delete id=4\ry");
    await sees(/Do it\? \[y\/N\] $/);
    type("\r");
    await sees(/playground> $/);
    expect(await applied()).to.not.include("DELETE /tickets/4");
    type(`${UP}\r`);
    await sees(/Do it\? \[y\/N\] $/);
    type("y\r");
    await sees(/playground> $/);
    type("exit\r");
    expect((await outcome).code).to.equal(0);
    expect(await applied()).to.include("DELETE /tickets/4");
  });

  it("works in the incident that is named, and back in the playground", async () => {
    expect((await soar(["fetch", "--quiet"])).code).to.equal(0);
    const { type, sees, outcome } = prompt();
    await sees(/playground> $/);
    type("incident 7\t");
    await sees(/incident 7 $/);
    type("\r");
    await sees(/incident 7> $/);
    type("incident 99\rincident\rincident playground\rcontext Lodestar.Ticket(val.ID == 2).State\r");
    type("context set Case.Owner Mara\rcontext Case.Owner\rwar-room\rexit\r");
    const { code, out, err } = await outcome;
    expect(code).to.equal(2);
    expect(err).to.equal("error: There is no incident 99.\nto you: `soar incidents` lists them.\n");
    expect(out).to.match(/^"open"\n"Mara"\n1@playground/);
    const { out: read } = await soar(["context", "Case.Owner"]);
    expect(read).to.equal('"Mara"\n');
  });

  it("explains itself", async () => {
    const { type, outcome } = prompt();
    type("help\rhelp !lodestar-ticket-get\rhelp nothing\rexit\r");
    const { out, err } = await outcome;
    expect(out).to.include("lodestar-ticket-get      Looks up one ticket.");
    expect(out).to.include("\n\nhelp [COMMAND]  list the commands, or explain one\n");
    expect(out).to.include("\nArguments\n  id (required, number)");
    expect(err).to.include("There is no command nothing.");
  });

  it("stops what runs on Ctrl-C, and nothing else", async () => {
    const { type, sees, outcome } = prompt();
    type("lodestar-ticket-wait id=1\r");
    await sees(/> lodestar-ticket-wait id=1/);
    type(CTRL_C);
    await sees(/playground> $/);
    type(CTRL_C);
    type(CTRL_C);
    const { code, err } = await outcome;
    expect(code).to.equal(130);
    expect(err).to.include("error: Interrupted\n");
  });

  it("ends when soar itself is stopped, at the prompt or in a command", async () => {
    for (const typed of ["", "lodestar-ticket-wait id=1\r"]) {
      const stop = new AbortController();
      const { type, sees, outcome } = prompt([], { signal: stop.signal });
      await sees(/playground> $/);
      type(typed);
      if (typed !== "") await sees(/wait id=1\r\n/);
      stop.abort(new InterruptedError("Interrupted", "Run it again."));
      const { code, err } = await outcome;
      expect([code, err.match(/error: Interrupted/g)?.length]).to.deep.equal([130, 1]);
    }
  });

  it("completes commands, arguments and values, and lists them where there are several", async () => {
    const { type, sees, outcome } = prompt();
    await sees(/playground> $/);
    type("lodestar-ticket-l\t");
    await sees(/lodestar-ticket-list $/);
    type("s\t");
    await sees(/state=$/);
    type("o\t");
    await sees(/open $/);
    type("\u0015lodestar-ticket-list \t");
    await sees(/playground> lodestar-ticket-list $/);
    type("\u0015lodestar-ticket-list nothing\t");
    type("\u0015exit\r");
    const { err } = await outcome;
    expect(err).to.equal("\nstate=  Only tickets in this state.\nlimit=  default 100: How many at most.\n");
  });

  it("remembers what was run, here and elsewhere, without the secrets", async () => {
    expect((await soar(["run", "lodestar-ticket-get", "id=3"])).code).to.equal(0);
    const { type, sees, outcome } = prompt();
    await sees(/playground> $/);
    type(UP);
    await sees(/!lodestar-ticket-get id=3$/);
    type("\u0015lodestar-ticket-close id=\t");
    type("\u0015exit\r");
    await outcome;
  });

  it("names the instance where it has a name, and says when nothing will be sent", async () => {
    writeFileSync(path("soar.yml"), "instances: [{ name: lab }]");
    const { sees, type, outcome } = prompt(["--dry-run", "--config", path("soar.yml")]);
    await sees(/^lab playground \(dry run\)> $/);
    type("exit\r");
    expect((await outcome).code).to.equal(0);
  });

  it("lists no more than fits a screen", async () => {
    const many = Object.fromEntries(Array.from({ length: 53 }, (_, at) => [`key${at}`, at]));
    expect((await soar(["context", "set", "Many", JSON.stringify(many)])).code).to.equal(0);
    const { sees, type, outcome } = prompt();
    await sees(/playground> $/);
    type("context Many.\t");
    await sees(/Many\.key$/);
    type("\t");
    type("\u0015exit\r");
    const { err } = await outcome;
    expect(err.trim().split("\n")).to.have.length(51);
    expect(err).to.include("\nMany.key49  49\nand 3 more\n");
  });

  it("greets, unless it is to be quiet", async () => {
    const { keyboard, type } = sitDown();
    type("exit\r");
    const { err } = await soar(["run"], { keyboard });
    expect(err).to.equal("A command with name=value, as in a War Room. TAB completes; help; exit.\n");
  });

  it("is there for a person only: elsewhere a command must be named", async () => {
    const { code, err } = await soar(["run"]);
    expect([code, err]).to.deep.equal([
      2,
      "error: Missing required argument 'command'.\n" +
        "to you: `soar commands` lists them. On a terminal, `soar run` alone, without --json, opens a prompt.\n",
    ]);
    const refused = await soar(["run", "--json"], { keyboard: sitDown().keyboard });
    expect([refused.code, JSON.parse(refused.out)]).to.deep.equal([
      2,
      {
        entries: [],
        context: {},
        error: {
          code: "ARGUMENT",
          who: "analyst",
          message: "Missing required argument 'command'.",
          hint: "`soar commands` lists them. On a terminal, `soar run` alone, without --json, opens a prompt.",
        },
      },
    ]);
  });

  it("takes no time limit for all its commands together", async () => {
    const { code, err } = await soar(["run", "--timeout", "5"], { keyboard: sitDown().keyboard });
    expect([code, err]).to.deep.equal([
      2,
      "error: --timeout is for one command, and the prompt takes many.\n" +
        "to you: Give a command its own at the prompt: execution-timeout=SECONDS.\n",
    ]);
  });
});
