import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { median, type Figure } from "./figure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const launcher = join(root, "bin", "soar.js");
const ROUNDS = 15;

/** From the moment that a handler's file is saved until `soar dev` has run the command with it. */
export async function devLoop(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), "soar-bench-"));
  const integration = join(folder, "second");
  cpSync(join(root, "test", "second"), integration, { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const words = ["lodestar-ticket-get", "id=1"];
  const dev = spawn(process.execPath, [launcher, "--integration", integration, "dev", "--simulator", ...words], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lines = createInterface({ input: dev.stderr });
  try {
    await ended(lines);
    const rounds: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const startedAt = performance.now();
      appendFileSync(join(integration, "commands", "_lodestar.ts"), `// ${round}\n`);
      await ended(lines);
      rounds.push(performance.now() - startedAt);
    }
    const starts = Array.from({ length: ROUNDS }, start);
    return {
      name: "soar dev, from a saved file to the end of the run",
      floor: "node starting and ending",
      // The first one fills caches.
      ours: median(rounds.slice(1)),
      theirs: median(starts),
      unit: "ms",
      ratio: median(rounds.slice(1)) / median(starts),
      bar: { oursAtMost: 300 },
    };
  } finally {
    dev.kill("SIGINT");
    await once(dev, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}

// --- internal ---

async function ended(lines: ReturnType<typeof createInterface>): Promise<void> {
  for (;;) {
    const [line] = (await once(lines, "line")) as [string];
    if (line.startsWith("exit 0,")) return;
    if (line.startsWith("exit ")) throw new Error(line);
  }
}

function start(): number {
  const startedAt = performance.now();
  spawnSync(process.execPath, ["-e", ""]);
  return performance.now() - startedAt;
}
