// The vendor-simulator kit, as integration authors import it: `soarkit/simulator`.
export type { Simulator, SimulatorModule, SimulatorOptions, Knob } from "./simulator.ts";
export { createClock, type Clock } from "./clock.ts";
export { createRandom, type Random } from "./random.ts";
export { Refusal, type Route, type VendorAnswer, type VendorRequest } from "./route.ts";
export type { Query } from "./query.ts";
