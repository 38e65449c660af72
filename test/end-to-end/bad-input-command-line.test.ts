import { expect } from "chai";
import { itRefuses, tell, type BadCase, type ToldError } from "./refusals.ts";
import { ask, soar, startSimulator, temporaryFolder, type Exchange, type RunningSimulator } from "./soar.ts";

/** An error of whoever typed the line. */
function argument(message: string, hint: string): { exit: number; error: ToldError } {
  return { exit: 2, error: { code: "ARGUMENT", who: "analyst", message, hint } };
}

const SEE_UPDATE = "See what the command takes with: soar commands code42-alert-update";
const SEE_SEARCH = "See what the command takes with: soar commands code42-file-events-search";
const SEE_ADD = "See what the command takes with: soar commands code42-watchlists-add-user";

const CASES: BadCase[] = [
  {
    it: "names the nearest subcommand",
    args: ["fecth"],
    ...argument("Unknown subcommand 'fecth'.", "Did you mean fetch?"),
  },
  {
    it: "says how a command of the integration is run when `run` was forgotten",
    args: ["code42-alert-get", "id=1"],
    ...argument(
      "Unknown subcommand 'code42-alert-get'.",
      "`soar --help` lists the subcommands. An integration's command is run with `soar run NAME`.",
    ),
  },
  {
    it: "misses the subcommand",
    args: [],
    ...argument("No subcommand was given.", "Name one of those listed by `soar --help`."),
  },
  {
    it: "names the nearest option",
    args: ["--timout", "3", "test"],
    ...argument("Unknown option '--timout'.", "Did you mean --timeout?"),
  },
  {
    it: "says how arguments are written when one is given like an option",
    args: ["run", "code42-alert-get", "--id", "1"],
    ...argument("Unknown option '--id'.", "A command's arguments are written name=value, without dashes."),
  },
  {
    it: "refuses words that a subcommand does not take",
    args: ["test", "default"],
    ...argument(
      "Too many arguments for 'test'. Expected 0 arguments but got 1: default.",
      "`soar test --help` shows how it is used.",
    ),
  },
  {
    it: "misses the command of run",
    args: ["run"],
    ...argument(
      "Missing required argument 'command'.",
      "`soar commands` lists them. On a terminal, `soar run` alone, without --json, opens a prompt.",
    ),
  },
  {
    it: "refuses a timeout that is no number",
    args: ["run", "code42-alert-get", "id=1", "--timeout", "abc"],
    ...argument("--timeout takes a number of seconds, not abc.", "For example --timeout 30."),
  },
  {
    it: "refuses a timeout of no time",
    args: ["test", "--timeout", "0"],
    ...argument("--timeout takes a number of seconds, not 0.", "For example --timeout 30."),
  },
  {
    it: "names the nearest command",
    args: ["run", "code42-alert-gte", "id=1"],
    ...argument(
      'There is no command "code42-alert-gte". Did you mean "code42-alert-get"?',
      "`soar commands` lists what there is.",
    ),
  },
  {
    it: "names the nearest command whose help is asked for",
    args: ["commands", "code42-alert-gett"],
    ...argument("There is no command code42-alert-gett.", "Did you mean code42-alert-get?"),
  },
  {
    it: "names all missing arguments",
    args: ["run", "code42-alert-update"],
    ...argument("code42-alert-update: Missing arguments: id, state.", SEE_UPDATE),
  },
  {
    it: "reports an unknown argument, with the nearest one, together with what is missing",
    args: ["run", "code42-watchlists-add-user", "usernam=a", "watchlist=b", "foo=1"],
    ...argument(
      "code42-watchlists-add-user: Missing arguments: username. " +
        'Unknown argument "usernam". Did you mean "username"? Unknown argument "foo".',
      SEE_ADD,
    ),
  },
  {
    it: "reports a wrong system argument together with the command's own",
    args: ["run", "code42-watchlists-add-user", "username=a", "watchlist=b", "execution-timeout=soon", "usrname=x"],
    ...argument(
      'execution-timeout must be seconds above 0, at most 604800, got "soon". code42-watchlists-add-user: Unknown argument ' +
        '"usrname". Did you mean "username"?',
      `Correct these system arguments, or leave them out. ${SEE_ADD}`,
    ),
  },
  {
    it: "reports every value of a wrong type",
    args: ["run", "code42-file-events-search", "results=abc", "min_risk_score=high", "start_time=someday"],
    ...argument(
      'code42-file-events-search: results must be a whole number, not "abc". ' +
        'min_risk_score must be a whole number, not "high". ' +
        'start_time must be a time such as 2026-01-31T08:00:00Z, "3 days" or an epoch, not "someday".',
      SEE_SEARCH,
    ),
  },
  {
    it: "names the quote that is left open in a line",
    args: ['!code42-alert-get id="abc'],
    ...argument("Position 26: expected a closing quote.", "The quote at position 22 is open."),
  },
  {
    it: "misses the command in a line",
    args: ["!"],
    ...argument(
      "Position 2: expected a command's name.",
      "Begin with the command, such as !command-name argument=value.",
    ),
  },
  {
    it: "refuses an argument that is given twice",
    args: ["run", "code42-alert-get", "id=1", "id=2"],
    ...argument("id is given twice.", 'Give a list as one value: name="a,b".'),
  },
  {
    it: "refuses an argument that is given by name and without",
    args: ["!code42-alert-get id=1 2"],
    ...argument("id is given twice, by name and without.", "Give it once."),
  },
  {
    it: "refuses two values without a name",
    args: ["run", "code42-alert-get", "1", "2"],
    ...argument(
      '"1" and "2" both stand without a name.',
      'Write name=value, and quote a value that holds spaces: name="a value".',
    ),
  },
  {
    it: "refuses an instance that is not configured, with the nearest",
    args: ["run", "code42-alert-get", "id=1", "using=defualt"],
    ...argument(
      'There is no instance "defualt". Did you mean "default"?',
      "Name a configured instance, or leave it out.",
    ),
  },
  {
    it: "refuses an incident that is not there",
    args: ["--incident", "99", "run", "code42-alert-get", "id=1"],
    exit: 2,
    error: {
      code: "NOT_FOUND",
      who: "analyst",
      message: "There is no incident 99.",
      hint: "`soar incidents` lists them.",
    },
  },
  {
    it: "refuses a DT that breaks off, with its place",
    args: ["context", "Code42.SecurityAlert(val.ID =="],
    ...argument(
      'expected an expression and its ")", found "v" at character 22 of "Code42.SecurityAlert(val.ID =="',
      "A DT is a path such as A.B(val.C == 1).[0].D, optionally followed by =JavaScript.",
    ),
  },
  {
    it: "refuses the folder of an integration that is none",
    args: ["--integration", "nowhere", "run", "code42-alert-get", "id=1"],
    ...argument(
      "FOLDER/nowhere holds no integration.yml.",
      "Name the folder of an integration with --integration DIR.",
    ),
  },
  {
    it: "refuses the simulator's options together",
    args: ["simulate", "--prot", "1", "--port", "70000"],
    ...argument(
      "there is no option --prot (did you mean --port?); 1 is no option; " +
        "--port takes a whole number from 0 to 65535, not 70000.",
      "`soar simulate --help` lists the options.",
    ),
  },
];

