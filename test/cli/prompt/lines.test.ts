import { expect } from "chai";
import { openLines, type Lines, type LinesOptions } from "../../../src/cli/prompt/lines.ts";
import { CTRL_C, CTRL_D, CTRL_R, sitDown, UP } from "./person.ts";

describe("lines from a keyboard", () => {
  const opened: Lines[] = [];
  afterEach(() => opened.splice(0).forEach((lines) => lines.close()));

  function open(parts: Partial<LinesOptions> = {}) {
    const person = sitDown();
    const notices: string[] = [];
    const lines = openLines({
      keyboard: person.keyboard,
      history: [],
      complete: () => Promise.resolve(undefined),
      onInterrupt: () => notices.push("interrupted"),
      notice: (text) => notices.push(text),
      signal: new AbortController().signal,
      ...parts,
    });
    opened.push(lines);
    return { ...person, lines, notices };
  }

  it("come one at a time; what is typed ahead waits for its turn, and shows only then", async () => {
    const { lines, type, sees } = open();
    type("one\rtwo\rthr");
    expect(await lines.next("> ")).to.equal("one");
    expect(await sees(/> one/)).to.not.include("two");
    expect(await lines.next("> ")).to.equal("two");
    const third = lines.next("> ");
    await sees(/> thr$/);
    type("ee\r");
    expect(await third).to.equal("three");
  });

  it("end with Ctrl-D", async () => {
    const { lines, type } = open();
    const line = lines.next("> ");
    type(CTRL_D);
    expect(await line).to.equal(undefined);
    expect(await lines.next("> ")).to.equal(undefined);
    expect(await lines.ask("Sure? ")).to.equal("");
  });

  it("are cleared by Ctrl-C, and end when it is pressed twice on nothing", async () => {
    const { lines, type, sees, notices } = open();
    const line = lines.next("> ");
    type(CTRL_C);
    type(`half a line${CTRL_C}`);
    type(CTRL_C);
    await sees(/half a line\^C[^]*> $/);
    expect(notices).to.deep.equal([
      "Ctrl-C again leaves; so do Ctrl-D and exit.",
      "Ctrl-C again leaves; so do Ctrl-D and exit.",
    ]);
    type(CTRL_C);
    expect(await line).to.equal(undefined);
  });

  it("leave Ctrl-C to what runs while none is waited for", async () => {
    const { lines, type, notices } = open();
    type(`one\r`);
    expect(await lines.next("> ")).to.equal("one");
    type(CTRL_C);
    expect(notices).to.deep.equal(["interrupted"]);
  });

  it("answer a question with what is typed after it was asked, which is kept for nothing else", async () => {
    const { lines, type, sees } = open();
    type("one\ryes");
    expect(await lines.next("> ")).to.equal("one");
    const answer = lines.ask("Sure? ");
    await sees(/Sure\? $/);
    type("no\r");
    expect(await answer).to.equal("no");
    const line = lines.next("> ");
    await sees(/> $/);
    type(`${UP}\r`);
    expect(await line).to.equal("one");
  });

  it("take Ctrl-C and Ctrl-D for no", async () => {
    const { lines, type, sees } = open();
    const first = lines.ask("Sure? ");
    await sees(/Sure\? $/);
    type(`ye${CTRL_C}`);
    expect(await first).to.equal("");
    const second = lines.ask("Really? ");
    await sees(/Really\? $/);
    type(CTRL_D);
    expect(await second).to.equal("");
  });

  it("come from the history by the arrow, and by Ctrl-R from whatever contains what is typed", async () => {
    const { lines, type, sees } = open({ history: ["!close id=3", "!get id=3", "!close id=2", "!list"] });
    const first = lines.next("> ");
    await sees(/> $/);
    type(`${UP}${UP}\r`);
    expect(await first).to.equal("!get id=3");
    const second = lines.next("> ");
    await sees(/> $/);
    type(`close${CTRL_R}${CTRL_R}${CTRL_R}\r`);
    expect(await second).to.equal("!close id=2");
    const question = lines.ask("Sure? ");
    await sees(/Sure\? $/);
    type(`list${CTRL_R}\r`);
    expect(await question).to.equal("list");
  });

  it("are completed where the cursor stands", async () => {
    const complete = (text: string) =>
      text === "fail "
        ? Promise.reject(new Error("no store"))
        : Promise.resolve(text === "ge" ? { from: 0, text: "get " } : undefined);
    const { lines, type, sees } = open({ complete });
    const line = lines.next("> ");
    await sees(/> $/);
    type("ge\t");
    await sees(/get /);
    type("\t");
    await sees(/> get $/);
    // Pasted tabs are text: only one that is typed by itself completes.
    type("\u0015fail \t");
    type("x\r");
    expect(await line).to.equal("fail x");
    type("\t");
    const question = lines.ask("Sure? ");
    await sees(/Sure\? $/);
    type("ge\t");
    type("\r");
    expect(await question).to.equal("ge");
  });

  it("stop with the signal's reason", async () => {
    const stop = new AbortController();
    const { lines } = open({ signal: stop.signal });
    const line = lines.next("> ").catch((thrown: unknown) => thrown);
    const reason = new Error("stopped from outside");
    stop.abort(reason);
    expect(await line).to.equal(reason);
    expect(await lines.next("> ").catch((thrown: unknown) => thrown)).to.equal(reason);
  });

  it("follow the screen's width", async () => {
    const { lines, type, keyboard, sees } = open();
    const line = lines.next("> ");
    await sees(/> $/);
    keyboard.output.columns = 20;
    keyboard.output.emit("resize");
    type("x".repeat(30));
    await sees(/x{12}/);
    delete keyboard.output.columns;
    type("\r");
    expect(await line).to.equal("x".repeat(30));
  });
});
