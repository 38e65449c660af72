import { createClock } from "../../../src/simulator/clock.ts";
import { createSimulator, type StartOptions } from "../../../src/simulator/create-simulator.ts";
import type { Simulator, SimulatorModule } from "../../../src/simulator/simulator.ts";
import { startThings } from "../things.ts";

/** The vendor that keeps things, as an integration's simulator with a knob of each sort. */
export const things: SimulatorModule = {
  knobs: [
    { name: "size", description: "how large", value: "N", defaultValue: "25" },
    { name: "colour", description: "which", value: "C", repeatable: true },
    { name: "rate", description: "how many", value: "N", defaultValue: "0", transient: true },
  ],
  environment: () => ({}),
  create: (options) => {
    const clock = createClock({ now: Date.now, startAt: options.startAt, speed: options.speed });
    return startThings({
      clock,
      seed: options.seed ?? 1,
      state: options.state,
      rate: { requests: Number(options.knobs?.rate ?? 0), perMs: 60_000 },
    });
  },
};

/** Starts it on a state file; nothing to close where it is refused. */
export function startKept(state: string, options: StartOptions = {}): Promise<Simulator> {
  return createSimulator(things, "Things", { ...options, state });
}
