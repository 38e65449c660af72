import { expect } from "chai";
import { soar } from "./soar.ts";

/** An error as `soar --json` shows it. */
export interface ToldError {
  code: string;
  who: string;
  message: string;
  hint: string;
}

/** A run that must fail, and how. */
export interface BadCase {
  /** A sentence of behaviour. */
  it: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
  exit: number;
  error: ToldError;
}

/** What one run of `soar … --json` came to. */
export interface Told {
  exit: number | null;
  /** Of its one document. */
  error: ToldError | undefined;
  document: Record<string, unknown>;
  stderr: string;
}

/** Runs `soar … --json`; standard output must be exactly one JSON document. `names` stand for what differs by run. */
export async function tell(
  args: string[],
  { cwd, env = {}, names = {} }: { cwd: string; env?: Record<string, string>; names?: Record<string, string> },
): Promise<Told> {
  const { code, stdout, stderr } = await soar([...args, "--json"], { cwd, env });
  expect(stdout, `standard output of soar ${args.join(" ")}; on standard error: ${stderr}`).to.match(/^\{.*\}\n$/);
  const document = JSON.parse(named(stdout, names)) as Record<string, unknown>;
  return { exit: code, error: errorOf(document), document, stderr: named(stderr, names) };
}

/**
 * Runs all cases, a few at a time, before the suite's tests, and declares a test for each that holds what it said
 * against what it should say. They run together because most of them wait, for a lock or a vendor, rather than work.
 */
export function itRefuses(
  cases: readonly BadCase[],
  settings: () => { cwd: string; env?: Record<string, string>; names?: Record<string, string> },
): void {
  const runs = new Map<BadCase, Promise<Told>>();

  before(() => {
    const { cwd, env, names = {} } = settings();
    const next = pool(WORKERS);
    for (const bad of cases) {
      const run = () => tell(bad.args, { cwd: bad.cwd ?? cwd, env: { ...env, ...bad.env }, names });
      const told = next(run);
      // Its own test reports it; until then nobody listens.
      told.catch(() => undefined);
      runs.set(bad, told);
    }
  });

  for (const bad of cases) {
    it(bad.it, async () => {
      const told = await runs.get(bad);
      expect(told?.error, told?.stderr).to.deep.equal(bad.error);
      expect(told?.exit).to.equal(bad.exit);
    });
  }
}

/** Gives what was given to it, at most `size` at a time. */
export function pool(size: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = size;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

// --- internal ---

const WORKERS = 6;

function named(text: string, names: Record<string, string>): string {
  return Object.entries(names).reduce((all, [name, value]) => all.replaceAll(value, name), text);
}

/** `soar test` tells an error of each instance, everything else one of its own. */
function errorOf(document: Record<string, unknown>): ToldError | undefined {
  const { error, instances } = document as { error?: ToldError; instances?: { error?: ToldError }[] };
  return error ?? instances?.find((instance) => instance.error)?.error;
}
