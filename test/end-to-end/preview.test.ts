import { expect } from "chai";
import { soarOnTerminal } from "./pty.ts";
import { ask, type Exchange } from "./soar.ts";

describe("a destructive command on a real terminal", () => {
  const terminal = soarOnTerminal();

  async function run(answer: string): Promise<{ shown: string; code: number | null; changed: boolean[] }> {
    const pty = terminal.open("run code42-alert-bulk-update severity=CRITICAL new_state=CLOSED_FP");
    try {
      const shown = await pty.shows(/Do it\? \[y\/N\] $/);
      pty.type(`${answer}\r`);
      await pty.shows(answer === "y" ? /Set to CLOSED_FP: \d+ alerts?\./ : /was not approved\./);
      const code = await pty.ended;
      const journal = await ask<Exchange[]>(terminal.simulator(), "/journal");
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
