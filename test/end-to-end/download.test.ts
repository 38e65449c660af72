import { expect } from "chai";
import { once } from "node:events";
import { readdirSync, statSync, watch } from "node:fs";
import { join } from "node:path";
import { ask, sayPeak, soar, start, startSimulator, tell, temporaryFolder, type RunningSimulator } from "./soar.ts";

const GIBIBYTE = 1024 ** 3;

describe("downloading a large file, through the built soar", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const kept = join(folder.path, ".soar", "files");
  let simulator: RunningSimulator;
  before(async () => {
    simulator = await startSimulator([
      "--file-size",
      String(GIBIBYTE),
      "--rate",
      "0",
      "--clock",
      "2026-01-06T00:00:00Z",
    ]);
  });
  after(async () => {
    await simulator.stop();
    folder.remove();
  });

  it("takes as much memory for a gibibyte as for anything else", async function () {
    if (process.platform !== "linux") this.skip();
    const { files } = await ask<{ files: { size: number; sha256: string }[] }>(simulator, "/files");
    const sha256 = files.at(-1)?.sha256 ?? "";
    const { code, stdout, stderr } = await soar([`!code42-download-file hash=${sha256}`, "--json"], {
      cwd: folder.path,
      env: { ...simulator.env, NODE_OPTIONS: sayPeak },
    });
    expect(code, stderr).to.equal(0);
    const { context } = JSON.parse(stdout) as { context: { File: { Size: number; SHA256: string } } };
    expect(context.File).to.include({ Size: GIBIBYTE, SHA256: sha256 });
    expect(readdirSync(kept).map((name) => statSync(join(kept, name)).size)).to.deep.equal([GIBIBYTE]);
    const peakKib = Number(/VmHWM:\s*(\d+) kB/.exec(stderr)?.[1]);
    expect(peakKib).to.be.lessThan(200_000);
  });

  it("leaves nothing of a download that is interrupted", async () => {
    const before = readdirSync(kept);
    await tell(simulator, "/faults", [{ path: "/v1/files", kind: "slow", ms: 3_600_000 }]);
    const watcher = watch(kept);
    const begun = once(watcher, "change");
    const child = start(["!code42-download-file-by-xfc-id xfc_id=xfc-large"], { cwd: folder.path, env: simulator.env });
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    const ended = once(child, "close");
    await begun;
    watcher.close();
    expect(readdirSync(kept).filter((name) => name.endsWith(".part"))).to.have.length(1);
    child.kill("SIGINT");
    await ended;
    await tell(simulator, "/faults", []);
    expect(child.exitCode).to.equal(130);
    expect(said).to.match(/^error: Interrupted/);
    expect(readdirSync(kept)).to.deep.equal(before);
  });
});
