import { expect } from "chai";
import { Argument, Command, Option } from "commander";
import { completeWord } from "../../../src/cli/complete/complete-words.ts";
import { shapeOf } from "../../../src/cli/complete/program-shape.ts";
import { readTyped } from "../../../src/cli/complete/typed-words.ts";
import { values, worldOf } from "./world.ts";

const program = new Command("soar")
  .option("--integration <dir>", "folder of the integration")
  .option("--config <file>", "instances")
  .option("--instance <name>", "one instance")
  .option("--incident <id>", "one incident")
  .option("--store <url>", "the store")
  .option("-q, --quiet", "say little")
  .addOption(new Option("--secret").hideHelp());
program.command("run [command] [arguments...]").option("--yes", "do not ask");
program.command("commands [name]");
const incidents = program.command("incidents [id]");
incidents.command("close <ids...>").option("--reason <reason>", "why");
incidents.command("note <id> <text...>");
const collect = program.command("collect").option("--stream <name>", "which").option("--sink <sink>", "where to");
collect.command("stop <name>");
program.command("prove").addArgument(new Argument("<what>").choices(["fetch", "collect"]).argParser((word) => word));
program.command("context [action] [arguments...]");
program.command("files <action> <entry>").option("-o, --output <path>", "there");
program.command("simulate").helpOption(false);
program.command("lint [paths...]").addOption(new Option("--format <form>", "how").choices(["text", "sarif"]));
program.command("complete").addArgument(new Argument("<shell>").choices(["bash", "zsh"]));
const create = program.command("new").description("begin something");
create.command("integration <name>").description("a whole one").option("--lead <name...>", "who");
create.command("command <name>").description("a part");
const shape = shapeOf(program);

async function completed(line: string) {
  const words = line.split(" ");
  return completeWord(readTyped(shape, words.slice(1, -1)), words.at(-1) ?? "", worldOf());
}

async function candidates(line: string): Promise<string[]> {
  return values((await completed(line)).candidates);
}

