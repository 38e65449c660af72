import { expect } from "chai";
import { soar, type Surroundings } from "./soar.ts";

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
  { names = {}, ...surroundings }: Surroundings & { names?: Record<string, string> },
): Promise<Told> {
  const { code, stdout, stderr } = await soar([...args, "--json"], surroundings);
  expect(stdout, `standard output of soar ${args.join(" ")}; on standard error: ${stderr}`).to.match(/^\{.*\}\n$/);
  const document = JSON.parse(named(stdout, names)) as Record<string, unknown>;
  return { exit: code, error: errorOf(document), document, stderr: named(stderr, names) };
}

/** How a case is run, beyond what it says itself. */
export interface Run extends Surroundings {
  /** In place of the case's own. */
  args?: string[];
  /** Name → what it stands for in this run, such as a port. */
  names?: Record<string, string>;
}

/**
 * Runs all cases, a few at a time, before the suite's tests, and declares a test for each that holds what it said
 * against what it should say. They run together because most of them wait, for a lock or a vendor, rather than work.
 */
export function itRefuses<T extends BadCase>(
  cases: readonly T[],
  prepare: (bad: T, index: number) => Run | Promise<Run>,
): void {
  const runs = new Map<T, Promise<Told>>();

  before(() => {
    const next = pool(WORKERS);
    for (const [index, bad] of cases.entries()) {
      const told = next(async () => {
        const { args = bad.args, ...run } = await prepare(bad, index);
        return tell(args, { ...(bad.env && { env: bad.env }), ...run });
      });
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
