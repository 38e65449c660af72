// What integration authors' tests import: `soarkit/testing`.
export { runCommand, type CommandOutcome, type GivenArguments, type RunCommandOptions } from "./run-command.ts";
export { runFetch, type FetchOutcome, type RunFetchOptions } from "./run-fetch.ts";
export { runTest, type TestOutcome } from "./run-test.ts";
export {
  startSimulator,
  type ReceivedRequest,
  type TestSimulator,
  type TestSimulatorOptions,
} from "./start-simulator.ts";
export { assertContext, assertEntry, type ExpectedEntry } from "./assert.ts";
export type { MadeRequest } from "./requests.ts";
export { readRecordings } from "../http/recording/read-recordings.ts";
export type { Recording, RecordedExchange, RecordingFile } from "../http/recording/recording.ts";
