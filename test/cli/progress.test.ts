import { expect } from "chai";
import sinon from "sinon";
import { withProgress } from "../../src/cli/progress.ts";
import type { Terminal } from "../../src/cli/terminal.ts";

describe("progress on a terminal", () => {
  let clock: sinon.SinonFakeTimers;
  let shown: string[];
  let io: { terminal: Terminal; now: () => number };

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: 1_000_000 });
    shown = [];
    const nothing = () => undefined;
    const terminal: Terminal = {
      protect: nothing,
      print: nothing,
      pour: async () => undefined,
      notice: nothing,
      ask: async () => "",
      status: (text) => shown.push(text),
      isInteractive: true,
      colour: false,
      columns: 80,
      isPiped: false,
    };
    io = { terminal, now: () => clock.now };
  });
  afterEach(() => clock.restore());

  it("shows nothing of what is done within a second, and gives what the work gives", async () => {
    const result = withProgress("testing main", io, async () => {
      await clock.tickAsync(200);
      return 7;
    });
    expect(await result).to.equal(7);
    expect(shown).to.deep.equal([]);
  });

  it("shows what goes on and for how long, and wipes it away at the end", async () => {
    await withProgress("fetching from main", io, () => clock.tickAsync(1_500));
    expect(shown).to.deep.equal([
      "fetching from main (1 s)",
      "fetching from main (1 s)",
      "fetching from main (1 s)",
      "",
    ]);
  });

  it("shows bytes in units that people read", async () => {
    await withProgress("running x", io, async ({ tell }) => {
      await clock.tickAsync(800);
      for (const [done, total] of [[0], [1023], [1024], [12_900_000, 1_073_741_824], [3 * 1024 ** 5]] as const) {
        tell(done, total, "bytes");
        await clock.tickAsync(250);
      }
    });
    expect(shown).to.deep.equal([
      "running x: 0 B (1 s)",
      "running x: 1023 B (1 s)",
      "running x: 1.0 KiB (1 s)",
      "running x: [--------------------] 12.3 MiB of 1.0 GiB (1 s)",
      "running x: 3072.0 TiB (2 s)",
      "",
    ]);
  });

  it("shows how far the work has come, with a bar where its end is known", async () => {
    await withProgress("running x", io, async ({ tell }) => {
      tell(1_200, undefined, "events");
      await clock.tickAsync(1_000);
      tell(500, 2_000, "events");
      await clock.tickAsync(250);
      tell(5, 4);
      await clock.tickAsync(250);
      tell(3, 0, "files");
      await clock.tickAsync(250);
    });
    expect(shown).to.deep.equal([
      "running x: 1,200 events (1 s)",
      "running x: [#####---------------] 500 of 2,000 events (1 s)",
      "running x: [####################] 5 of 4 (1 s)",
      "running x: 3 files (1 s)",
      "",
    ]);
  });

  it("leaves the terminal alone while a question is asked", async () => {
    await withProgress("running x", io, async ({ aside }) => {
      const answer = await aside(async () => {
        await clock.tickAsync(2_000);
        return "yes";
      });
      expect([answer, shown]).to.deep.equal(["yes", []]);
      await clock.tickAsync(250);
    });
    expect(shown).to.deep.equal(["running x (2 s)", ""]);
  });

  it("shows nothing that could steer the terminal", async () => {
    await withProgress("running x", io, async ({ tell }) => {
      tell(1, undefined, "files \u001b[2J");
      await clock.tickAsync(1_000);
    });
    expect(shown).to.deep.equal(["running x: 1 files [2J (1 s)", ""]);
  });

  it("stops when the work fails, and lets the error through", async () => {
    const failing = withProgress("running x", io, async () => {
      await clock.tickAsync(1_000);
      throw new Error("lost");
    });
    const error = await failing.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(String(error)).to.equal("Error: lost");
    await clock.tickAsync(1_000);
    expect(shown).to.deep.equal(["running x (1 s)", ""]);
  });
});
