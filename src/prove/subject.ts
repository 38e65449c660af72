import type { SimulatorModule } from "../simulator/simulator.ts";
import type { TrueItem } from "./control.ts";
import type { LateStream } from "./plan.ts";

/** What is proven: a command of `soar`, and where what it takes in can be counted. */
export interface Subject {
  what: "fetch" | "collect";
  streams: readonly ProvenStream[];
  /** How many items a run may take at most: small ones leave a backlog, the last and largest is enough for all. */
  limits: readonly [number, ...number[]];
  /** Whether an item of the truth is to be taken in. */
  isWanted: (item: TrueItem) => boolean;
  /** The words after `soar`. */
  args: (folder: string) => string[];
  /** What the command is to find in its environment, beside what makes an instance. */
  env: (limit: number) => Record<string, string>;
  /** How often each item was taken in, by stream and id as the simulator's truth has it. */
  found: (folder: string) => Promise<Found>;
}

export interface Content {
  text: string;
  updates: number;
}

export interface ProvenStream extends LateStream {
  /** As the integration calls it; `name` is what its simulator calls it. */
  of: string;
}

export interface Found {
  /** What was taken in of an item, and how often it was changed since; absent where changes are not followed. */
  contents?: ReadonlyMap<string, Content>;
  byStream: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** What is damaged, in words: a line that is no JSON, say. */
  damaged: string[];
}

/** The simulator's stream that an integration's own `name` is read from, where its module says so. */
export function sourceOf({ streamOf }: SimulatorModule, name: string): string | undefined {
  return streamOf !== undefined && Object.hasOwn(streamOf, name) ? streamOf[name] : undefined;
}
