import { silentLog } from "../../src/log.ts";
import type { DispatchPorts } from "../../src/dispatch/call.ts";
import type { OpenInstance } from "../../src/dispatch/instance.ts";
import type { Effect, StoredFile } from "../../src/dispatch/ports.ts";
import type { JsonObject } from "../../src/json.ts";
import type { Entry } from "../../src/output/entry.ts";

/** The dispatcher's ports in memory, open to be looked at. */
export interface MemoryPorts extends DispatchPorts {
  instances: OpenInstance[];
  contexts: Map<string, JsonObject>;
  warRooms: Map<string, Entry[]>;
  journal: Map<string, Effect>;
  stored: StoredFile[];
  /** What was waited for, in order; the clock jumps instead. */
  waits: number[];
  /** Epoch milliseconds. */
  time: number;
}

export function createMemoryPorts(instances: OpenInstance[], folder = "/nowhere"): MemoryPorts {
  let ids = 0;
  const ports: MemoryPorts = {
    instances,
    contexts: new Map(),
    warRooms: new Map(),
    journal: new Map(),
    stored: [],
    waits: [],
    time: Date.parse("2026-11-20T10:00:00Z"),
    log: silentLog,
    now: () => ports.time,
    newId: () => `file-${++ids}`,
    wait: async (ms, signal) => {
      signal.throwIfAborted();
      ports.waits.push(ms);
      ports.time += ms;
    },
    investigations: {
      context: async (id) => ports.contexts.get(id) ?? {},
      entries: async (id) => ports.warRooms.get(id) ?? [],
      append: async (id, entries, change) => {
        const room = ports.warRooms.get(id) ?? [];
        const added = entries.map((entry, at) => ({ ...entry, ID: `${room.length + at + 1}@${id}` }));
        const before = ports.contexts.get(id) ?? {};
        const after = change(before, added);
        if (after !== before) ports.contexts.set(id, after);
        ports.warRooms.set(id, room);
        room.push(...added);
        return added;
      },
    },
    effects: {
      intend: async (effect) => {
        const known = ports.journal.get(effect.id);
        if (known) return { effect: known, isNew: false };
        ports.journal.set(effect.id, effect);
        return { effect, isNew: true };
      },
      finish: async (id, outcome, now) => {
        const known = ports.journal.get(id);
        if (!known) throw new Error(`No intent ${id}`);
        ports.journal.set(id, { ...known, outcome, finishedAt: now });
      },
    },
    files: {
      folder,
      record: async (file) => void ports.stored.push(file),
      find: async () => undefined,
    },
  };
  return ports;
}
