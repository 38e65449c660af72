import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../../../end-to-end/soar.ts";
import { idsIn } from "../sent.ts";

describe("a file sink whose process is killed", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  after(() => folder.remove());
  const script = fileURLToPath(new URL("kill-child.ts", import.meta.url));
  const run = (step: number) =>
    spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script, folder.path, String(step)], {
      encoding: "utf8",
    });
  const all = Array.from({ length: 60 }, (_, at) => `e${at}`);

  it("has every event once and no torn line, whichever durable step it dies at", () => {
    const steps = Number(run(0).stdout);
    expect(steps).to.be.greaterThan(20);
    expect(collected()).to.deep.equal(all);
    // Died at this step of each run in turn, the work gets done a page or two at a time.
    for (const step of [1, 2, 3, 5]) {
      for (const name of readdirSync(folder.path)) rmSync(`${folder.path}/${name}`);
      let runs = 0;
      // A run that dies before it has written anything would never end.
      for (let outcome = run(step); outcome.signal === "SIGKILL"; outcome = run(runs % 3 === 0 ? 0 : step + runs)) {
        expect(collected().slice(0, committed())).to.deep.equal(all.slice(0, committed()));
        runs += 1;
      }
      expect(runs, `at step ${step}`).to.be.greaterThan(0);
      expect(collected()).to.deep.equal(all);
    }
  });

  function committed(): number {
    const name = readdirSync(folder.path).find((found) => found === "store");
    return name === undefined ? 0 : (JSON.parse(readFileSync(`${folder.path}/store`, "utf8")) as { next: number }).next;
  }

  function collected(): string[] {
    const names = readdirSync(folder.path).filter((name) => name.endsWith(".ndjson"));
    return names.sort().flatMap((name) => idsIn(readFileSync(`${folder.path}/${name}`, "utf8")));
  }
});
