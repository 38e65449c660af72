import type { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { StoreError } from "../../src/errors.ts";
import { assembleStore, type Store } from "../../src/store/open.ts";
import { NOW, type useTemporary } from "./temporary.ts";

/** What the store of the test is called in a fault, and stores of a database of its own in its place. */
export function useFaulty(temporary: ReturnType<typeof useTemporary>): {
  place: () => string;
  /** A store of this database that waits for no lock; to be closed by the test, or by `closeAll` if it is kept. */
  assemble: (database: DatabaseSync, folder: string) => Promise<Store>;
  /** Has a store closed after the test. */
  keep: (store: Store) => void;
  /** Writes into the playground, and has the store closed after the test. */
  append: (store: Store, contents?: string) => Promise<void>;
  closeAll: () => Promise<void>;
} {
  const place = () => `The store ${temporary.path("soar.db")}`;
  let opened: Store[] = [];

  afterEach(closeAll);

  async function closeAll(): Promise<void> {
    for (const store of opened) await store.close();
    opened = [];
  }

  function assemble(database: DatabaseSync, folder: string): Promise<Store> {
    return assembleStore({ database, tables: [], place: place(), folder, now: () => NOW, lockWaitMs: 1 });
  }

  async function append(store: Store, contents = "x"): Promise<void> {
    opened.push(store);
    const entry = { Type: 1, ContentsFormat: "text" as const, Contents: contents };
    await store.investigations.append("playground", [entry], (context) => ({ ...context, a: 1 }), NOW);
  }

  return { place, assemble, keep: (store) => void opened.push(store), append, closeAll };
}

/** Expects a fault of the store with its cause, and with a hint. */
export function expectFault(error: unknown, message: string | RegExp, hint: RegExp): void {
  expect(error).to.be.instanceOf(StoreError);
  expect(error).to.have.property("cause").that.is.instanceOf(Error);
  if (typeof message === "string") expect(error).to.have.property("message", message);
  else expect(error).to.have.property("message").that.matches(message);
  expect(error).to.have.property("hint").that.matches(hint);
}
