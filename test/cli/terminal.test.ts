import { expect } from "chai";
import { InterruptedError } from "../../src/errors.ts";
import { PassThrough, Readable } from "node:stream";
import { createTerminal, type Terminal } from "../../src/cli/terminal.ts";

/** Streams that claim to be a terminal of so many columns, or none when undefined. */
function streams(columns: number | undefined, env: NodeJS.ProcessEnv = {}) {
  const tty = columns === undefined ? {} : { isTTY: true as const, columns };
  const make = () => Object.assign(new PassThrough({ encoding: "utf8" }), tty);
  const [input, output, error] = [make(), make(), make()];
  const terminal: Terminal = createTerminal({ input, output, error, env });
  const read = (stream: Readable) => (stream.read() as string | null) ?? "";
  return { terminal, input, out: () => read(output), err: () => read(error) };
}

describe("the terminal", () => {
  it("prints results on standard output and notices on standard error", () => {
    const { terminal, out, err } = streams(undefined);
    terminal.print("result");
    terminal.notice("notice");
    expect([out(), err()]).to.deep.equal(["result\n", "notice\n"]);
  });

  it("masks everything from the moment it is told how", () => {
    const { terminal, out, err } = streams(80);
    terminal.protect((text) => text.replaceAll("canary", "***"));
    terminal.print("a canary");
    terminal.notice("canary b");
    terminal.status("canary c");
    expect(out()).to.equal("a ***\n");
    expect(err()).to.equal("*** b\n\r\u001b[K*** c");
  });

  it("shows a status in place, cut to the width, and clears it before anything else", async () => {
    const { terminal, input, out, err } = streams(20);
    terminal.status("fetching from a place with a long name");
    expect(err()).to.equal("\r\u001b[Kfetching from a pla");
    terminal.print("result");
    expect([out(), err()]).to.deep.equal(["result\n", "\r\u001b[K"]);
    terminal.notice("nothing to clear");
    expect(err()).to.equal("nothing to clear\n");
    terminal.status("again");
    const answer = terminal.ask("Do it? ");
    input.write("yes\n");
    expect(await answer).to.equal("yes");
    expect(err().startsWith("\r\u001b[Kagain\r\u001b[K")).to.equal(true);
  });

  it("takes Ctrl-C and Ctrl-D in place of an answer for an interruption", async () => {
    for (const key of ["\u0003", "\u0004"]) {
      const { terminal, input } = streams(20);
      const answer = terminal.ask("Do it? ").catch((thrown: unknown) => thrown);
      input.write(key);
      expect(await answer).to.be.instanceOf(InterruptedError);
    }
  });

  it("shows no status where standard error is no terminal", () => {
    const { terminal, err } = streams(undefined);
    terminal.status("fetching");
    expect(err()).to.equal("");
  });

  it("pours a file onto standard output as it is, and leaves that open", async () => {
    const { terminal, out } = streams(undefined);
    await terminal.pour(Readable.from([Buffer.from("one "), Buffer.from("two ")]));
    terminal.print("three");
    expect(out()).to.equal("one two three\n");
  });

  it("knows who reads: colour and questions only on a terminal, NO_COLOR obeyed", () => {
    const facts = ({ isInteractive, colour, columns, isPiped }: Terminal) => ({
      isInteractive,
      colour,
      columns,
      isPiped,
    });
    expect(facts(streams(120).terminal)).to.deep.equal({
      isInteractive: true,
      colour: true,
      columns: 120,
      isPiped: false,
    });
    expect(streams(120, { NO_COLOR: "1" }).terminal.colour).to.equal(false);
    expect(streams(120, { NO_COLOR: "" }).terminal.colour).to.equal(true);
    const piped = facts(streams(undefined).terminal);
    expect(piped).to.deep.equal({ isInteractive: false, colour: false, columns: 200, isPiped: true });
  });

  it("takes the width from COLUMNS, unless that is no width", () => {
    expect(streams(120, { COLUMNS: "90" }).terminal.columns).to.equal(90);
    expect(streams(120, { COLUMNS: "7" }).terminal.columns).to.equal(120);
    expect(streams(undefined, { COLUMNS: "wide" }).terminal.columns).to.equal(200);
  });
});
