import { Help, type Command } from "commander";
import { ArgumentError } from "../../errors.ts";
import type { CliIo, Globals } from "../globals.ts";

/** What is typed after `soar collect`; its subcommands share it. */
export interface CollectFlags extends Globals {
  stream?: string[];
  sink: string;
  from?: string;
  to?: string;
  estimate?: boolean;
  watch?: boolean;
  /** The file of a source. */
  source?: string;
}

/** What is typed after `soar coverage`. */
export interface CoverageFlags extends Globals {
  stream?: string[];
  sink?: string;
  from?: string;
  to?: string;
  check?: boolean;
  svg?: string;
}

/** Declares `soar collect`, what belongs to it, and `soar coverage`. */
export function addCollect(program: Command, io: CliIo, done: (exitCode: number) => void): void {
  const collect = program
    .command("collect")
    .description("collect events, of each stream until it has caught up")
    .option("--stream <name>", "only this stream; may be given several times (default: all)", each)
    .option("--sink <sink>", "where they go: -, a path, an address, or a name of soar.yml's sinks", "-")
    .option(
      "--from <time>",
      "where the very first collection begins (default: as far back as the look-back); with heal, where the range does",
    )
    .option("--estimate", "only tell how many events, requests and minutes it would take")
    .option("--watch", "by the instances' schedules, until it is stopped; with --json a document per run")
    .option("--source <file>", "what the JSON configuration of a source asks for, instead of the instances")
    .action(async (_, command: Command) => {
      const flags = command.optsWithGlobals<CollectFlags>();
      if (flags.source !== undefined) {
        done(await (await import("./collect-source.ts")).collectSource(flags.source, flags, io));
      } else if (flags.watch) done(await (await import("./watch-collect.ts")).watchCollect(flags, io));
      else done(await (await import("./collect.ts")).collect(flags, io));
    });
  /** A subcommand of it, which knows nothing of its options that are `foreign` to it: neither its help nor its call. */
  const sub = (usage: string, foreign: readonly string[]) =>
    collect
      .command(usage)
      .configureHelp({
        ...collect.configureHelp(),
        visibleGlobalOptions(command) {
          const visible = Help.prototype.visibleGlobalOptions.call(this, command);
          return visible.filter((option) => !foreign.includes(option.name()));
        },
      })
      .hook("preAction", (_, command) => {
        const given = foreign.filter((name) => !["default", undefined].includes(collect.getOptionValueSource(name)));
        if (given.length === 0) return;
        throw new ArgumentError(
          `${given.map((name) => `--${name}`).join(", ")}: nothing for \`soar collect ${command.name()}\`.`,
          "Leave it out.",
        );
      });
  sub("status [name]", COLLECTING)
    .description("tell of every collector its state, how far its streams have come, and what is wrong with it")
    .action(async (name: string | undefined, _, command: Command) => {
      done(await (await import("./status.ts")).status(name, command.optsWithGlobals<Globals>(), io));
    });
  sub("stop <name>", COLLECTING)
    .description("take a collector away, with its errors; what it has collected stays known")
    .action(async (name: string, _, command: Command) => {
      done(await (await import("./status.ts")).stop(name, command.optsWithGlobals<Globals>(), io));
    });
  sub("heal", ["watch", "source"])
    .description("read a range of --from TIME --to TIME again, and hand on what was never handed on")
    .option("--to <time>", "until just before this time (default: now)")
    .action(async (_, command: Command) => {
      const isSinkNamed = collect.getOptionValueSource("sink") !== "default";
      done(await (await import("./heal.ts")).heal({ ...command.optsWithGlobals<CollectFlags>(), isSinkNamed }, io));
    });
  program
    .command("coverage")
    .description("tell what was read of each stream, what was not, and what came late")
    .option("--stream <name>", "only this stream; may be given several times (default: all)", each)
    .option("--sink <name>", "only what went to this sink")
    .option("--from <time>", "from then on (default: the first moment that was read)")
    .option("--to <time>", "until just before this time (default: the last moment that was read)")
    .option("--check", "ask the vendor how many events it has now, and tell what came too late; exit code 1 if any did")
    .option("--svg <file>", "also draw it there, as a time line")
    .action(async (_, command: Command) => {
      done(await (await import("./coverage.ts")).coverage(command.optsWithGlobals<CoverageFlags>(), io));
    });
}

// --- internal ---

/** What says how to collect, and nothing to those who only look. */
const COLLECTING = ["stream", "sink", "from", "estimate", "watch", "source"];

function each(value: string, before: string[] = []): string[] {
  return [...before, value];
}
