import { Argument, Command, Option } from "commander";
import { addCollect } from "./collect/subcommands.ts";
import type { FetchOptions } from "./fetch-range.ts";
import { HOW_TO_SWITCH_ON, SHELLS } from "./complete/shells.ts";
import { HOW_THE_DOCTOR_LOOKS } from "./doctor-help.ts";
import { addIncidentCommands } from "./incident-commands.ts";
import type { DocsOptions } from "./docs.ts";
import { ArgumentError } from "../errors.ts";
import type { CliIo, Globals } from "./globals.ts";
import type { LintOptions } from "./lint.ts";
import type { ProveFlags } from "./prove.ts";
import type { MappingFiles } from "../engine/load-mapping.ts";
import type { FromOptions } from "./new-from.ts";
import { addTapeOptions } from "./tape.ts";

/** Declares what `soar` can do. The module of a subcommand is loaded only when it runs. */
export function addSubcommands(program: Command, io: CliIo, done: (exitCode: number) => void): void {
  const add = (usage: string, description: string, run: (command: Command, args: string[]) => Promise<number>) =>
    program
      .command(usage)
      .description(description)
      .action(async (...received: unknown[]) => {
        const command = received.at(-1);
        if (command instanceof Command) done(await run(command, command.args));
      });
  const globals = (command: Command) => command.optsWithGlobals<Globals>();

  addTapeOptions(
    add(
      "run [command] [arguments...]",
      "run a command: name=value …, or '!command name=\"a value\"'; alone, a prompt for many",
      async (command, args) => {
        const { keyboard } = io.terminal;
        const options = globals(command);
        return args.length === 0 && keyboard !== undefined && !options.json
          ? (await import("./prompt/prompt.ts")).prompt(keyboard, options, io)
          : (await import("./run.ts")).run(args, options, io);
      },
    )
      .option("--yes", "do it without asking, even if it is destructive")
      .option("--dry-run", "print what would be sent and send no write"),
  );
  add("commands [name]", "list the commands, or explain one", async (command, args) =>
    (await import("./commands.ts")).commands(args[0], globals(command), io),
  );
  addTapeOptions(
    add("test", "check the connection of each instance", async (command) =>
      (await import("./test.ts")).test(globals(command), io),
    ),
  );
  addTapeOptions(
    add("fetch", "fetch incidents, once or again and again", async (command) => {
      const options = command.opts<FetchOptions & MappingFiles & { watch?: boolean; estimate?: boolean }>();
      if (options.watch) return (await import("./watch-fetch.ts")).watchFetch(options, globals(command), io);
      return options.estimate
        ? (await import("./fetch-estimate.ts")).fetchEstimate(options, globals(command), io)
        : (await import("./fetch.ts")).fetch(globals(command), io, options);
    })
      .addOption(
        new Option(
          "--watch",
          "by the instances' schedules, until it is stopped; with --json a document per run",
        ).conflicts(["record", "replay", "estimate", "from", "to"]),
      )
      .option("--estimate", "say what it would cost in requests and minutes, and fetch nothing")
      .option("--from <time>", "read again, whole, what began from then on, such as '30 days ago' (with --to)")
      .option("--to <time>", "until just before then, such as now or 2026-01-31T00:00:00Z")
      .option("--mapper <file>", "fill the incidents' fields by this XSOAR mapper (JSON) instead of the integration's")
      .option("--classifier <file>", "give them their types by this XSOAR classifier (JSON)"),
  );
  addCollect(program, io, done);
  addIncidentCommands(
    add("incidents [id]", "list the incidents, or show one; close, assign or note one", async (command, args) =>
      (await import("./incidents.ts")).incidents(args[0], globals(command), io, namesOf(command)),
    ),
    io,
    done,
  );
  add("war-room", "print the entries of an investigation", async (command) =>
    (await import("./war-room.ts")).warRoom(globals(command), io),
  );
  add(
    "context [action] [arguments...]",
    "print the context, or what a DT expression gives; set PATH VALUE; clear",
    async (command, args) => (await import("./context.ts")).context(args, globals(command), io),
  );
  add("files <action> <entry>", "files get ENTRY: write a War Room file to the current folder", async (command, args) =>
    (await import("./files.ts")).files(args, command.opts(), globals(command), io),
  ).option("-o, --output <path>", "write it there; - for standard output");
  add(
    "prove",
    "kill fetch or collect again and again against the simulator, and count what is lost or doubled",
    async (command, args) =>
      (await import("./prove.ts")).prove(args[0] ?? "", command.opts<ProveFlags>(), globals(command), io),
  )
    // Refused where it runs, with all else that is wrong.
    .addArgument(new Argument("<what>").choices(["fetch", "collect"]).argParser((word: string) => word))
    .option("--crashes <n>", "how many times it is killed", "100")
    .option("--seed <n>", "what is drawn follows from it (default: a random one, which is printed)")
    .option("--stream <name>", "only this stream of the collector; may be given several times (default: all)", listed);
  add("simulate", "start the vendor simulator; simulate --help lists its options", async (command, args) =>
    (await import("./simulate.ts")).simulate(args, globals(command), io),
  )
    // Its options are the simulator's, which only its module knows.
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments();
  add("lint [paths...]", "check manifests, and the code and recordings beside them", async (command, args) =>
    (await import("./lint.ts")).lint(args, command.opts<LintOptions>(), globals(command), io),
  )
    .option("--fix", "write stale generated types anew")
    .option("--no-recordings", "replay no recordings: run nothing of the integration")
    .option("--since <revision>", "tell what has changed since a git revision, and what that asks of the version")
    .option("--sarif <file>", "also write the findings there as SARIF 2.1.0, for code hosts")
    .option("--junit <file>", "also write them there as JUnit XML, for build servers");
  add("types", "print the types that the manifest gives its handlers", async (command) =>
    (await import("./generate-types.ts")).types(
      command.opts<{ write?: boolean; check?: boolean }>(),
      globals(command),
      io,
    ),
  )
    .addOption(new Option("--write", "write them to _manifest.gen.ts").conflicts("check"))
    .option("--check", "fail when _manifest.gen.ts differs");
  add("doctor", "look for everything that can be wrong, and say what to do about it", async (command) =>
    (await import("./doctor.ts")).doctor(command.opts(), globals(command), io),
  )
    .option("--offline", "leave out everything that talks to the vendor")
    .option("--drift", "tell what the vendor's answers have that the integration's recordings have not")
    .option("--replay <dir>", "with --drift: look at the recordings in this folder instead of asking the vendor")
    .addHelpText("after", HOW_THE_DOCTOR_LOOKS);
  add(
    "dev [command] [arguments...]",
    "run a command, or tests, again whenever the integration's files change",
    async (command, args) => (await import("./dev.ts")).dev(args, command.opts(), globals(command), io),
  )
    .option("--test", "run tests: those named, else those that fit the change")
    .option("--simulator", "run against the integration's simulator")
    .option("--replay <dir>", "run against recorded answers")
    .option("--yes", "do it each time without asking, even if it is destructive")
    .option("--dry-run", "print what would be sent and send no write");
  const creating = program.command("new").description("begin an integration, or a command of one");
  creating
    .command("integration <name>")
    .description("write a whole small integration, which runs at once, into the folder NAME")
    .option("--base-url <url>", "where the vendor's API is")
    .option("--auth <kind>", "how requests prove who asks: none, api-key, basic, bearer or oauth")
    .option("--paging <kind>", "how the vendor gives long lists: none, page, offset or token")
    .option("--from <file>", "make it from this OpenAPI document, JSON or YAML, with a command for each operation")
    .option("--operations <pattern...>", "with --from, only these: operationId, tag or 'METHOD /path'; * and ? fit any")
    .action(async (name: string, options: Partial<FromOptions>, command: Command) => {
      const { from, operations } = options;
      if (from !== undefined) {
        done(await (await import("./new-from.ts")).newFrom(name, { ...options, from }, globals(command), io));
      } else if (operations !== undefined) {
        throw new ArgumentError("--operations chooses from an OpenAPI document.", "Name it: --from openapi.yaml.");
      } else {
        done(await (await import("./new-integration.ts")).newIntegration(name, options, globals(command), io));
      }
    });
  creating
    .command("command <name>")
    .description("add a command to the integration of this folder: manifest, types, handler and test")
    .option("--effect <kind>", "what it does to the vendor's data: read, write or destructive", "read")
    .action(async (name: string, options: { effect?: string }, command: Command) =>
      done(await (await import("./new-command.ts")).newCommand(name, options, globals(command), io)),
    );
  add("docs", "print the command reference, from the manifest and its recorded runs", async (command) =>
    (await import("./docs.ts")).docs(command.opts<DocsOptions>(), globals(command), io),
  )
    .addOption(new Option("--write <file>", "write it there").conflicts("check"))
    .option("--check <file>", "fail when that file differs")
    .option("--simulator", "take the runs from the vendor simulator instead");
  add("export", "write the integration as a pack in XSOAR's own layout", async (command) =>
    (await import("./export.ts")).exportPack(command.opts<{ output?: string }>(), globals(command), io),
  ).option("-o, --output <dir>", "the pack's folder (default: Packs/NAME)");
  add("demo", "show the main job against the vendor simulator", async (command) =>
    (await import("./demo.ts")).demo(globals(command), io),
  ).option("--once", "end after one round (it always does)");
  add("complete", "print what makes a shell complete soar", async (command, args) =>
    (await import("./complete/complete.ts")).complete(args, program, globals(command), io),
  )
    .addArgument(new Argument("<shell>").choices(SHELLS))
    // What the shell's script hands over.
    .allowExcessArguments()
    .addHelpText("after", HOW_TO_SWITCH_ON);
}

// --- internal ---

/** What a subcommand has for subcommands of its own. */
function namesOf({ commands }: Command): string[] {
  return commands.map((each) => each.name());
}

/** The values of an option that may be given several times. */
function listed(value: string, before: string[] = []): string[] {
  return [...before, value];
}
