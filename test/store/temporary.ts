import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openStore, type Store, type StoreOptions } from "../../src/store/open.ts";

/** 2026-01-01T00:00:00.000Z */
export const NOW = 1_767_225_600_000;

/** A fresh folder for each test of the suite, and stores in it that are closed after the test. */
export function useTemporary(): {
  folder: () => string;
  path: (name: string) => string;
  open: (options?: Partial<StoreOptions> & { name?: string }) => Promise<Store>;
  /** Changes the database of `soar.db` behind the store's back. */
  alter: (statement: string) => void;
} {
  let folder = "";
  let stores: Store[] = [];
  const path = (name: string) => join(folder, name);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soarkit-store-"));
  });

  afterEach(async () => {
    for (const store of stores) await store.close();
    stores = [];
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    folder: () => folder,
    path,
    open: async ({ name = "soar.db", ...options } = {}) => {
      const store = await openStore(`sqlite:${path(name)}`, { now: () => NOW, ...options });
      stores.push(store);
      return store;
    },
    alter: (statement) => {
      const database = new DatabaseSync(path("soar.db"));
      database.exec(statement);
      database.close();
    },
  };
}

/** What `work` throws; fails the test when it does not. */
export async function thrownBy(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (thrown) {
    return thrown;
  }
  throw new Error("Nothing was thrown.");
}
