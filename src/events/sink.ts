import type { Json } from "../json.ts";
import type { SentEvent } from "./events.ts";

/** Where events go. */
export interface Sink {
  /** Names it in the store, in messages and to people; the same from run to run, and without secrets. */
  name: string;
  /** What holds for a collector that is killed at any moment. "at least once": receivers tell doubles by `_id`. */
  guarantee: "exactly once" | "at least once";
  /**
   * Goes on from where the last committed page left it; null for the first time. What was written after that is taken
   * back, where it can be.
   * @throws SinkError
   */
  resume(position: Json): Promise<void>;
  /**
   * Writes events, in order. When it resolves they are durable, or the receiver has taken them. Once per commit: what an
   * earlier write wrote counts as committed. After one that failed, or was not committed, `resume` comes first.
   * @returns where the sink stands now, to be committed with the cursor
   * @throws SinkError
   */
  write(events: readonly SentEvent[], signal: AbortSignal): Promise<Json>;
  /** The events are to be kept by the store, in the transaction of the page. @default false */
  keptByStore?: boolean;
  close(): Promise<void>;
}
