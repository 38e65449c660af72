// The vendor-simulator kit, as integration authors import it: `soarkit/simulator`.
export type { Simulator, SimulatorModule, SimulatorOptions, Knob } from "./simulator.ts";
