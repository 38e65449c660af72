import { ManifestError } from "../errors.ts";
import type { Simulator, SimulatorModule, SimulatorOptions } from "./simulator.ts";
import { openStateFile } from "./state/state-file.ts";

/** What a simulator is started with, as typed. */
export interface StartOptions extends Omit<SimulatorOptions, "state"> {
  /**
   * A file that keeps what changes the simulated vendor's state. Begun where there is none; else the simulator is what
   * it was, with the seed, clock and knobs of the file.
   */
  state?: string;
}

/**
 * Starts an integration's simulator, where asked for with a state file.
 * @param integration its id: a state file belongs to one
 * @throws ArgumentError as the simulator and `openStateFile` do
 * @throws ManifestError when the simulator does not keep its state
 */
export async function createSimulator(
  module: SimulatorModule,
  integration: string,
  { state: path, ...options }: StartOptions,
): Promise<Simulator> {
  if (path === undefined) return module.create(options);
  const { seed, startAt, speed, knobs = {} } = options;
  const asked = {
    ...(seed !== undefined && { seed }),
    ...(startAt !== undefined && { startAt }),
    ...(speed !== undefined && { speed }),
    knobs,
  };
  const state = await openStateFile(path, { asked, integration, knobs: module.knobs, now: Date.now });
  try {
    const { header } = state;
    const settled = { ...options, seed: header.seed, startAt: header.startAt, speed: header.speed };
    const simulator = await module.create({ ...settled, knobs: { ...knobs, ...header.knobs }, state });
    if (state.isReplayed()) return simulator;
    await simulator.close();
    throw new ManifestError(
      `The simulator of ${integration} does not keep its state.`,
      "Its author hands `options.state` on to createVendorSimulator, as `state`.",
    );
  } catch (error) {
    await state.close();
    throw error;
  }
}
