import type { Sink } from "../sink.ts";

/** Events that the store keeps, in the transaction that commits their page. */
export function createStoreSink(name: string): Sink {
  return {
    name,
    guarantee: "exactly once",
    keptByStore: true,
    resume: async () => undefined,
    write: async () => null,
    close: async () => undefined,
  };
}
