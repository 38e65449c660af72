import { readFile } from "node:fs/promises";
import { checkResult } from "../dispatch/check-result.ts";
import { formatCommandLine } from "../dispatch/command-line.ts";
import { createDispatcher } from "../dispatch/dispatcher.ts";
import type { IntegrationTypes } from "../dispatch/handler.ts";
import { ManifestError, type SoarError } from "../errors.ts";
import type { Incident } from "../incidents/incident.ts";
import type { Json, JsonObject } from "../json.ts";
import { silentLog } from "../log.ts";
import type { Entry } from "../output/entry.ts";
import type { CommandResult } from "../output/result.ts";
import type { Store } from "../store/open.ts";
import { makeIncident } from "./make-incident.ts";
import { openOnce } from "./open-once.ts";
import type { Traffic } from "./requests.ts";
import { withInstance, type InstanceOptions } from "./with-instance.ts";

export interface RunCommandOptions extends InstanceOptions {
  /** Runs it in this incident; what is left out is made up. @default the recording's own when one is replayed, else none */
  incident?: Partial<Incident>;
  /** What stands in the context before. @default the recording's own when one is replayed, else nothing */
  context?: JsonObject;
  /** Lets context pass that the manifest does not declare; `undeclared` then names it. @default false */
  allowUndeclared?: boolean;
  /** Also asks a destructive command's preview what it would change; its requests are told with the others. @default false */
  preview?: boolean;
}

/** What came of a command. */
export interface CommandOutcome<Prefix extends string = string> extends Traffic {
  /** The command as typed in a War Room. */
  line: string;
  /** The War Room entries, with XSOAR's own key names. */
  entries: Entry[];
  /** What the command added to the context. */
  context: JsonObject;
  /** What it failed with; its entry is among `entries`. */
  error?: SoarError;
  /** What the handler returned; of several calls, the last. */
  result?: CommandResult<Prefix>;
  /** The files that it put into the War Room. */
  files: { name: string; content: Uint8Array }[];
  /** Context paths that were emitted but are not declared; empty unless `allowUndeclared`. */
  undeclared: string[];
  /** What a destructive command said that it would change; absent unless `preview`, and where it has no preview. */
  preview?: string;
}

/** A command's arguments as a caller gives them: typed, or as text. Those with a default may be left out. */
export type GivenArguments<I extends IntegrationTypes, C extends keyof I["commands"]> = {
  [K in keyof I["commands"][C]["args"]]?: I["commands"][C]["args"][K] | string;
};

/**
 * Runs one command as `soar run` does (arguments checked and coerced, context merged, files stored, polls and retries
 * waited for), approving what is destructive, with a store that lasts as long as the call. Waits end at once and move
 * the clock, except with `env`, where time is real. A command's error does not reject: it is the outcome's `error`.
 *
 * With the integration's generated types, `runCommand<Lodestar, "lodestar-ticket-get">(…)` knows the arguments and the
 * context prefixes of `result`.
 * @throws ManifestError when the command emits context that the manifest does not declare, naming the paths
 * @throws ArgumentError when not exactly one source of answers is given, or no recording fits
 * @throws ManifestError · ParameterError when there is nothing to run it on
 */
export async function runCommand<
  I extends IntegrationTypes = AnyIntegration,
  C extends keyof I["commands"] & string = keyof I["commands"] & string,
>(
  name: C,
  args: GivenArguments<I, C>,
  options: RunCommandOptions,
): Promise<CommandOutcome<I["commands"][C]["context"]>>;
export async function runCommand(
  name: string,
  args: Record<string, Json>,
  options: RunCommandOptions,
): Promise<CommandOutcome> {
  const asked = { caller: "runCommand", command: await ownName(name, options.integration), args };
  return withInstance(options, asked, async ({ instance, store, clock, wait, recording, traffic }) => {
    const { context = recording?.context, incident = recording?.incident } = options;
    const where = { store, instance: instance.name, now: clock.now() };
    const made = incident && (await makeIncident(incident, where));
    const investigationId = made?.investigationId ?? "playground";
    if (context) await store.investigations.append(investigationId, [], () => context, clock.now());
    let result: CommandResult | undefined;
    let preview: string | undefined;
    const dispatcher = createDispatcher({
      instances: [
        {
          ...instance,
          async handler(command) {
            const run = await instance.handler(command);
            return async (input) => (result = checkResult(await run(input), command));
          },
        },
      ],
      investigations: store.investigations,
      effects: store.effects,
      files: store.files,
      log: silentLog,
      now: clock.now,
      newId: countedIds(),
      wait,
    });
    const { error, ...rest } = await dispatcher.run({
      command: name,
      args,
      investigationId,
      ...(made ? { incident: made.incident } : {}),
      runId: "test",
      taskId: "0",
      signal: new AbortController().signal,
      approve: async (_command, _instance, tell) => {
        if (options.preview) preview = await tell();
        return true;
      },
    });
    const line = lineOf(name, args);
    if (rest.undeclared.length > 0 && !options.allowUndeclared) throw undeclaredError(line, rest.undeclared);
    return {
      line,
      ...rest,
      ...(error ? { error } : {}),
      ...(result ? { result } : {}),
      ...(preview === undefined ? {} : { preview }),
      files: await readFiles(rest.entries, store),
      ...traffic(),
    };
  });
}

// --- internal ---

interface AnyIntegration {
  params: object;
  client: unknown;
  commands: Record<string, { args: Record<string, Json>; context: string }>;
}

/** The name under which a command is recorded; the given one when there is no such command. */
async function ownName(name: string, folder: string): Promise<string> {
  const { manifest } = await openOnce(folder);
  return manifest.commands.find((command) => command.name === name || command.aliases.includes(name))?.name ?? name;
}

/** The same ids in every run, so that entries can be compared. */
function countedIds(): () => string {
  let count = 0;
  return () => `file-${String((count += 1))}`;
}

function lineOf(command: string, args: Record<string, Json>): string {
  const texts = Object.entries(args).map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return formatCommandLine({ command, args: Object.fromEntries(texts) as Record<string, string> });
}

async function readFiles(entries: Entry[], store: Store): Promise<CommandOutcome["files"]> {
  const files: CommandOutcome["files"] = [];
  for (const { ID } of entries.filter(({ FileID }) => FileID !== undefined)) {
    const found = await store.files.find(ID ?? "");
    if (found) files.push({ name: found.file.name, content: await readFile(found.path) });
  }
  return files;
}

function undeclaredError(line: string, paths: string[]): ManifestError {
  return new ManifestError(
    `${line} emitted context that its manifest does not declare: ${paths.join(", ")}.`,
    "Declare these paths among the command's outputs, or take them out of the handler's context.",
  );
}
