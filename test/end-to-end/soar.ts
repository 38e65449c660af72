import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const launcher = join(root, "bin", "soar.js");

/**
 * For the environment of a process that runs the built soar: of that no coverage is taken, and each would still write a
 * megabyte of it as it ends, for the report to read and to drop.
 */
export const uncovered = { NODE_V8_COVERAGE: "" };

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Surroundings {
  cwd: string;
  env?: Record<string, string>;
  /** A program with arguments that is to run `soar`, such as `["nice"]`. */
  through?: string[];
}

/** For `NODE_OPTIONS`: has a process say at its end what it held in memory at most, as Linux counts it. */
export const sayPeak =
  "--import=data:text/javascript,import{readFileSync}from'node:fs';process.on('exit',()=>" +
  "process.stderr.write(/VmHWM.*/.exec(readFileSync('/proc/self/status','latin1'))[0]));";

/** A folder of its own, gone after the test. */
export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "soar-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The built `soar` as a child process, run to its end. Only what `env` gives is in its environment. */
export async function soar(args: string[], { input, ...options }: Surroundings & { input?: string }): Promise<Outcome> {
  const child = start(args, options);
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin?.end(input);
  await once(child, "close");
  return { code: child.exitCode, stdout, stderr };
}

/** The built `soar` as a child process, left running. */
export function start(args: string[], { cwd, env = {}, through = [] }: Surroundings): ChildProcess {
  const [program = "", ...rest] = [...through, process.execPath, launcher, ...args];
  return spawn(program, rest, {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...uncovered, ...env },
    stdio: "pipe",
  });
}

export interface RunningSimulator {
  url: string;
  control: string;
  clientId: string;
  clientSecret: string;
  /** What makes it an instance of the Code42 integration. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** `soar simulate` as a child process. */
export async function startSimulator(args: string[] = [], integration?: string): Promise<RunningSimulator> {
  const folder = temporaryFolder();
  const child = start(["simulate", ...(integration ? ["--integration", integration] : []), ...args], {
    cwd: folder.path,
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error("the simulator has no output");
  let complaint = "";
  stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const lines = createInterface({ input: stdout });
  const line = await Promise.race([
    once(lines, "line").then(([text]: string[]) => text ?? ""),
    once(child, "exit").then(() => Promise.reject(new Error(`soar simulate ended: ${complaint}`))),
  ]);
  const { url, control, clientId, clientSecret } = JSON.parse(line) as Omit<RunningSimulator, "env" | "stop">;
  return {
    url,
    control,
    clientId,
    clientSecret,
    env: { CODE42_API_URL: url, CODE42_CLIENT_ID: clientId, CODE42_CLIENT_SECRET: clientSecret },
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      folder.remove();
    },
  };
}

/** GET on the control API. */
export async function ask<T>(simulator: RunningSimulator, path: string): Promise<T> {
  const answer = await fetch(`${simulator.control}${path}`);
  return (await answer.json()) as T;
}

/** POST on the control API. */
export async function tell<T>(simulator: RunningSimulator, path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${simulator.control}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  const text = await answer.text();
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

/** The requests the simulator has answered, control calls left out. */
export interface Exchange {
  at: string;
  method: string;
  path: string;
  status: number;
  applied: boolean;
}
