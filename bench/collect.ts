import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Figure } from "./figure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const launcher = join(root, "bin", "soar.js");
const SIZES = [10_000, 100_000, 1_000_000];

/** A million file events to a file: how fast, and with how much memory; what both are with fewer goes to standard error. */
export async function collect(): Promise<Figure[]> {
  const measured: Measured[] = [];
  for (const size of SIZES) {
    measured.push(await measure(size));
    const { events, ours, bare, megabytes } = measured.at(-1) ?? NOTHING;
    process.stderr.write(
      `  ${events} events: ${Math.round(ours)}/s, bare ${Math.round(bare)}/s, ${Math.round(megabytes)} MB at most\n`,
    );
  }
  const { ours, bare, megabytes } = measured.at(-1) ?? NOTHING;
  const few = measured[0] ?? NOTHING;
  return [
    {
      name: "soar collect: file events to a file, of a million",
      floor: "a loop that downloads, parses and writes",
      ours,
      theirs: bare,
      unit: "/s",
      ratio: ours / bare,
      bar: { atLeast: 0.6 },
    },
    {
      name: "soar collect: resident memory with a million events",
      floor: "the same with ten thousand",
      ours: megabytes,
      theirs: few.megabytes,
      unit: "MB",
      ratio: megabytes / few.megabytes,
      bar: { oursAtMost: 200 },
    },
  ];
}

// --- internal ---

interface Measured {
  events: number;
  /** Events a second. */
  ours: number;
  bare: number;
  /** The most that was resident. */
  megabytes: number;
}

const NOTHING: Measured = { events: 0, ours: NaN, bare: NaN, megabytes: NaN };
const SEARCH = "/v2/file-events";

async function measure(events: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "soar-bench-"));
  const answers = join(folder, "answers");
  const started: ChildProcess[] = [];
  const listening = async (args: string[]) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    started.push(child);
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    return line;
  };
  const vendor = async (...url: string[]) =>
    `http://127.0.0.1:${await listening([join(root, "bench", "replay-vendor.ts"), answers, ...url])}`;
  try {
    const knobs = ["--events", String(events), "--sessions", "0", "--rate", "0"];
    const simulator = JSON.parse(await listening([launcher, "simulate", "--quiet", ...knobs])) as Record<
      string,
      string
    >;
    await collected(folder, "recorded", await vendor(simulator.url ?? ""), simulator);
    const ours = await collected(folder, "ours", await vendor(), simulator);
    const kept = JSON.parse(readFileSync(join(answers, "answers.json"), "utf8")) as { path: string }[];
    const pages = kept.filter(({ path }) => path === SEARCH).length;
    const args = [await vendor(), SEARCH, String(pages), join(folder, "bare.ndjson")];
    const bare = await timed([join(root, "bench", "bare-collector.mjs"), ...args], folder, process.env);
    const lines = Number(bare.printed);
    return {
      events: lines,
      ours: lines / (ours.ms / 1000),
      bare: lines / (bare.ms / 1000),
      megabytes: ours.megabytes,
    };
  } finally {
    for (const child of started) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function collected(folder: string, name: string, url: string, { clientId = "", clientSecret = "" }): Promise<Timed> {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    SOAR_BUDGET: "1000000/1000",
    CODE42_API_URL: url,
    CODE42_CLIENT_ID: clientId,
    CODE42_CLIENT_SECRET: clientSecret,
  };
  const where = ["--store", `sqlite:${join(folder, `${name}.db`)}`, "--sink", join(folder, `${name}.ndjson`)];
  return timed([launcher, "collect", "--stream", "file-events", "--from", "40 days", "--quiet", ...where], folder, env);
}

interface Timed {
  ms: number;
  megabytes: number;
  printed: string;
}

async function timed(args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Timed> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const over = once(child, "close");
  let megabytes = 0;
  while (child.exitCode === null && child.signalCode === null) {
    megabytes = Math.max(megabytes, peakOf(child.pid ?? 0));
    await Promise.race([over, wait(100)]);
  }
  await over;
  if (child.exitCode !== 0) throw new Error(`${args.join(" ")} ended with ${String(child.exitCode)}`);
  return { ms: performance.now() - startedAt, megabytes, printed };
}

/** The most that a running process ever had resident; 0 where the system does not tell. */
function peakOf(pid: number): number {
  try {
    const [, kilobytes = "0"] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    // It has just ended.
    return 0;
  }
}
