import { expect } from "chai";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { start, startSimulator, temporaryFolder, type RunningSimulator } from "./soar.ts";

describe("soar fetch --watch, as a process", () => {
  const folder = temporaryFolder();
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await startSimulator();
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`is at its end, and all is well, when ${signal} comes while it waits`, async () => {
      const child = start(["fetch", "--watch"], { cwd: folder.path, env: simulator.env });
      if (child.stderr === null) throw new Error("it has no standard error");
      const [line] = (await once(createInterface(child.stderr), "line")) as [string];
      child.kill(signal);
      const [code] = (await once(child, "close")) as [number | null];

      expect(line).to.match(/^\S+Z default: \d+ new, 0 updated; next run \S+Z$/);
      expect(code).to.equal(0);
    });
  }
});
