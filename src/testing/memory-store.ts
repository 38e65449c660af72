import { mkdtemp, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assembleStore, type Store } from "../store/open.ts";

/** Opens a store in memory for `work`; its files lie in a folder that is gone afterwards. */
export async function withMemoryStore<T>(now: () => number, work: (store: Store) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "soar-test-"));
  try {
    const database = new DatabaseSync(":memory:");
    const store = await assembleStore({ database, tables: [], place: "The store of this test", folder, now });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
