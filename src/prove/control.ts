import { UnexpectedError } from "../errors.ts";
import { isRecord } from "../json.ts";
import type { Addition } from "./plan.ts";

/** The control API of a simulator, as far as a proof needs it. */
export interface Control {
  /** Lifts the vendor's rate limit. */
  liftRate: () => Promise<void>;
  add: (addition: Addition) => Promise<void>;
  /** Something happens to so many items of the stream. */
  change: (stream: string, count: number) => Promise<void>;
  /** The next request, whatever it is, meets this fault; absent: no request meets any. */
  strike: (fault?: object) => Promise<void>;
  /** Whether the fault that was set has struck. */
  hasStruck: () => Promise<boolean>;
  /** The names of all streams, and of those in which items change. */
  streams: () => Promise<{ all: string[]; changing: string[] }>;
  /** All that the stream has. */
  truth: (stream: string) => Promise<TrueItem[]>;
}

export interface TrueItem {
  id: string;
  /** It was closed already when it could first be found: no incident is to be made of it. */
  closed: boolean;
  /** How often it has changed, and what the vendor says of it only since the last time. */
  changed?: { times: number; mark: string };
}

/** @param url of the control API, without trailing slash */
export function createControl(url: string): Control {
  async function ask(path: string, body?: unknown): Promise<unknown> {
    const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const answer = await fetch(url + path, { ...sent, headers: { "content-type": "application/json" } });
    const text = await answer.text();
    if (answer.ok) return text === "" ? undefined : (JSON.parse(text) as unknown);
    throw new UnexpectedError(
      `The simulator's control API answered ${path} with ${String(answer.status)}: ${text.slice(0, 500)}`,
      "The simulator's module has a defect, or its streams are not those that its `streamOf` names.",
    );
  }
  const tell = async (path: string, body: unknown) => {
    await ask(path, body);
  };
  return {
    liftRate: () => tell("/rate", { requests: 0 }),
    add: ({ stream, count, lateMs }) => tell("/items", { stream, count, lateMs, unseenMs: lateMs }),
    change: (stream, count) => tell("/changes", { stream, count }),
    strike: (fault) => tell("/faults", fault ? [{ ...fault, times: 1 }] : []),
    hasStruck: async () => {
      const [fault] = recordsOf(await ask("/faults"));
      return fault?.times === 0;
    },
    streams: async () => {
      const answer = await ask("/streams");
      const { streams, changing } = isRecord(answer) ? answer : {};
      return { all: textsOf(streams), changing: textsOf(changing) };
    },
    truth: async (stream) => {
      const answer = await ask(`/truth?stream=${encodeURIComponent(stream)}`);
      return recordsOf(isRecord(answer) ? answer.items : undefined).map(({ id, closed, changed }) => ({
        id: String(id),
        closed: closed === true,
        ...(isRecord(changed) && { changed: { times: Number(changed.times), mark: String(changed.mark) } }),
      }));
    },
  };
}

// --- internal ---

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function recordsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
