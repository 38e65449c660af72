// What the tests of simulators with a state file do with them.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StartOptions } from "../../../src/simulator/create-simulator.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { json, key, post } from "../things.ts";
import { startKept } from "./kept-things.ts";

export const add = ({ url }: Simulator, label: string) => fetch(`${url}/things`, post({ label }));
export const move = ({ control }: Simulator, body: object) => fetch(`${control}/clock`, post(body));
export const all = ({ url }: Simulator) => json(fetch(`${url}/things`, key));

export interface OnStateFile {
  folder: string;
  /** The test's own. */
  file: () => string;
  /** Starts a simulator on it, which ends with the test. */
  start: (options?: StartOptions) => Promise<Simulator>;
  /** Ends it with the test. */
  closeAfter: (simulator: Simulator) => void;
  /** Does `work` on a simulator on it that is then ended. */
  during: (options: StartOptions, work: (simulator: Simulator) => Promise<unknown>) => Promise<void>;
}

/** For the tests around: a state file for each. */
export function onStateFile(): OnStateFile {
  const folder = mkdtempSync(join(tmpdir(), "soar-state-"));
  after(() => rmSync(folder, { recursive: true }));
  let files = 0;
  beforeEach(() => void (files += 1));
  const file = () => join(folder, `${files}.state`);

  const open: Simulator[] = [];
  afterEach(async () => {
    for (const simulator of open.splice(0)) await simulator.close();
  });
  const closeAfter = (simulator: Simulator) => void open.push(simulator);
  return {
    folder,
    file,
    closeAfter,
    async start(options = {}) {
      const simulator = await startKept(file(), options);
      closeAfter(simulator);
      return simulator;
    },
    async during(options, work) {
      const simulator = await startKept(file(), options);
      await work(simulator).finally(() => simulator.close());
    },
  };
}