describe("the words of a soar line", () => {
  it("begin with a subcommand", async () => {
    expect(await candidates("soar co")).to.deep.equal(["commands", "collect", "context", "complete"]);
    expect(await candidates("soar --quiet --store sqlite:x ne")).to.deep.equal(["new"]);
    expect(await candidates("soar unknown ")).to.deep.equal([]);
  });

  it("go down to the subcommands of a subcommand, with what they are for", async () => {
    const { candidates: found } = await completed("soar new ");
    expect(found).to.deep.equal([
      { value: "integration", description: "a whole one" },
      { value: "command", description: "a part" },
    ]);
    expect(await candidates("soar new integration ")).to.deep.equal([]);
  });

  it("offer options, the subcommand's own first, each once", async () => {
    const globals = ["--integration", "--config", "--instance", "--incident", "--store", "--quiet"];
    expect(await candidates("soar run --")).to.deep.equal(["--yes", "--help", ...globals]);
    expect(await candidates("soar run --yes -q --store x --in")).to.deep.equal([
      "--integration",
      "--instance",
      "--incident",
    ]);
    expect(await candidates("soar run --yes --y")).to.deep.equal([]);
    expect(await candidates("soar new integration --lead a --l")).to.deep.equal(["--lead"]);
    expect(await candidates("soar run -- --")).to.deep.equal([]);
  });

  it("offer the values of an option", async () => {
    expect(await candidates("soar --instance n")).to.deep.equal(["north"]);
    expect((await completed("soar --incident=1")).candidates).to.deep.equal([
      { value: "--incident=12", label: "12", description: "Fire on the hill" },
    ]);
    expect(await candidates("soar lint --format ")).to.deep.equal(["text", "sarif"]);
    expect(await candidates("soar --unknown=")).to.deep.equal([]);
    expect((await completed("soar collect --stream s")).candidates).to.deep.equal([
      { value: "signals", label: "signals", description: "what was seen" },
    ]);
    expect(await completed("soar collect --sink s")).to.deep.equal({
      candidates: [{ value: "siem", label: "siem", description: "splunk" }],
      files: { kind: "files", prefix: "" },
    });
    expect(await candidates("soar incidents close 7 --reason ")).to.deep.equal(["Burnt out", "False alarm"]);
  });

  it("leave to the shell what is on the disk", async () => {
    expect(await completed("soar --integration x")).to.deep.equal({
      candidates: [],
      files: { kind: "folders", prefix: "" },
    });
    expect(await completed("soar --config=x")).to.deep.equal({
      candidates: [],
      files: { kind: "files", prefix: "--config=" },
    });
    expect((await completed("soar files -o x")).files).to.deep.equal({ kind: "files", prefix: "" });
    expect((await completed("soar lint a b")).files).to.deep.equal({ kind: "files", prefix: "" });
    expect((await completed("soar --store sqlite:a")).files).to.deep.equal({ kind: "files", prefix: "sqlite:" });
    expect(await completed("soar --store s")).to.deep.equal({
      candidates: [{ value: "sqlite:", label: "sqlite:", open: true }],
    });
  });

  it("offer a command to run, then its arguments and their values", async () => {
    expect(await candidates("soar run beacon-l")).to.deep.equal(["beacon-light", "beacon-list"]);
    expect(await candidates("soar run !light colour=red id=4 n")).to.deep.equal(["note="]);
    expect(await candidates("soar --quiet run light --yes colour=g")).to.deep.equal(["colour=green", "colour=grey"]);
    expect(await candidates("soar run light note=")).to.deep.equal(['note=wind from the "west"']);
    expect(await candidates("soar run unknown ")).to.deep.equal([]);
  });

  it("offer a whole War Room line in one word, with or without saying run", async () => {
    expect(await completed("soar !beacon-li")).to.deep.equal({
      candidates: [
        { value: "!beacon-light ", label: "beacon-light", description: "Lights a beacon." },
        { value: "!beacon-list ", label: "beacon-list", description: "Lists the beacons." },
      ],
      isLine: true,
    });
    const line = async (text: string) => {
      const typed = readTyped(shape, ["run", "--yes"]);
      return values((await completeWord(typed, text, worldOf())).candidates);
    };
    expect(await line("!light id=4 col")).to.deep.equal(["!light id=4 colour="]);
    expect(await line("!beacon-dou")).to.deep.equal(["!beacon-douse id="]);
    expect(await line("!beacon-lis")).to.deep.equal(["!beacon-list "]);
    expect(await candidates("soar !light id")).to.deep.equal(["id="]);
  });

  it("name what the other subcommands take", async () => {
    expect(await candidates("soar commands beacon-lig")).to.deep.equal(["beacon-light"]);
    expect(await candidates("soar incidents 7")).to.deep.equal(["7"]);
    expect(await candidates("soar incidents 7 1")).to.deep.equal([]);
    expect(await candidates("soar incidents ")).to.deep.equal(["close", "note", "12", "7"]);
    expect(await candidates("soar incidents close 7 ")).to.deep.equal(["12", "7"]);
    expect(await candidates("soar incidents note 1")).to.deep.equal(["12"]);
    expect(await candidates("soar incidents note 12 ")).to.deep.equal([]);
    expect(await candidates("soar collect stop n")).to.deep.equal(["north"]);
    expect(await candidates("soar prove f")).to.deep.equal(["fetch"]);
    expect(await candidates("soar context ")).to.deep.equal([
      "set",
      "clear",
      "Beacon.ID",
      "Beacon.Colour",
      "File.Name",
    ]);
    expect(await candidates("soar context set Beacon.")).to.deep.equal(["Beacon.ID", "Beacon.Colour"]);
    expect(await candidates("soar context set File.Name ")).to.deep.equal([]);
    expect(await candidates("soar files ")).to.deep.equal(["get"]);
    expect(await candidates("soar files get ")).to.deep.equal(["3@playground"]);
    expect(await candidates("soar simulate --b")).to.deep.equal(["--beacons"]);
    expect(await candidates("soar complete ")).to.deep.equal(["bash", "zsh"]);
    expect(await candidates("soar new command a b")).to.deep.equal([]);
  });
});
