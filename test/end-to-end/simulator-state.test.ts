import { expect } from "chai";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { start, soar, temporaryFolder } from "./soar.ts";

interface Said {
  url: string;
  control: string;
  clientId: string;
  clientSecret: string;
}

describe("soar simulate --state, through the built soar", function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  after(() => folder.remove());
  const words = ["simulate", "--quiet", "--state", "tenant.state", "--sessions", "3", "--events", "20", "--rate", "0"];

  /** A simulator that is killed -9 after `work`. */
  async function untilKilled<T>(work: (env: Record<string, string>, said: Said) => Promise<T>): Promise<T> {
    const child = start(words, { cwd: folder.path });
    if (!child.stdout) throw new Error("the simulator has no output");
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const said = JSON.parse(line) as Said;
    const { url, clientId, clientSecret } = said;
    const ended = once(child, "exit");
    try {
      return await work({ CODE42_API_URL: url, CODE42_CLIENT_ID: clientId, CODE42_CLIENT_SECRET: clientSecret }, said);
    } finally {
      child.kill("SIGKILL");
      await ended;
    }
  }
  const alert = "!code42-alert-get id=5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
  async function stateOf(env: Record<string, string>): Promise<unknown> {
    const { stdout } = await soar([alert, "--json"], { cwd: folder.path, env });
    return (JSON.parse(stdout) as { context: { Code42: { SecurityAlert: { State: string } } } }).context.Code42
      .SecurityAlert.State;
  }

  it("has after kill -9 what a command has changed, and goes on from there", async () => {
    const first = await untilKilled(async (env, said) => {
      const line = "!code42-alert-update id=5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11 state=CLOSED_TP";
      const { code } = await soar([line, "--json"], { cwd: folder.path, env });
      expect(code).to.equal(0);
      return said;
    });
    await untilKilled(async (env, { clientId, clientSecret }) => {
      expect(await stateOf(env)).to.equal("CLOSED_TP");
      expect([clientId, clientSecret]).to.deep.equal([first.clientId, first.clientSecret]);
    });
  });

  it("keeps a second simulator out while it runs", () =>
    untilKilled(async () => {
      const { code, stderr } = await soar(words, { cwd: folder.path });
      expect(code).to.equal(2);
      expect(stderr).to.match(
        /^error: Another simulator is running on the state file .*tenant\.state\.\nto you: End that/,
      );
    }));

  it("names the options that the file has otherwise", async () => {
    const { code, stderr } = await soar([...words, "--seed", "5"], { cwd: folder.path });
    expect(code).to.equal(2);
    expect(stderr).to.include("tenant.state was made with other options: --seed is 1 in it, not 5.");
  });
});
