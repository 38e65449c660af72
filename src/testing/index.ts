// What integration authors' tests import: `soarkit/testing`.
export { runCommand, type RunCommandOptions } from "./run-command.ts";
export { startSimulator, type TestSimulator } from "./start-simulator.ts";
