import { AsyncLocalStorage } from "node:async_hooks";
import type { Json, JsonObject } from "../../json.ts";
import { toNetworkFault } from "../network-fault.ts";
import type { WireAnswer, WireRequest, WrapWire } from "../wire.ts";
import { keepBody, type KeptBody } from "./keep-body.ts";
import { STARS } from "./secret-values.ts";
import { faultName } from "./served-answer.ts";
import { toRecordedRequest } from "./recorded-request.ts";
import type { RecordedRequest } from "./recording.ts";

/** One run of a command while it is recorded. Its secrets are in it: it must not be stored as it is. */
export interface Take {
  command: string;
  args: Readonly<Record<string, Json>>;
  instance: string;
  params: Record<string, Json>;
  incident?: JsonObject;
  context?: JsonObject;
  /** Takes out the instance's secrets and those of the arguments. */
  mask: (text: string) => string;
  /** Epoch milliseconds. */
  startedAt: number;
  waitedMs: number;
  exchanges: RawExchange[];
}

/** One try as it went over the wire. */
export interface RawExchange {
  /** Epoch milliseconds. */
  at: number;
  /** Epoch milliseconds; undefined until the answer has ended. */
  endedAt?: number;
  request: RecordedRequest;
  /** What it proved itself with is among them. */
  requestHeaders: Record<string, string>;
  status?: number;
  headers?: Record<string, string>;
  body?: KeptBody;
  isCut?: boolean;
  fault?: string;
}

/** Listens to the wire. */
export interface Recorder {
  wire: WrapWire;
  /** Runs one command line; gives what was recorded of it, for each instance that it ran on, to `keep`. */
  line<T>(work: () => Promise<T>, keep: (takes: Take[]) => Promise<void>): Promise<T>;
  /** Runs one call of the line; what the calls of one instance send is one take. */
  call<T>(about: Omit<Take, "waitedMs" | "exchanges" | "context">, work: () => Promise<T>): Promise<T>;
  /** The time of the call that runs: it stands still but for what is waited. Epoch milliseconds. */
  now(): number;
  /** Lets it go on to what it is after a wait. */
  waited(until: number): void;
  /** Adds to the arguments of the command that runs now. */
  tell(command: string, args: Readonly<Record<string, Json>>): void;
  /** A handler has looked at the context. */
  read(context: JsonObject): void;
}

/** The most that is kept of one body. */
export const MOST_BODY_BYTES = 16 * 1024 * 1024;

export function createRecorder({ now }: { now: () => number }): Recorder {
  const lines = new AsyncLocalStorage<Line>();
  const calls = new AsyncLocalStorage<Take>();

  return {
    wire: (network) => async (request) => {
      const take = calls.getStore();
      const line = lines.getStore();
      return take && line ? listen(request, network, take, line) : network(request);
    },
    async line(work, keep) {
      const line: Line = { takes: new Map(), bytesLeft: MOST_LINE_BYTES };
      try {
        return await lines.run(line, work);
      } finally {
        await keep([...line.takes.values()]);
      }
    },
    call(about, work) {
      const line = lines.getStore();
      if (!line) return work();
      const take = line.takes.get(about.instance) ?? { ...about, waitedMs: 0, exchanges: [] };
      const before = take.mask;
      // Of several calls each has secret arguments of its own; where there are none, all masks are the same.
      const isOther = before !== about.mask && Object.values(about.args).includes(STARS);
      if (isOther) take.mask = (text) => about.mask(before(text));
      line.takes.set(about.instance, take);
      return calls.run(take, work);
    },
    now() {
      const take = calls.getStore();
      return take ? take.startedAt + take.waitedMs : now();
    },
    waited(until) {
      const take = calls.getStore();
      // Those who wait side by side do not wait one after the other.
      if (take) take.waitedMs = Math.max(take.waitedMs, until - take.startedAt);
    },
    tell(command, args) {
      const take = calls.getStore();
      if (take?.command === command) take.args = { ...take.args, ...args };
    },
    read(context) {
      const take = calls.getStore();
      if (take) take.context ??= context;
    },
  };

  async function listen(
    request: WireRequest,
    network: (request: WireRequest) => Promise<WireAnswer>,
    take: Take,
    line: Line,
  ): Promise<WireAnswer> {
    const exchange: RawExchange = {
      at: now(),
      request: toRecordedRequest(request),
      requestHeaders: request.headers,
    };
    take.exchanges.push(exchange);
    try {
      const { status, headers, body } = await network(request);
      let kept = 0;
      const keeping = keepBody(body, (wanted) => {
        const room = Math.max(0, Math.min(wanted, MOST_BODY_BYTES + MARGIN_BYTES - kept, line.bytesLeft));
        kept += room;
        line.bytesLeft -= room;
        return room;
      });
      Object.assign(exchange, { status, headers, body: keeping });
      void keeping.ended.then((end) => {
        exchange.endedAt = now();
        if (end === "cut") exchange.isCut = true;
        else if (end !== "whole") exchange.fault = faultName(toNetworkFault(end));
      });
      return { status, headers, body: keeping.body };
    } catch (error) {
      exchange.endedAt = now();
      exchange.fault = faultName(toNetworkFault(error));
      throw error;
    }
  }
}

// --- internal ---

interface Line {
  takes: Map<string, Take>;
  /** How much may still be kept of all bodies together. */
  bytesLeft: number;
}

const MOST_LINE_BYTES = 64 * 1024 * 1024;

/** Kept beyond what is recorded: a secret that lies across the cut must be seen whole to be taken out. */
const MARGIN_BYTES = 64 * 1024;
