import { openIntegration } from "../dispatch/integration.ts";
import { ManifestError } from "../errors.ts";
import type { Simulator, SimulatorOptions } from "../simulator/simulator.ts";

/** A running simulator with the environment variables that make it an instance of its integration. */
export interface TestSimulator extends Simulator {
  env: Record<string, string>;
}

/**
 * Starts the simulator of the integration in `folder`, in this process, on a free loopback port.
 * @throws ManifestError when the integration brings none
 */
export async function startSimulator(folder: string, options: SimulatorOptions = {}): Promise<TestSimulator> {
  const module = await (await openIntegration(folder)).simulator();
  if (!module) {
    throw new ManifestError(`The integration in ${folder} brings no simulator.`, "Name its module: x-soar.simulator.");
  }
  const simulator = await module.create(options);
  return { ...simulator, close: () => simulator.close(), env: module.environment(simulator) };
}
