import { join } from "node:path";
import type { Integration } from "../../dispatch/integration.ts";
import { learn, learnKnown, type SeenAnswer } from "../../http/drift/baseline.ts";
import { findDrift, unlearnt, type Drift } from "../../http/drift/find-drift.ts";
import { readRecordings } from "../../http/recording/read-recordings.ts";
import type { Recording, RecordingFile } from "../../http/recording/recording.ts";
import { isJsonObject } from "../../json.ts";
import type { DriftOutcome } from "./check-drift.ts";
import { playAgain } from "./play-again.ts";
import type { SeenRequest } from "./watch-wire.ts";

/**
 * Holds answers as they were just given against the integration's recordings.
 * @throws ManifestError when those cannot be read
 */
export async function driftOfAnswers(
  integration: Integration,
  requests: readonly SeenRequest[],
): Promise<DriftOutcome> {
  const baseline = learn(answersOf(await ownRecordings(integration)));
  const answers = requests.flatMap(({ method, path, body, known }): SeenAnswer[] =>
    body === undefined ? [] : [{ method, path, body, ...(known && { known }) }],
  );
  const drift = findDrift(answers, baseline, learnKnown(requests));
  return { answers: answers.length, drift, unlearnt: unlearnt(answers, baseline), unplayed: 0 };
}

/**
 * Holds the recordings in a folder, made of a real vendor, against the integration's own. Nothing is sent.
 * @throws ManifestError when recordings cannot be read
 */
export async function driftOfRecordings(
  integration: Integration,
  folder: string,
  signal: AbortSignal,
): Promise<DriftOutcome> {
  const own = await ownRecordings(integration);
  const given = await readRecordings(folder);
  const baseline = learn(answersOf(own));
  const answers = answersOf(given);
  // Which values are known is said where the requests are made: in the integration's code.
  const { requests, unplayed } = await playAgain(integration, [...own, ...given], signal);
  const drift: Drift[] = findDrift(answers, baseline, learnKnown(requests));
  return { answers: answers.length, drift, unlearnt: unlearnt(answers, baseline), unplayed };
}

// --- internal ---

async function ownRecordings({ directory }: Integration): Promise<RecordingFile[]> {
  return readRecordings(join(directory, "test_data"));
}

/** The answers with JSON in them that were given for good. */
function answersOf(files: readonly { recording: Recording }[]): SeenAnswer[] {
  return files
    .flatMap(({ recording }) => recording.exchanges)
    .flatMap(({ request: { method, path }, answer }) => {
      if ("fault" in answer || answer.status < 200 || answer.status > 299 || answer.truncated) return [];
      const { body } = answer;
      return isJsonObject(body) || Array.isArray(body) ? [{ method, path, body }] : [];
    });
}
