import { resolve } from "node:path";
import { openIntegration, packageRoot } from "../dispatch/integration.ts";
import { ArgumentError } from "../errors.ts";
import { didYouMean } from "../nearest.ts";
import { prove as proveThat, type Proof } from "../prove/prove.ts";
import { soarOf, type CliIo, type Globals } from "./globals.ts";
import { withProgress } from "./progress.ts";
import { coloursOf } from "./render/colours.ts";

export interface ProveFlags {
  crashes: string;
  seed?: string;
  stream?: string[];
}

/**
 * `soar prove fetch|collect`: kills the real command again and again against the vendor simulator, and says what was lost
 * or doubled. Exit code 1 when anything was, or when a run failed though nothing was wrong.
 */
export async function prove(what: string, flags: ProveFlags, globals: Globals, io: CliIo): Promise<number> {
  const asked = readFlags(what, flags);
  const integration = await openIntegration(resolve(globals.integration ?? packageRoot));
  const proof = await withProgress(`proving ${what}`, io, (progress) =>
    proveThat({
      ...asked,
      integration,
      signal: io.signal,
      clock: () => performance.now(),
      onCrash: (done) => progress.tell(done, asked.crashes, "crashes"),
    }),
  );
  const again = [
    `${soarOf(globals)} prove ${what} --crashes ${asked.crashes} --seed ${asked.seed}`,
    ...(flags.stream ?? []).map((stream) => `--stream ${stream}`),
  ].join(" ");
  if (globals.json) io.terminal.print(JSON.stringify(toDocument(proof, asked.seed, again)));
  else print(proof, again, globals, io);
  return isProven(proof) ? 0 : 1;
}

// --- internal ---

const MOST_CRASHES = 1_000_000;
const MOST_SEED = 999_999_999;

/** How many ids are named of each sort; `--json` has them all. */
const IDS_SHOWN = 10;

function readFlags(
  what: string,
  { crashes, seed, stream }: ProveFlags,
): { what: "fetch" | "collect"; crashes: number; seed: number; streams?: string[] } {
  const faults: string[] = [];
  if (what !== "fetch" && what !== "collect") {
    faults.push(`There is nothing to prove of ${what}.${didYouMean(what, ["fetch", "collect"])}`);
  }
  if (what === "fetch" && stream !== undefined) faults.push("--stream goes with `soar prove collect`.");
  const wanted = wholeNumber("crashes", crashes, { min: 1, max: MOST_CRASHES }, faults);
  const drawn = String(Math.floor(Math.random() * (MOST_SEED + 1)));
  const from = wholeNumber("seed", seed ?? drawn, { min: 0, max: MOST_SEED }, faults);
  if (faults.length > 0) {
    throw new ArgumentError(faults.join(" "), "For example `soar prove fetch --crashes 100 --seed 7`.");
  }
  return {
    what: what === "collect" ? "collect" : "fetch",
    crashes: wanted,
    seed: from,
    ...(stream && { streams: stream }),
  };
}

function wholeNumber(name: string, text: string, { min, max }: { min: number; max: number }, faults: string[]): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(number >= min && number <= max)) {
    faults.push(`--${name} takes a whole number from ${min} to ${max}, not ${text}.`);
  }
  return number;
}

function isProven({ streams, failures }: Proof): boolean {
  return (
    failures.length === 0 &&
    streams.every(({ lost, doubled, unknown }) => lost.length + doubled.length + unknown.length === 0)
  );
}

function toDocument(proof: Proof, seed: number, again: string): object {
  const { streams, ...rest } = proof;
  const sum = (kind: "lost" | "doubled" | "unknown") => streams.reduce((total, each) => total + each[kind].length, 0);
  return {
    crashes: total(proof.crashes),
    lost: sum("lost"),
    doubled: sum("doubled"),
    unknown: sum("unknown"),
    requestsPerItem: requestsPerItem(proof),
    seed,
    items: rest.items,
    requests: rest.requests,
    runs: rest.runs,
    crashesBy: rest.crashes,
    faults: rest.faults,
    swept: rest.swept,
    failures: rest.failures,
    ms: Math.round(rest.ms),
    streams,
    again,
  };
}

function print(proof: Proof, again: string, { quiet }: Globals, { terminal }: CliIo): void {
  const { green, red } = coloursOf(terminal);
  for (const { stream, items, lost, doubled, unknown } of proof.streams) {
    const good = lost.length + doubled.length + unknown.length === 0;
    const counts = `${items} items, lost ${lost.length}, doubled ${doubled.length}`;
    const made = unknown.length === 0 ? "" : `, made up ${unknown.length}`;
    terminal.print((good ? green : red)(`${stream}: ${counts}${made}`));
    for (const [name, ids] of Object.entries({ lost, doubled, "made up": unknown })) {
      if (ids.length > 0) terminal.print(`  ${name}: ${some(ids)}`);
    }
  }
  for (const failure of proof.failures) terminal.print(red(failure.trim()));
  const facts = [
    `${total(proof.crashes)} ${total(proof.crashes) === 1 ? "crash" : "crashes"} in ${proof.runs} runs and ${Math.round(proof.ms / 1000)} s`,
    `${requestsPerItem(proof)} requests per item`,
  ];
  terminal.print(facts.join(", "));
  if (!quiet) {
    terminal.print(table("killed at", proof.crashes));
    if (total(proof.faults) > 0) terminal.print(table("went wrong", proof.faults));
    terminal.print(
      `gone through one by one: ${proof.swept.length === 0 ? "nothing; take more --crashes" : `every ${proof.swept.join(", every ")}`}`,
    );
  }
  terminal.print(`again: ${again}`);
}

function table(title: string, counts: Readonly<Record<string, number>>): string {
  const rows = Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1));
  return [`${title}:`, ...rows.map(([name, number]) => `${String(number).padStart(6)}  ${name}`)].join("\n");
}

function some(ids: readonly string[]): string {
  const more = ids.length - IDS_SHOWN;
  return `${ids.slice(0, IDS_SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, each) => sum + each, 0);
}

function requestsPerItem({ requests, items }: Proof): number {
  return items === 0 ? 0 : Math.round((requests / items) * 100) / 100;
}