describe("a command line that is wrong", () => {
  const folder = temporaryFolder();
  let simulator: RunningSimulator;

  before(async () => {
    simulator = await startSimulator(["--rate", "0"]);
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });

  itRefuses(CASES, () => ({ cwd: folder.path, env: simulator.env, names: { FOLDER: folder.path } }));

  it("tells a person what is wrong and who acts, on standard error alone", async () => {
    const wrong = ["run", "code42-alert-update", "id=1", "state=CLOSD_TP"];
    const { code, stdout, stderr } = await soar(wrong, { cwd: folder.path, env: simulator.env });
    expect([code, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.equal(
      "error: code42-alert-update: state must be one of OPEN, OPEN_NEW_DATA, IN_PROGRESS, CLOSED, CLOSED_TP, " +
        'CLOSED_TP_BENIGN, CLOSED_FP, not "CLOSD_TP". Did you mean "CLOSED_TP"?\n' +
        `to you: ${SEE_UPDATE}\n`,
    );
  });

  it("shows the whole help where no subcommand was given", async () => {
    const { code, stdout, stderr } = await soar([], { cwd: folder.path });
    expect([code, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.include("Usage: soar [options] [command]").and.include("run a command: name=value");
    expect(stderr).to.match(/\nerror: No subcommand was given\.\nto you: .*\n$/);
  });

  it("sends nothing for it, and runs what is right", async () => {
    const journal = await ask<Exchange[]>(simulator, "/journal");
    expect(journal).to.deep.equal([]);
    const { exit, error } = await tell(["run", "code42-watchlists-list"], { cwd: folder.path, env: simulator.env });
    expect([exit, error]).to.deep.equal([0, undefined]);
  });
});
