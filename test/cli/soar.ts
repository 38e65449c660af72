import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { runProgram } from "../../src/cli/program.ts";
import type { Keyboard, Terminal } from "../../src/cli/terminal.ts";
import type { Pause } from "../../src/engine/schedule/pause.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { create, environment } from "../second/commands/_simulator/index.ts";

/** What a run printed, and how it ended. */
export interface Outcome {
  code: number;
  /** Standard output, as it was printed. */
  out: string;
  /** Standard error, as it was printed. */
  err: string;
  /** What was shown in passing. */
  statuses: string[];
  /** What was asked. */
  questions: string[];
}

export interface Setting {
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  columns?: number;
  isPiped?: boolean;
  /** A person sits there and answers each question so. */
  answer?: string;
  /** Where that person types whole lines. */
  keyboard?: Keyboard;
  now?: () => number;
  pause?: Pause;
  /** Called with every line on standard output. */
  onPrint?: (text: string) => void;
}

/** The folder of the second integration. */
export const second = fileURLToPath(new URL("../second", import.meta.url));

/** `soar` in this process, with a terminal that records. */
export async function soar(words: string[], setting: Setting = {}): Promise<Outcome> {
  const { answer, keyboard, onPrint } = setting;
  const outcome: Outcome = { code: -1, out: "", err: "", statuses: [], questions: [] };
  let mask = (text: string) => text;
  const terminal: Terminal = {
    protect: (next) => {
      mask = next;
    },
    print: (text) => {
      outcome.out += `${mask(text)}\n`;
      onPrint?.(text);
    },
    notice: (text) => {
      outcome.err += `${mask(text)}\n`;
    },
    pour: async (content) => {
      outcome.out += (await buffer(content)).toString("latin1");
    },
    ask: async (question) => {
      outcome.questions.push(question);
      return answer ?? "";
    },
    status: (text) => outcome.statuses.push(text),
    isInteractive: answer !== undefined || keyboard !== undefined,
    ...(keyboard === undefined ? {} : { keyboard }),
    colour: false,
    columns: setting.columns ?? 80,
    isPiped: setting.isPiped ?? false,
  };
  const { env = {}, signal = new AbortController().signal, now = Date.now, pause } = setting;
  const output = new Writable({
    write: (bytes: Buffer, _, done) => {
      outcome.out += bytes.toString();
      done();
    },
  });
  const clock = { now, ...(pause && { pause }), random: () => 0 };
  outcome.code = await runProgram(words, { terminal, env, signal, output, ...clock });
  return outcome;
}

/** The second integration's simulator, a store and `soar` for both, fresh for each suite. */
export function useLodestar(knobs: Record<string, string> = {}): {
  soar: (words: string[], setting?: Setting) => Promise<Outcome>;
  simulator: () => Simulator;
  path: (name: string) => string;
  /** `METHOD /path` of every write that was applied. */
  applied: () => Promise<string[]>;
} {
  let simulator: Simulator | undefined;
  let folder = "";
  before(async () => {
    simulator = await create({ knobs, startAt: "2026-03-01T12:00:00Z" });
    folder = mkdtempSync(join(tmpdir(), "soar-cli-"));
  });
  after(async () => {
    await simulator?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const running = () => {
    if (!simulator) throw new Error("the simulator has not started");
    return simulator;
  };
  const path = (name: string) => join(folder, name);
  return {
    path,
    simulator: running,
    soar: (words, setting = {}) => {
      const env = { ...environment(running()), ...setting.env };
      return soar(["--integration", second, "--store", `sqlite:${path("soar.db")}`, ...words], { ...setting, env });
    },
    applied: async () => {
      const answer = await fetch(`${running().control}/journal`);
      const journal = (await answer.json()) as { method: string; path: string; applied: boolean }[];
      return journal.filter(({ applied }) => applied).map((each) => `${each.method} ${each.path}`);
    },
  };
}
