// What was recorded of each command, replayed.
import type { JsonObject } from "soarkit";
import {
  assertContext,
  assertEntry,
  readRecordings,
  runCommand,
  type CommandOutcome,
  type ExpectedEntry,
  type MadeRequest,
  type Recording,
} from "soarkit/testing";
import { expect } from "chai";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface Recorded {
  /** `sessions/code42-alert-get` for `test_data/sessions/code42-alert-get.json`. */
  names: string[];
  find(name: string): Recording;
  /** Replays a command and holds it against what it should come to. What is left out is to be empty. */
  replay(name: string, expected: Expected): Promise<CommandOutcome>;
}

export interface Expected {
  entry: ExpectedEntry;
  context?: JsonObject;
  /** `METHOD /path status`, in order. */
  requests?: string[];
  /** Its code. */
  error?: string;
  tokenRequests?: number;
}

/** The folder of the integration under test. */
export const code42 = fileURLToPath(new URL("../..", import.meta.url));

/** The recordings of the integration in `integration`. */
export async function readRecorded(integration: string): Promise<Recorded> {
  const files = await readRecordings(join(integration, "test_data"));
  const byName = new Map(
    files.map(({ path, recording }) => [join(basename(dirname(path)), basename(path, ".json")), recording]),
  );
  const find = (name: string) => {
    const recording = byName.get(name);
    if (recording) return recording;
    throw new Error(`there is no recording ${name}`);
  };
  return {
    names: [...byName.keys()],
    find,
    async replay(name, { entry, context = {}, requests = [], error, tokenRequests = 1 }) {
      const recording = find(name);
      const outcome = await runCommand(recording.command, recording.args, { integration, replay: recording });
      assertEntry(outcome, entry);
      assertContext(outcome, context);
      expect(outcome.requests.map(shown)).to.deep.equal(requests);
      expect(outcome.tokenRequests).to.equal(tokenRequests);
      expect(outcome.error?.code).to.equal(error);
      return outcome;
    },
  };
}

/** `METHOD /path status` */
export function shown({ method, path, status }: MadeRequest): string {
  return `${method} ${path} ${String(status)}`;
}
