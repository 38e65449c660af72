import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { packageRoot, runsFromBuild } from "../../dispatch/integration.ts";
import { ArgumentError } from "../../errors.ts";
import type { Command } from "../../manifest/manifest.ts";
import { didYouMean } from "../../nearest.ts";
import type { Globals } from "../globals.ts";
import type { Order } from "./standby.ts";

/** What `soar dev` was asked for beside the command. */
export interface DevOptions {
  /** Run tests instead of a command. */
  test?: boolean;
  /** Start the integration's simulator, and run against it. */
  simulator?: boolean;
  replay?: string;
  yes?: boolean;
  dryRun?: boolean;
}

/**
 * The command line of a run.
 * @throws ArgumentError when there is no such command, or when it would write at the vendor's at each change
 */
export function commandOrder(
  words: string[],
  name: string,
  commands: readonly Command[],
  options: DevOptions,
  globals: Globals,
): Order {
  const command = commands.find((each) => each.name === name || each.aliases.includes(name));
  if (command === undefined) {
    const names = commands.map((each) => each.name);
    throw new ArgumentError(
      `There is no command ${name}.${didYouMean(name, names)}`,
      "`soar commands` lists what there is.",
    );
  }
  const { simulator = false, replay, yes = false, dryRun = false } = options;
  const isHarmless = simulator || replay !== undefined;
  if (command.effect !== "read" && !isHarmless && !yes && !dryRun) {
    throw new ArgumentError(
      `${name} writes at the vendor's, and would do so again at each change.`,
      "Run it with --simulator, --replay DIR or --dry-run; with --yes if it may really happen each time.",
    );
  }
  const flags = [
    ...(yes || isHarmless ? ["--yes"] : []),
    ...(dryRun ? ["--dry-run"] : []),
    ...(replay === undefined ? [] : ["--replay", replay]),
  ];
  return { argv: [...flagsOf(globals), "run", ...flags, ...words] };
}

/** The tests that tell about what has changed: those asked for, else the changed ones or those of a changed command, else all. */
export function testsFor(changed: readonly string[], asked: readonly string[], all: readonly string[]): string[] {
  if (asked.length > 0) return [...asked];
  const tests = changed.filter((path) => all.includes(path));
  if (changed.length > 0 && tests.length === changed.length) return tests;
  const names = changed.map((path) => /([^/]+)\.[jt]s$/.exec(path)?.[1]);
  const own = all.filter((path) => names.some((name) => name !== undefined && path.endsWith(`/${name}.test.ts`)));
  // A file that has no test of its own may be used by all.
  const isCovered = changed.length > 0 && names.every((name) => own.some((path) => path.endsWith(`/${name}.test.ts`)));
  return isCovered ? own : [...all];
}

/**
 * Where the mocha lies that the integration in `folder` has installed: its entry for programs.
 * @throws ArgumentError when there is none
 */
export function mochaOf(folder: string): string {
  try {
    return createRequire(join(folder, "package.json")).resolve("mocha/lib/cli/cli.js");
  } catch (cause) {
    throw new ArgumentError(
      `${folder} has no mocha to run its tests with.`,
      "Install what its package.json names: npm install.",
      { cause },
    );
  }
}

/**
 * What starts the standby process. The package's own integration runs from its sources where they are there, because
 * its build knows nothing of a change.
 */
export function standbyArguments(folder: string): string[] {
  const source = join(packageRoot, "src", "cli", "dev", "standby.ts");
  const fromSource = !runsFromBuild() || (folder === packageRoot && existsSync(source));
  return [
    "--disable-warning=ExperimentalWarning",
    ...(fromSource ? ["--conditions=soarkit-source", source] : [join(packageRoot, "dist", "standby.js")]),
  ];
}

// --- internal ---

/** The global options as they were typed. */
function flagsOf({ integration, config, instance, incident, store, timeout, quiet, verbose }: Globals): string[] {
  const valued = Object.entries({ integration, config, instance, incident, store, timeout });
  return [
    ...valued.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...(quiet ? ["--quiet"] : []),
    ...(verbose ? ["--verbose"] : []),
  ];
}
