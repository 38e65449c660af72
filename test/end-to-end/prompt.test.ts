import { expect } from "chai";
import { soarOnTerminal } from "./pty.ts";

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const UP = "\u001b[A";

describe("the prompt on a real terminal", () => {
  const terminal = soarOnTerminal();

  it("completes, runs, remembers, and ends with the last command's exit code", async () => {
    const pty = terminal.open("run");
    try {
      await pty.shows(/TAB completes[^]*playground> $/);
      pty.type("code42-watchlists-l\t");
      await pty.shows(/code42-watchlists-list/);
      pty.type("\r");
      await pty.shows(/1@playground {2}default[^]*playground> $/);
      pty.type("code42-alert-get id=1 unknown=2\r");
      await pty.shows(/Unknown argument "unknown"[^]*playground> $/);
      pty.type(`${UP}${UP}`);
      await pty.shows(/code42-watchlists-list/);
      pty.type(CTRL_C);
      await pty.shows(/\^C\s+playground> $/);
      pty.type(CTRL_D);
      expect(await pty.ended).to.equal(2);
    } finally {
      await pty.close();
    }
  });

  it("calls up what was run before it was opened, and leaves at the second Ctrl-C", async () => {
    const pty = terminal.open("run");
    try {
      await pty.shows(/playground> $/);
      pty.type(UP);
      await pty.shows(/code42-alert-get id=1 unknown=2$/);
      pty.type(CTRL_C);
      await pty.shows(/playground> $/);
      pty.type(CTRL_C);
      await pty.shows(/Ctrl-C again leaves; so do Ctrl-D and exit\.\s+playground> $/);
      pty.type(CTRL_C);
      expect(await pty.ended).to.equal(0);
    } finally {
      await pty.close();
    }
  });
});
