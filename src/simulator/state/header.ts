import { ArgumentError } from "../../errors.ts";
import { isRecord } from "../../json.ts";
import { createClock } from "../clock.ts";
import type { Knob } from "../simulator.ts";

/** The first line of a state file: what a simulator was started with, which all its data follows from. */
export interface StateHeader {
  format: typeof FORMAT;
  /** The integration's id. */
  integration: string;
  seed: number;
  /** The simulated time it began at; ISO. */
  startAt: string;
  /** How fast its time passed at first. */
  speed: number;
  /** The real time at which it was first started; ISO. */
  since: string;
  /** Every knob that shapes the data, the defaults among them. */
  knobs: Record<string, string | string[]>;
}

/** What somebody asks for who starts a simulator; what is left out is taken from the file. */
export interface Asked {
  seed?: number;
  startAt?: string;
  speed?: number;
  knobs: Record<string, string | string[]>;
}

export const FORMAT = "soar-simulator-state/1";

/** How every state file begins. */
export const MARK = `{"format":"${FORMAT}"`;

/** What a new file is to say. */
export function newHeader(
  asked: Asked,
  integration: string,
  declared: readonly Knob[],
  now: () => number,
): StateHeader {
  const clock = createClock({ startAt: asked.startAt, speed: asked.speed, now });
  return {
    format: FORMAT,
    integration,
    seed: asked.seed ?? 1,
    startAt: new Date(clock.startedAt).toISOString(),
    speed: clock.speed(),
    since: new Date(now()).toISOString(),
    knobs: { ...defaultsOf(declared), ...shaping(asked.knobs, declared) },
  };
}

/** @returns undefined for a line that is no header */
export function parseHeader(line: string): StateHeader | undefined {
  const value = parseJson(line);
  if (!isRecord(value)) return undefined;
  const { format, integration, seed, startAt, speed, since, knobs } = value;
  if (format !== FORMAT || typeof integration !== "string" || !Number.isSafeInteger(seed)) return undefined;
  if (typeof seed !== "number" || typeof speed !== "number" || !(speed >= 0)) return undefined;
  if (!isTime(startAt) || !isTime(since) || !isRecord(knobs) || !Object.values(knobs).every(isKnobValue))
    return undefined;
  return {
    format,
    integration,
    seed,
    startAt,
    speed,
    since,
    knobs: Object.fromEntries(
      Object.entries(knobs).filter((entry): entry is [string, string | string[]] => isKnobValue(entry[1])),
    ),
  };
}

/** Text as JSON; undefined for what is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A time as these files write it. */
export function isTime(value: unknown): value is string {
  return typeof value === "string" && Number.isFinite(Date.parse(value));
}

/**
 * @throws ArgumentError naming every value that is asked for and is another in the file, or the integration whose file
 *   it is
 */
export function checkAsked(
  header: StateHeader,
  asked: Asked,
  integration: string,
  declared: readonly Knob[],
  path: string,
): void {
  if (header.integration !== integration) {
    throw new ArgumentError(
      `${path} holds the state of a simulated ${header.integration}, not of ${integration}.`,
      "Give each integration's simulator a state file of its own.",
    );
  }
  const wrong = [...seedFaults(header, asked), ...clockFaults(header, asked), ...knobFaults(header, asked, declared)];
  if (wrong.length === 0) return;
  throw new ArgumentError(
    `${path} was made with other options: ${wrong.join("; ")}.`,
    "Leave them out, for what the file says holds, or begin a new state file.",
  );
}

// --- internal ---

function defaultsOf(declared: readonly Knob[]): Record<string, string> {
  const pairs = declared.flatMap(({ name, defaultValue, transient }) =>
    defaultValue === undefined || transient === true ? [] : [[name, defaultValue] as const],
  );
  return Object.fromEntries(pairs);
}

/** Without the knobs that may differ from start to start. */
function shaping(given: Asked["knobs"], declared: readonly Knob[]): Asked["knobs"] {
  const transient = new Set(declared.filter((knob) => knob.transient === true).map(({ name }) => name));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !transient.has(name)));
}

function seedFaults({ seed }: StateHeader, asked: Asked): string[] {
  return asked.seed === undefined || asked.seed === seed ? [] : [isOther("seed", String(seed), String(asked.seed))];
}

function clockFaults({ startAt, speed }: StateHeader, asked: Asked): string[] {
  if (asked.startAt === undefined && asked.speed === undefined) return [];
  const pace = asked.speed ?? (asked.startAt === undefined ? speed : undefined);
  const clock = createClock({ startAt: asked.startAt ?? startAt, speed: pace, now: () => 0 });
  const begin = new Date(clock.startedAt).toISOString();
  if (begin === startAt && clock.speed() === speed) return [];
  return [isOther("clock", clockText(startAt, speed), clockText(begin, clock.speed()))];
}

function clockText(startAt: string, speed: number): string {
  return speed === 0 ? startAt : `${String(speed)} from ${startAt}`;
}

function knobFaults({ knobs }: StateHeader, asked: Asked, declared: readonly Knob[]): string[] {
  return Object.entries(shaping(asked.knobs, declared)).flatMap(([name, given]) => {
    const kept = Object.hasOwn(knobs, name) ? knobs[name] : undefined;
    const [is, wanted] = [listed(kept), listed(given)];
    return is === wanted ? [] : [isOther(name, is, wanted)];
  });
}

function listed(value: string | string[] | undefined): string {
  return value === undefined ? "not set" : [value].flat().join(", ");
}

function isOther(name: string, is: string, asked: string): string {
  return `--${name} is ${is} in it, not ${asked}`;
}

function isKnobValue(value: unknown): value is string | string[] {
  return typeof value === "string" || (Array.isArray(value) && value.every((member) => typeof member === "string"));
}
