import { expect } from "chai";
import { join } from "node:path";
import { has, openPty } from "./pty.ts";
import { ask, root, startSimulator, temporaryFolder, type Exchange, type RunningSimulator } from "./soar.ts";

describe("a destructive command on a real terminal", () => {
  const folder = temporaryFolder();
  let simulator: RunningSimulator | undefined;

  before(async function () {
    if (!has("script")) this.skip();
    simulator = await startSimulator();
  });

  after(async () => {
    await simulator?.stop();
    folder.remove();
  });

  async function run(answer: string): Promise<{ shown: string; code: number | null; changed: boolean[] }> {
    const soar = `${process.execPath} ${join(root, "bin/soar.js")}`;
    const pty = openPty(`${soar} run code42-alert-bulk-update severity=CRITICAL new_state=CLOSED_FP`, {
      cwd: folder.path,
      env: { ...simulator?.env, NO_COLOR: "1" },
      columns: 80,
    });
    try {
      const shown = await pty.shows(/Do it\? \[y\/N\] $/);
      pty.type(`${answer}\r`);
      await pty.shows(answer === "y" ? /Set to CLOSED_FP: \d+ alerts?\./ : /was not approved\./);
      const code = await pty.ended;
      const journal = simulator ? await ask<Exchange[]>(simulator, "/journal") : [];
      const changes = journal.filter(({ path }) => path.startsWith("/v1/sessions/change-states"));
      return { shown, code, changed: changes.map(({ applied }) => applied) };
    } finally {
      await pty.close();
    }
  }

  it("says what it would change before it asks, and changes nothing after a no", async () => {
    const { shown, code, changed } = await run("n");
    expect(shown.replaceAll("\r", "")).to.match(
      /^code42-alert-bulk-update is destructive\. On default:\n {2}!code42-alert-bulk-update severity=CRITICAL new_state=CLOSED_FP\nThis sets \d+ alerts? to CLOSED_FP: [^]*\.\nDo it\? \[y\/N\] $/,
    );
    expect([code, changed]).to.deep.equal([2, []]);
  });

  it("does it after a yes", async () => {
    const { code, changed } = await run("y");
    expect([code, changed]).to.deep.equal([0, [true]]);
  });
});
