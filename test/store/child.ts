// A process of its own for the tests of the store: `child.ts WORK PATH [argument …]`. It prints what was acknowledged.
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseSync } from "node:sqlite";
import { assembleStore, openStore, type Store } from "../../src/store/open.ts";
import { EVENTS, toEventPage, toPage } from "./page.ts";

const [, , name = "", path = "", ...args] = process.argv;

const works: Record<string, (store: Store) => Promise<void>> = {
  async open() {
    say("open");
  },

  /** Appends an entry and counts it in the context, for ever. */
  async append(store) {
    for (;;) {
      const [entry] = await store.investigations.append(
        "playground",
        [{ Type: 1, ContentsFormat: "text", Contents: "x".repeat(3000) }],
        (context) => ({ ...context, count: Number(context.count ?? 0) + 1 }),
        Date.now(),
      );
      say(entry?.ID ?? "");
    }
  },

  /** Commits pages of ten incidents, for ever; `lastRun` counts the pages. */
  async commit(store) {
    for (;;) {
      const { lastRun, version } = await store.fetch.cursor("vendor", "incidents");
      const page = Number(lastRun ?? 0) + 1;
      const options = { version, now: Date.now(), expiresAt: Date.now() + 1000 };
      const committed = await store.fetch.commit("vendor", "incidents", toPage(page, 10), options);
      if (committed !== undefined) say(String(page));
    }
  },

  /** Commits pages of ten events that the store keeps too, for ever; `lastRun` counts the pages. */
  async collect(store) {
    for (;;) {
      const { lastRun, version } = await store.events.cursor(EVENTS);
      const number = Number(lastRun ?? 0) + 1;
      if (await store.events.commit(EVENTS, toEventPage(number, 10), { version, now: Date.now() })) say(String(number));
    }
  },

  /** Commits a page of events, and is killed before its statement of that number. */
  async die() {
    const database = new DatabaseSync(path);
    const prepare = database.prepare.bind(database);
    let left = Number.POSITIVE_INFINITY;
    const exec = database.exec.bind(database);
    const countDown = () => {
      if (left-- === 0) process.kill(process.pid, "SIGKILL");
    };
    database.prepare = (sql) => {
      countDown();
      return prepare(sql);
    };
    database.exec = (sql) => {
      countDown();
      exec(sql);
    };
    const tables = ["schema_version"];
    const dying = await assembleStore({ database, tables, place: path, folder: `${path}-files`, now: Date.now });
    const { version } = await dying.events.cursor(EVENTS);
    left = Number(args[0]);
    await dying.events.commit(EVENTS, toEventPage(version + 1, 10), { version, now: Date.now() });
    say("alive");
  },

  /** Takes so many requests from a budget, in one lane; prints its clock before and after each that was granted. */
  async take(store) {
    const [requests = 0, perMs = 0, takes = 0] = args.slice(0, 3).map(Number);
    const lane = args[3] === "collect" ? "collect" : "command";
    let granted = 0;
    while (granted < takes) {
      const before = Date.now();
      const wait = await store.budget.take("key", { requests, perMs }, before, lane);
      if (wait === 0) {
        granted += 1;
        say(`${before} ${Date.now()}`);
      } else {
        await sleep(wait);
      }
    }
  },

  /** Reads and writes the same context as its siblings, so many times. */
  async count(store) {
    for (let done = 0; done < Number(args[0]); done += 1) {
      await store.investigations.append(
        "playground",
        [],
        (context) => ({ ...context, count: Number(context.count ?? 0) + 1 }),
        Date.now(),
      );
    }
  },
};

const store = await openStore(`sqlite:${path}`, { now: Date.now });
await works[name]?.(store);
await store.close();

function say(line: string): void {
  // Synchronous: a line that was printed was acknowledged, whatever happens to the process next.
  writeSync(1, `${line}\n`);
}
