import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { median, type Figure } from "./figure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const launcher = join(root, "bin", "soar.js");
const ROUNDS = 21;

/**
 * A read command as a whole process (token kept, entry and context stored) against a bare script that makes the same
 * request with axios. The two run in turn, so that a machine that slows down slows both.
 */
export async function coldStart(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "soar-bench-"));
  const simulator = spawn(process.execPath, [launcher, "simulate", "--rate", "0"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(createInterface({ input: simulator.stdout }), "line")) as [string];
    const { url, control, clientId, clientSecret } = JSON.parse(line) as Record<string, string>;
    const truth = (await (await fetch(`${String(control)}/truth/sessions`)).json()) as {
      sessions: { sessionId: string }[];
    };
    const id = truth.sessions[0]?.sessionId ?? "";
    const token = await tokenOf(String(url), String(clientId), String(clientSecret));
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      CODE42_API_URL: url,
      CODE42_CLIENT_ID: clientId,
      CODE42_CLIENT_SECRET: clientSecret,
    };
    const ours = () => time([launcher, "run", "code42-alert-get", `id=${id}`, "--json"], folder, env);
    const floor = () =>
      time([join(root, "bench", "cold-start-floor.mjs"), `${String(url)}/v1/sessions/${id}`, token], folder, env);
    // The first ones fetch the token, create the store and fill the disk's cache.
    ours();
    floor();
    const rounds = Array.from({ length: ROUNDS }, () => ({ ours: ours(), floor: floor() }));
    const oursMs = median(rounds.map((round) => round.ours));
    const floorMs = median(rounds.map((round) => round.floor));
    return {
      name: "soar run of a read command, whole process",
      floor: "a bare script that makes the same request with axios",
      ours: oursMs,
      theirs: floorMs,
      unit: "ms",
      ratio: oursMs / floorMs,
      bar: { atMost: 1.3 },
    };
  } finally {
    simulator.kill("SIGTERM");
    await once(simulator, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}

// --- internal ---

function time(args: string[], cwd: string, env: NodeJS.ProcessEnv): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: "utf8" });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${String(status)}: ${stderr}`);
  return ms;
}

async function tokenOf(url: string, clientId: string, clientSecret: string): Promise<string> {
  const answer = await fetch(`${url}/v1/oauth?grant_type=client_credentials`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}
