import { ManifestError, UnexpectedError } from "../errors.ts";
import { isRecord } from "../json.ts";
import { createSimulator, type StartOptions } from "../simulator/create-simulator.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { openOnce } from "./open-once.ts";
import { readQuery } from "./requests.ts";

export interface TestSimulatorOptions extends Omit<StartOptions, "knobs"> {
  /** As `soar simulate` takes them: `{ sessions: 20, names: "absent", fault: ["500:GET:/v1"] }`. */
  knobs?: Record<string, string | number | readonly string[]>;
}

/** One request as the vendor received it, and what became of it. */
export interface ReceivedRequest {
  method: string;
  /** Without the query. */
  path: string;
  /** Each name with all its values. */
  query: Record<string, string[]>;
  /** 0 where nothing was answered: the connection was reset. */
  status: number;
  /** Whether it changed the vendor's state. */
  applied: boolean;
}

/** A running simulator, as tests use it. */
export interface TestSimulator extends Omit<Simulator, "control"> {
  /** The environment variables that make it an instance of its integration. */
  env: Record<string, string>;
  /** The vendor's time, epoch milliseconds. It stands still when `startAt` was given without `speed`. */
  now: () => number;
  /** What it has received since this was last asked for, in order. Requests for tokens are among it. */
  requests: () => Promise<ReceivedRequest[]>;
  /**
   * Asks the control API: `control("/truth")` reads, `control("/faults", [{ … }])` writes. Gives the answer's JSON;
   * undefined where it has none.
   * @throws UnexpectedError with the answer, when it is refused
   */
  control: (path: string, body?: unknown) => Promise<unknown>;
}

/**
 * Starts the simulator of the integration in `folder`, in this process, on a free loopback port. Close it after the
 * tests. With `startAt` and `seed` all its answers are the same in every run.
 * @throws ManifestError when the integration brings none
 * @throws ArgumentError for knobs that it does not have
 */
export async function startSimulator(folder: string, options: TestSimulatorOptions = {}): Promise<TestSimulator> {
  const integration = await openOnce(folder);
  const module = await integration.simulator();
  if (!module) {
    throw new ManifestError(`The integration in ${folder} brings no simulator.`, "Name its module: x-soar.simulator.");
  }
  const { knobs = {}, ...rest } = options;
  const simulator = await createSimulator(module, integration.manifest.id, { ...rest, knobs: asTyped(knobs) });
  const ask = (path: string, body?: unknown) => askControl(simulator.control + path, body);
  let clock = readClock(await ask("/clock"));
  let read = 0;

  return {
    url: simulator.url,
    clientId: simulator.clientId,
    clientSecret: simulator.clientSecret,
    env: module.environment(simulator),
    close: () => simulator.close(),
    now: () => Math.floor(clock.at + (Date.now() - clock.readAt) * clock.speed),
    async control(path, body) {
      const answer = await ask(path, body);
      if (path === "/clock") clock = readClock(answer);
      return answer;
    },
    async requests() {
      const journal = await ask("/journal");
      const all = Array.isArray(journal) ? journal : [];
      const fresh = all.slice(read);
      read = all.length;
      return fresh.map(toRequest);
    },
  };
}

// --- internal ---

/** Knobs as they would come from a command line. */
function asTyped(knobs: Record<string, string | number | readonly string[]>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(knobs).map(([name, value]) => [name, typeof value === "object" ? [...value] : String(value)]),
  );
}

async function askControl(url: string, body: unknown): Promise<unknown> {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(url, { ...sent, headers: { "content-type": "application/json" } });
  const text = await answer.text();
  if (answer.ok) return text === "" ? undefined : (JSON.parse(text) as unknown);
  throw new UnexpectedError(
    `The simulator's control API answered ${String(answer.status)}: ${text.slice(0, 500)}`,
    `Correct what the test sends to ${new URL(url).pathname}.`,
  );
}

function readClock(answer: unknown): { at: number; speed: number; readAt: number } {
  const { now, speed } = isRecord(answer) ? answer : {};
  return { at: Date.parse(String(now)), speed: Number(speed), readAt: Date.now() };
}

function toRequest(entry: unknown): ReceivedRequest {
  const { method, path, status, applied } = isRecord(entry) ? entry : {};
  const [bare = "", query = ""] = String(path).split(/\?(.*)/s);
  return {
    method: String(method),
    path: bare,
    query: readQuery(query),
    status: Number(status),
    applied: applied === true,
  };
}
