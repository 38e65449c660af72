import { startSimulator, type TestSimulator } from "soarkit/testing";
import { expect } from "chai";
import { root, soar, temporaryFolder } from "../soar.ts";

/** One run of a command, typed as in a War Room, by the built `soar` against the simulator. */
export interface Case {
  /** What it shows, as a sentence. */
  it: string;
  /** `!code42-alert-get id=…` */
  line: string;
  /** Further words of the command line, such as `--yes`. */
  flags?: string[];
  /** Lines run before, which are not looked at. */
  before?: string[];
  /** What the simulator's control API is told before: path and body. */
  control?: [path: string, body: unknown][];
  /** As `POST /faults` takes them; they are lifted again after the run. */
  faults?: object[];
  env?: Record<string, string>;
  /** @default 0 */
  exit?: number;
  error?: { code: string; who: string; message: string; hint: string };
  /** All that the run adds to the context. @default {} */
  context?: object;
  /** What some entry's contents must hold. */
  shows?: string[];
  /** `METHOD /path status`, without the query, in order; those for tokens only where `tokens` says so. */
  requests: string[];
  /** @default false */
  tokens?: boolean;
}

/** Runs each case in order, on one simulated tenant and one store. The tenant's host is VENDOR in what `soar` says. */
export function describeFamily(title: string, cases: Case[], knobs: Record<string, string | number> = {}): void {
  describe(`${title}, through the built soar`, () => {
    const folder = temporaryFolder();
    let simulator: TestSimulator;
    before(async () => {
      simulator = await startSimulator(root, {
        startAt: "2026-01-06T00:00:00.000Z",
        seed: 1,
        knobs: { rate: 0, sessions: 3, users: 4, events: 40, ...knobs },
      });
    });
    after(async () => {
      await simulator.close();
      folder.remove();
    });

    for (const given of cases) {
      it(given.it, async () => {
        const run = (line: string, flags: string[] = []) =>
          soar([line, ...flags, "--json"], { cwd: folder.path, env: { ...simulator.env, ...given.env } });
        for (const line of given.before ?? []) await run(line, ["--yes"]);
        for (const [path, body] of given.control ?? []) await simulator.control(path, body);
        await simulator.control("/faults", given.faults ?? []);
        await simulator.requests();
        const { code, stdout, stderr } = await run(given.line, given.flags);
        await simulator.control("/faults", []);
        const { entries, context, error } = JSON.parse(
          stdout.replaceAll(new URL(simulator.url).host, "VENDOR") || "{}",
        ) as {
          entries: { Contents: unknown }[];
          context: object;
          error?: object;
        };
        const isShown = ({ path }: { path: string }) => given.tokens === true || !/\/oauth(\/|$)/.test(path);
        const requests = (await simulator.requests()).filter(isShown);
        expect({
          exit: code,
          error,
          context,
          requests: requests.map(({ method, path, status }) => `${method} ${path} ${status}`),
        }).to.deep.equal(
          { exit: given.exit ?? 0, error: given.error, context: given.context ?? {}, requests: given.requests },
          stderr,
        );
        for (const text of given.shows ?? []) expect(JSON.stringify(entries)).to.include(text);
      });
    }
  });
}
