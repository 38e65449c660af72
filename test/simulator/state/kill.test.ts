import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../../end-to-end/soar.ts";
import { key, post } from "../things.ts";
import { startKept } from "./kept-things.ts";

describe("a simulator with a state file whose process is killed", function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  after(() => folder.remove());
  const file = `${folder.path}/things.state`;

  it("has every change that it answered, and no torn one", async () => {
    const answered: string[] = [];
    for (let round = 0; round < 4; round += 1) answered.push(...(await changeUntilKilled(round)));
    expect(answered.length).to.be.greaterThan(40);

    const simulator = await startKept(file);
    const things = (await (await fetch(`${simulator.url}/things`, key)).json()) as { id: string; label?: string }[];
    await simulator.close();
    expect(things.map(({ label }) => label)).to.include.members(answered);
    expect(things.map(({ id }) => id)).to.deep.equal(["first", ...things.slice(1).map((_, at) => `thing-${at + 1}`)]);
    expect(readFileSync(file, "utf8").split("\n")).to.have.length(things.length + 1);
  });

  /** Eight clients change things at once until some have been answered; then it is killed -9. Gives those answered. */
  async function changeUntilKilled(round: number): Promise<string[]> {
    const script = fileURLToPath(new URL("child.ts", import.meta.url));
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, file], { stdio: "pipe" });
    const [url] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const ended = once(child, "exit");
    const answered: string[] = [];
    const client = async (number: number) => {
      for (let count = 0; ; count += 1) {
        const label = `${round}-${number}-${count}`;
        const { status } = await fetch(`${url}/things`, post({ label }));
        if (status !== 201) throw new Error(`answered ${status}`);
        answered.push(label);
        if (answered.length === 12 + round * 5) child.kill("SIGKILL");
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: 8 }, (_, number) => client(number)));
    await ended;
    for (const end of ends) expect(String(end.status === "rejected" && end.reason)).to.include("fetch failed");
    return answered;
  }
});
