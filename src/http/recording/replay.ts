import { AsyncLocalStorage } from "node:async_hooks";
import { isJsonObject, type Json } from "../../json.ts";
import type { WireRequest, WrapWire } from "../wire.ts";
import { compareRequests, keyOf } from "./compare.ts";
import { dropLoopbackPorts } from "./loopback.ts";
import { notRecorded, truncatedError } from "./not-recorded.ts";
import { toRecordedRequest } from "./recorded-request.ts";
import type { RecordedExchange, RecordedRequest, Recording, RecordingFile } from "./recording.ts";
import { serveAnswer } from "./served-answer.ts";

/** Recorded answers in the vendor's place. */
export interface Player {
  wire: WrapWire;
  /** Epoch milliseconds: where the recording in use was made, and what has been waited since. */
  now(): number;
  /** Ends at once, and lets the clock go on by so much. */
  wait(ms: number): Promise<void>;
  /** Runs `work` with the recordings of this command first, those of these arguments before all. Starts them anew. */
  line<T>(command: string, args: Readonly<Record<string, Json>>, work: () => Promise<T>): Promise<T>;
  /** The one that comes first at the moment. */
  current(): Recording | undefined;
}

/** Plays recordings. Opens no socket. */
export function createPlayer(recordings: readonly (Recording | RecordingFile)[]): Player {
  const tapes = recordings.map((given) => ("recording" in given ? given : { path: undefined, recording: given }));
  const indexed = tapes.map(({ recording, path }): Tape => {
    const index = indexOf(recording);
    const blanked = [...index].filter(([key]) => key.includes("***")).map(([, exchanges]) => exchanges);
    return { recording, path, index, blanked };
  });
  const outside = newRun(indexed);
  const running = new AsyncLocalStorage<Run>();
  const run = () => running.getStore() ?? outside;

  return {
    wire: () => async (request) => serve(request, run()),
    now: () => run().now,
    async wait(ms) {
      const state = run();
      const until = state.now + ms;
      // Others that wait meanwhile do not wait one after the other.
      await Promise.resolve();
      state.now = Math.max(state.now, until);
    },
    line: (command, args, work) => running.run(newRun(inOrder(indexed, command, args)), work),
    current: () => run().tapes[0]?.recording,
  };
}

// --- internal ---

interface Tape {
  recording: Recording;
  path: string | undefined;
  /** The exchanges by what was asked, in order. */
  index: Map<string, RecordedExchange[]>;
  /** Those of them whose requests have had secrets taken out. */
  blanked: RecordedExchange[][];
}

interface Run {
  tapes: readonly Tape[];
  now: number;
  /** How often each list of exchanges has been asked. */
  asked: Map<RecordedExchange[], number>;
}

function newRun(tapes: readonly Tape[]): Run {
  return { tapes, now: Date.parse(tapes[0]?.recording.recordedAt ?? "") || 0, asked: new Map() };
}

function indexOf({ exchanges }: Recording): Map<string, RecordedExchange[]> {
  const index = new Map<string, RecordedExchange[]>();
  for (const exchange of exchanges) {
    const key = keyOf(exchange.request);
    const same = index.get(key);
    if (same) same.push(exchange);
    else index.set(key, [exchange]);
  }
  return index;
}

function serve(wireRequest: WireRequest, run: Run) {
  const sent = withoutPorts(toRecordedRequest(wireRequest));
  const found = find(sent, run.tapes);
  if (!found) throw notRecorded(sent, run.tapes);
  const { exchanges, tape } = found;
  const count = run.asked.get(exchanges) ?? 0;
  run.asked.set(exchanges, count + 1);
  // The last one repeats: whoever polls asks more often than was recorded.
  const exchange = exchanges[Math.min(count, exchanges.length - 1)];
  if (!exchange) throw notRecorded(sent, run.tapes);
  const { answer } = exchange;
  if ("truncated" in answer && answer.status < 300) throw truncatedError(sent, tape);
  return serveAnswer(answer);
}

/** In the first recording that has it: one after the other would mix the answers of different days. */
function find(
  sent: RecordedRequest,
  tapes: readonly Tape[],
): { exchanges: RecordedExchange[]; tape: Tape } | undefined {
  const key = keyOf(sent);
  for (const tape of tapes) {
    const exchanges = tape.index.get(key) ?? tape.blanked.find((each) => isOf(each, sent));
    if (exchanges) return { exchanges, tape };
  }
  for (const tape of tapes) {
    for (const exchanges of tape.index.values()) {
      if (isElsewhere(exchanges, sent)) return { exchanges, tape };
    }
  }
  return undefined;
}

/** The same request below another base path: what was recorded at a simulator may be asked for at a tenant's URL. */
function isElsewhere([exchange]: RecordedExchange[], sent: RecordedRequest): boolean {
  if (exchange === undefined) return false;
  const { request } = exchange;
  const isBelow = request.path.length > 1 && (sent.path.endsWith(request.path) || request.path.endsWith(sent.path));
  return isBelow && compareRequests({ ...request, path: sent.path }, sent).length === 0;
}

/** Of what has had secrets taken out, what is sent has the secrets still. */
function isOf([exchange]: RecordedExchange[], sent: RecordedRequest): boolean {
  return exchange !== undefined && compareRequests(exchange.request, sent).length === 0;
}

function withoutPorts({ method, path, query, body }: RecordedRequest): RecordedRequest {
  return {
    method,
    path: dropLoopbackPorts(path),
    ...(query === undefined ? {} : { query: mapTexts(query) }),
    ...(body === undefined ? {} : { body: mapTexts(body) }),
  };
}

function mapTexts<T extends Json>(value: T): T;
function mapTexts(value: Json): Json {
  if (typeof value === "string") return dropLoopbackPorts(value);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each)]));
}

function inOrder(tapes: readonly Tape[], command: string, args: Readonly<Record<string, Json>>): Tape[] {
  const score = ({ recording }: Tape) => (recording.command === command ? 1 + agreement(recording.args, args) : 0);
  const scored = tapes.map((tape) => ({ tape, score: score(tape) }));
  // A stable sort: those that fit equally well stay in the order of their files.
  return scored.sort((a, b) => b.score - a.score).map(({ tape }) => tape);
}

/** From 0 (nothing in common) to 1. A command line's values are texts, a program's may be numbers: both are the same. */
function agreement(recorded: Readonly<Record<string, Json>>, given: Readonly<Record<string, Json>>): number {
  const names = new Set([...Object.keys(recorded), ...Object.keys(given)]);
  if (names.size === 0) return 1;
  const same = [...names].filter(
    (name) =>
      Object.hasOwn(recorded, name) && Object.hasOwn(given, name) && asText(recorded[name]) === asText(given[name]),
  );
  return same.length / names.size;
}

function asText(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
