// The vendor-simulator kit, as integration authors import it: `soarkit/simulator`.
export type { Simulator, SimulatorModule, SimulatorOptions, Knob } from "./simulator.ts";
export type { StateFile } from "./state/state-file.ts";
export { createVendorSimulator, type VendorSimulatorOptions } from "./vendor-simulator.ts";
export { createClock, type Clock } from "./clock.ts";
export { createRandom, type Random } from "./random.ts";
export { readKnobs, type Knobs } from "./knobs.ts";
export { Refusal, type Route, type VendorAnswer, type VendorRequest } from "./route.ts";
export type { Caller, ErrorBody } from "./responder.ts";
export type { Query } from "./query.ts";
export { readFields, type Fields } from "./fields.ts";
export { listPieces, type Item, type Stream } from "./control.ts";
export { faultSyntax, type Fault } from "./faults.ts";
export { isUnder } from "./router.ts";
export { isJsonObject, type Json, type JsonObject } from "../json.ts";
