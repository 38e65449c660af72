import { once } from "node:events";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ArgumentError } from "../errors.ts";
import { openIntegration, packageRoot } from "../dispatch/integration.ts";
import { nearest } from "../nearest.ts";
import { createSimulator, type StartOptions } from "../simulator/create-simulator.ts";
import type { Knob, SimulatorModule } from "../simulator/simulator.ts";
import type { CliIo, Globals } from "./globals.ts";

/** `soar simulate`: starts the integration's vendor simulator, prints where it is, and runs until it is stopped. */
export async function simulate(words: string[], globals: Globals, { terminal, signal }: CliIo): Promise<number> {
  const { simulator, id } = await openSimulator(globals);
  const options = optionsFrom(words, simulator.knobs);
  if (options === "help") {
    terminal.print(help(simulator.knobs));
    return 0;
  }
  const running = await createSimulator(simulator, id, options);
  const { url, clientId, clientSecret, control } = running;
  terminal.print(JSON.stringify({ url, clientId, clientSecret, control }));
  if (!globals.quiet) terminal.notice(howToUse(simulator.environment(running)));
  if (!signal.aborted) await once(signal, "abort");
  await running.close();
  return 0;
}

/** The simulator module of the integration that is asked for. */
export async function simulatorOf(globals: Globals): Promise<SimulatorModule> {
  return (await openSimulator(globals)).simulator;
}

/** Variables as a shell takes them. */
export function exportLines(environment: Record<string, string>): string[] {
  return Object.entries(environment).map(([name, value]) => {
    const quoted = /^[\w.,:/@+-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
    return `export ${name}=${quoted}`;
  });
}

/** What every simulator understands, beside its own knobs. */
export const COMMON_KNOBS: Knob[] = [
  {
    name: "port",
    description: "listen on this port of the loopback interface",
    value: "N",
    defaultValue: "a free one",
  },
  { name: "seed", description: "the same seed gives the same data", value: "N", defaultValue: "1" },
  { name: "clock", description: "stand still at this time, or run so many times faster", value: "ISO|SPEED" },
  { name: "state", description: "keep what changes in this file, and go on from it", value: "FILE" },
];

// --- internal ---

async function openSimulator(globals: Globals): Promise<{ simulator: SimulatorModule; id: string }> {
  const integration = await openIntegration(resolve(globals.integration ?? packageRoot));
  const simulator = await integration.simulator();
  if (simulator) return { simulator, id: integration.manifest.id };
  throw new ArgumentError(
    `${integration.manifest.display} brings no simulator`,
    "Its author names one in the manifest: x-soar: { simulator: MODULE }.",
  );
}

function howToUse(environment: Record<string, string>): string {
  return ["In another terminal:", ...exportLines(environment), "Ctrl-C ends the simulator."].join("\n");
}

function optionsFrom(words: string[], knobs: Knob[]): StartOptions | "help" {
  const all = [...COMMON_KNOBS, ...knobs];
  const { tokens } = parseArgs({
    args: words,
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      all.map((knob) => [knob.name, { type: knob.value ? ("string" as const) : ("boolean" as const) }]),
    ),
  });
  const faults: string[] = [];
  const meant = (name: string) => {
    const near = nearest(
      name,
      all.map((knob) => knob.name),
    );
    return near === undefined ? "" : ` (did you mean --${near}?)`;
  };
  const given: Record<string, string | string[]> = {};
  for (const token of tokens) {
    if (token.kind === "positional") faults.push(`${token.value} is no option${meant(token.value)}`);
    if (token.kind !== "option") continue;
    if (token.name === "help" || token.name === "h") return "help";
    const knob = all.find(({ name }) => name === token.name);
    if (!knob) faults.push(`there is no option ${token.rawName}${meant(token.name)}`);
    else if (knob.value && token.value === undefined) faults.push(`--${knob.name} needs a value (${knob.value})`);
    else
      given[knob.name] = knob.repeatable
        ? [given[knob.name] ?? [], token.value ?? "true"].flat()
        : (token.value ?? "true");
  }
  const { port, seed, clock, state, ...rest } = given;
  const options: StartOptions = { knobs: rest };
  if (port !== undefined) options.port = wholeNumber("port", String(port), 65_535, faults);
  if (seed !== undefined) options.seed = wholeNumber("seed", String(seed), 999_999_999, faults);
  if (typeof state === "string") options.state = resolve(state);
  if (typeof clock === "string") {
    if (/^\d+(\.\d+)?$/.test(clock)) options.speed = Number(clock);
    else if (Number.isNaN(Date.parse(clock))) faults.push(`--clock takes an ISO time or a number, not ${clock}`);
    else options.startAt = clock;
  }
  if (faults.length > 0) throw new ArgumentError(`${faults.join("; ")}.`, "`soar simulate --help` lists the options.");
  return options;
}

function wholeNumber(name: string, text: string, most: number, faults: string[]): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) > most) {
    faults.push(`--${name} takes a whole number from 0 to ${String(most)}, not ${text}`);
  }
  return Number(text);
}

function help(knobs: Knob[]): string {
  const all = [...COMMON_KNOBS, ...knobs].map((knob) => ({
    ...knob,
    flag: `--${knob.name}${knob.value ? ` <${knob.value}>` : ""}`,
  }));
  const width = Math.max(28, ...all.map(({ flag }) => flag.length));
  const lines = all.map(({ flag, description, defaultValue }) => {
    return `  ${flag.padEnd(width)} ${description}${defaultValue === undefined ? "" : ` (default: ${defaultValue})`}`;
  });
  const free = ["port", ...knobs.filter(({ transient }) => transient === true).map(({ name }) => name)];
  return [
    "Usage: soar simulate [options]",
    "",
    "Starts the vendor simulator on loopback, prints one JSON line { url, clientId, clientSecret, control } on standard",
    "output, how to use it on standard error (not with --quiet), and runs until it is stopped.",
    "",
    ...lines,
    "",
    "With --state, a change is in FILE before it is answered, so that even kill -9 loses none. Started again with the same",
    "FILE, the simulator is what it was, seed, clock and options included; options that differ from FILE's are refused,",
    `but for ${free.map((name) => `--${name}`).join(", ")}. A clock that runs has gone on meanwhile.`,
    "FILE.lock keeps a second simulator out.",
  ].join("\n");
}
