import { ArgumentError } from "../../errors.ts";
import type { Json } from "../../json.ts";
import { compareRequests, type Difference } from "./compare.ts";
import type { RecordedRequest, Recording } from "./recording.ts";
import { createRemover, type Remover } from "./remove-secrets.ts";
import { createSecretValues } from "./secret-values.ts";

/** A replayed command asked for what was not recorded. Trying again would not help: it ends the command. */
export class NotRecordedError extends ArgumentError {}

interface Source {
  recording: Recording;
  path: string | undefined;
}

/** Says what was asked for, what comes nearest to it, and in what the two differ. */
export function notRecorded(sent: RecordedRequest, sources: readonly Source[]): NotRecordedError {
  const what = `No recording matches ${sent.method} ${sent.path}`;
  const near = nearestTo(sent, sources);
  if (!near) {
    return new NotRecordedError(
      `${what}: ${sources.length === 0 ? "there are no recordings" : "no exchange was recorded"}.`,
      "Record the command with --record DIR, then replay it with --replay DIR.",
    );
  }
  const { source, request, differences } = near;
  const remover = createRemover((text) => text, createSecretValues());
  const lines = differences.map(
    ({ where, recorded, sent: now }) =>
      `  ${where}: ${told(where, recorded, remover)} recorded, ${told(where, now, remover)} asked for`,
  );
  return new NotRecordedError(
    `${what}. The nearest is ${request.method} ${request.path} of ${nameOf(source)}; it differs in:\n${lines.join("\n")}`,
    `If the request is right, record it again with --record; if not, ask as it was recorded${
      source.path === undefined ? "" : ` (see ${source.path})`
    }.`,
  );
}

/** The answer was too large to be kept whole, so that it cannot be given again. */
export function truncatedError(sent: RecordedRequest, source: Source): NotRecordedError {
  return new NotRecordedError(
    `The answer to ${sent.method} ${sent.path} was cut when ${nameOf(source)} was recorded, and cannot be replayed.`,
    "Record the command again with arguments that make its answer smaller, or with a smaller file.",
  );
}

// --- internal ---

interface Near {
  source: Source;
  request: RecordedRequest;
  differences: Difference[];
  distance: number;
}

/** More exchanges are not looked through for an error message. */
const MOST_COMPARED = 2_000;

function nearestTo(sent: RecordedRequest, sources: readonly Source[]): Near | undefined {
  let best: Near | undefined;
  let compared = 0;
  for (const source of sources) {
    for (const { request } of source.recording.exchanges) {
      if (compared++ >= MOST_COMPARED) return best;
      const differences = compareRequests(request, sent);
      const distance = pathDistance(request.path, sent.path) * 100 + differences.length;
      if (!best || distance < best.distance) best = { source, request, differences, distance };
    }
  }
  return best;
}

/** How many of the paths' segments differ. */
function pathDistance(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  let count = Math.abs(left.length - right.length);
  for (let at = 0; at < Math.min(left.length, right.length); at++) if (left[at] !== right[at]) count += 1;
  return count;
}

const LONGEST = 80;

/** What is sent has its secrets still: a message is no place for them. */
function told(where: string, value: Json | undefined, remover: Remover): string {
  if (value === undefined) return "nothing";
  const [name = ""] = where.split(/[ .]/).slice(-1);
  const text = JSON.stringify(Object.values(remover.object({ [name]: value }))[0]);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function nameOf({ recording, path }: Source): string {
  return path ?? `the recording of ${recording.command}`;
}
