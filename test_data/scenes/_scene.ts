import { runCommand, type RunCommandOptions, type TestSimulator } from "soarkit/testing";

/** What is recorded on one simulator, one step after the other. */
export interface Scene {
  knobs?: Record<string, string | number | string[]>;
  steps: Step[];
}

export type Step = (options: StepOptions) => Promise<unknown>;

export interface StepOptions {
  integration: string;
  simulator: TestSimulator;
  /** The folder for the recordings. */
  record: string;
}

/** The session, the list and the people that every simulated tenant has. */
export const exemplary = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
export const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
export const leaver = "user1.quill@acme.test";
export const colleague = "ilse.bos@acme.test";

/** Runs a command and records it. */
export function run(
  name: string,
  args: Record<string, string> = {},
  given: Pick<RunCommandOptions, "incident" | "context"> = {},
): Step {
  return (options) => runCommand(name, args, { ...options, ...given });
}

/** Asks the simulator's control API, between two runs. */
export function control(path: string, body: unknown): Step {
  return ({ simulator }) => simulator.control(path, body);
}
