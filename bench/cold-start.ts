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

/** A read command of the package's own integration, as a whole process: token kept, entry and context stored. */
export async function coldStart(): Promise<Figure> {
  return withSimulator(["--rate", "0"], async ({ url, control, clientId, clientSecret }, folder) => {
    const truth = (await (await fetch(`${control}/truth/sessions`)).json()) as { sessions: { sessionId: string }[] };
    const id = truth.sessions[0]?.sessionId ?? "";
    const token = await tokenOf(url, clientId, clientSecret);
    return compare("soar run of a read command, whole process", folder, {
      args: ["run", "code42-alert-get", `id=${id}`, "--json"],
      env: { CODE42_API_URL: url, CODE42_CLIENT_ID: clientId, CODE42_CLIENT_SECRET: clientSecret },
      floor: [`${url}/v1/sessions/${id}`, "authorization", `Bearer ${token}`],
    });
  });
}

/** The same of an integration that lies elsewhere: its manifest is YAML, its handlers are TypeScript. */
export async function coldStartForeign(): Promise<Figure> {
  const integration = ["--integration", join(root, "test", "second")];
  return withSimulator(integration, async ({ url, clientSecret }, folder) =>
    compare("the same of an integration in YAML and TypeScript", folder, {
      args: [...integration, "run", "lodestar-ticket-get", "id=1", "--json"],
      env: { LODESTAR_URL: url, LODESTAR_API_KEY: clientSecret },
      floor: [`${url}/tickets/1`, "x-api-key", clientSecret],
    }),
  );
}

// --- internal ---

interface Running {
  url: string;
  control: string;
  clientId: string;
  clientSecret: string;
}

async function withSimulator(
  options: string[],
  measure: (simulator: Running, folder: string) => Promise<Figure>,
): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "soar-bench-"));
  const simulator = spawn(process.execPath, [launcher, "simulate", "--quiet", ...options], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(createInterface({ input: simulator.stdout }), "line")) as [string];
    return await measure(JSON.parse(line) as Running, folder);
  } finally {
    simulator.kill("SIGTERM");
    await once(simulator, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both in turn, so that a machine that slows down slows both. */
function compare(
  name: string,
  folder: string,
  { args, env, floor }: { args: string[]; env: Record<string, string>; floor: string[] },
): Figure {
  const environment = { PATH: process.env.PATH, HOME: folder, ...env };
  const ours = () => time([launcher, ...args], folder, environment);
  const theirs = () => time([join(root, "bench", "cold-start-floor.mjs"), ...floor], folder, environment);
  // The first ones fetch the token, create the store and fill the disk's cache.
  ours();
  theirs();
  const rounds = Array.from({ length: ROUNDS }, () => ({ ours: ours(), floor: theirs() }));
  const oursMs = median(rounds.map((round) => round.ours));
  const floorMs = median(rounds.map((round) => round.floor));
  return {
    name,
    floor: "a bare script that makes the same request with axios",
    ours: oursMs,
    theirs: floorMs,
    unit: "ms",
    ratio: oursMs / floorMs,
    bar: { atMost: 1.3 },
  };
}

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
