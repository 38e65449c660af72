import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ApiError, ManifestError, ParameterError, type SoarError, toSoarError, UnexpectedError } from "../../errors.ts";
import { NotRecordedError } from "../../http/recording/not-recorded.ts";
import { readRecording } from "../../http/recording/read-recordings.ts";
import type { Recording } from "../../http/recording/recording.ts";
import type { JsonObject } from "../../json.ts";
import { Faults } from "../../manifest/findings.ts";
import { type Emission, lintEmitted } from "../../manifest/lint-emitted.ts";
import type { CheckedManifest } from "../../manifest/lint.ts";
import { PLATFORM_COMMANDS } from "../../manifest/lint-commands.ts";
import { didYouMean } from "../../nearest.ts";
import { runCommand } from "../../testing/run-command.ts";
import { runTest } from "../../testing/run-test.ts";
import { type LintedFile, shownPath } from "./linted-file.ts";

/**
 * Replays the recordings in the `test_data` of the integration in `folder`, without a network, and holds what the
 * commands emit against what they declare. Faults of the manifest are noted in `checked`; recordings with findings are
 * given.
 */
export async function lintRecordings(folder: string, checked: CheckedManifest): Promise<LintedFile[]> {
  const names = new Set(checked.manifest?.commands.map(({ name }) => name));
  const runs: Emission[] = [];
  const files: LintedFile[] = [];
  for (const path of await recordingsIn(join(folder, "test_data"))) {
    const faults = new Faults("");
    const parsed = await readRecording(path);
    if ("faults" in parsed) {
      const message = `This is no recording: ${parsed.faults.join("; ")}.`;
      faults.report("R005", 0, message, "Record it again with --record, or remove it.");
    } else if (names.has(parsed.recording.command) || parsed.recording.command === TEST) {
      const emission = await replay(folder, path, parsed.recording, faults);
      if (emission !== undefined) runs.push(emission);
    } else if (!PLATFORM_COMMANDS.has(parsed.recording.command)) {
      const { command } = parsed.recording;
      const message = `This is a recording of "${command}", which the manifest does not declare.${didYouMean(command, names)}`;
      faults.report("R006", 0, message, "Remove it, or rename its command.");
    }
    const findings = faults.findings();
    if (findings.length > 0) files.push({ path: shownPath(path), kind: "recording", findings });
  }
  lintEmitted(checked, runs);
  return files;
}

// --- internal ---

async function recordingsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(folder, name));
}

interface Replayed {
  error?: SoarError;
  context?: JsonObject;
  undeclared?: readonly string[];
}

/** What a run emits; nothing when it fails, which is a finding where the recorded run cannot have failed so. */
async function replay(
  integration: string,
  path: string,
  recording: Recording,
  faults: Faults,
): Promise<Emission | undefined> {
  const { command, args } = recording;
  const options = { integration, replay: recording };
  const run: Promise<Replayed> =
    command === TEST ? runTest(options) : runCommand(command, args, { ...options, allowUndeclared: true });
  const {
    error,
    context,
    undeclared = [],
  } = await run.catch((thrown: unknown): Replayed => ({ error: toSoarError(thrown) }));
  if (error === undefined) return context && { command, source: shownPath(path), context, undeclared };
  if (isOutOfDate(error, recording)) {
    const hint = "Record it again with --record, or correct the handler.";
    faults.report("R004", 0, `This run no longer replays. ${error.message}`, hint);
  }
  return undefined;
}

const TEST = "test-module";

/** Whether the recorded run cannot have failed so. A vendor's refusal and what is not found may have been recorded. */
function isOutOfDate(error: SoarError, { exchanges }: Recording): boolean {
  if (error instanceof NotRecordedError || error instanceof UnexpectedError) return true;
  if (error instanceof ManifestError || error instanceof ParameterError) return true;
  const isRefused = exchanges.some(({ answer }) => "fault" in answer || answer.status >= 400);
  return error instanceof ApiError && !isRefused;
}
