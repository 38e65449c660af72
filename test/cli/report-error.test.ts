import { expect } from "chai";
import { printError, reportError, toJsonError } from "../../src/cli/report-error.ts";
import type { Terminal } from "../../src/cli/terminal.ts";
import {
  ApiError,
  ArgumentError,
  ManifestError,
  ParameterError,
  StoreError,
  UnexpectedError,
  type SoarError,
} from "../../src/errors.ts";

/** What is printed, standard output marked by `>`. */
function shown(work: (terminal: Terminal) => unknown): string[] {
  const lines: string[] = [];
  work({
    protect: () => undefined,
    print: (text) => lines.push(`> ${text}`),
    notice: (text) => lines.push(text),
    pour: async () => undefined,
    ask: async () => "",
    status: () => undefined,
    isInteractive: false,
    colour: false,
    columns: 80,
    isPiped: true,
  });
  return lines;
}

const store = "sqlite::memory:";

describe("an error on the terminal", () => {
  const errors: [SoarError, string][] = [
    [new ArgumentError("a", "h"), "to you: h"],
    [new ParameterError("a", "h"), "to the administrator: h"],
    [new ManifestError("a", "h"), "to the integration's author: h"],
    [new ApiError("a", "h", { status: 500, body: "" }), "to the vendor's side: h"],
    [new UnexpectedError("a", "h"), "to soarkit's developers: h"],
  ];
  for (const [error, who] of errors) {
    it(`says whom the hint of a ${error.name} is for`, () => {
      expect(shown((terminal) => printError(error, { store }, terminal))).to.deep.equal(["error: a", who]);
    });
  }

  it("is one JSON document on standard output with --json, and gives its exit code", () => {
    const error = new StoreError("Full.", "Make room.");
    let code: number | undefined;
    const lines = shown((terminal) => (code = reportError(error, { store, json: true }, terminal)));
    expect([lines, code]).to.deep.equal([
      ['> {"error":{"code":"STORE","who":"administrator","message":"Full.","hint":"Make room."}}'],
      1,
    ]);
    expect(toJsonError(error)).to.have.all.keys("code", "who", "message", "hint");
  });

  it("shows its causes with --verbose, whatever was thrown, and nothing that steers a terminal", () => {
    const error = new StoreError("Full.\u001b[2J", "Make room.", { cause: "a text was thrown\u0007" });
    const [first, , stack = ""] = shown((terminal) => printError(error, { store, verbose: true }, terminal));
    expect(first).to.equal("error: Full.[2J");
    expect(stack).to.match(/^StoreError: Full\.\[2J\n {4}at /);
    expect(stack.endsWith("\ncaused by a text was thrown")).to.equal(true);
    const bare = new StoreError("Bare.", "");
    delete bare.stack;
    expect(shown((terminal) => printError(bare, { store, verbose: true }, terminal)).at(-1)).to.equal("Bare.");
  });
});
