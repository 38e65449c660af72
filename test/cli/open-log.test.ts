import { expect } from "chai";
import { openLog } from "../../src/cli/open-log.ts";
import { createTerminal } from "../../src/cli/terminal.ts";
import { PassThrough } from "node:stream";

describe("the log of one run", () => {
  async function logged(verbose: boolean): Promise<string[]> {
    const error = new PassThrough({ encoding: "utf8" });
    const output = new PassThrough({ encoding: "utf8" });
    const terminal = createTerminal({ input: new PassThrough(), output, error, env: {} });
    terminal.protect((text) => text.replaceAll("canary", "***"));
    const log = await openLog({ store: "", verbose }, terminal);
    log.debug("a", { key: "canary" });
    log.info("b");
    log.warn("c canary \u001b[2J");
    log.error("d");
    expect(output.read()).to.equal(null);
    return String(error.read()).trim().split("\n");
  }

  it("is warnings and errors as sentences on standard error, masked and harmless", async () => {
    expect(await logged(false)).to.deep.equal(["warning: c *** [2J", "error: d"]);
  });

  it("is everything as JSON lines with --verbose", async () => {
    const lines = (await logged(true)).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ level, msg, key }) => [level, msg, key])).to.deep.equal([
      [20, "a", "***"],
      [30, "b", undefined],
      [40, "c *** \u001b[2J", undefined],
      [50, "d", undefined],
    ]);
  });
});
