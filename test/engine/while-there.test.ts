import { expect } from "chai";
import { once } from "node:events";
import { whileThere } from "../../src/engine/while-there.ts";
import { StoreError } from "../../src/errors.ts";
import { silentLog } from "../../src/log.ts";

const often = { log: silentLog, everyMs: 1 };

describe("whileThere", () => {
  it("tells the work when the source has been taken away, and waits for it to end", async () => {
    let looks = 0;
    const source = { look: async () => void (looks += 1), isGone: () => looks === 3 };
    const outcome = await whileThere(source, often, async (gone) => {
      await once(gone, "abort");
      return "ended";
    });

    expect([outcome, looks]).to.deep.equal(["ended", 3]);
  });

  it("looks again where the store could not be asked, and notes why", async () => {
    const noted: unknown[] = [];
    const log = { ...silentLog, debug: (...line: unknown[]) => noted.push(line) };
    let looks = 0;
    const look = async () => {
      looks += 1;
      if (looks === 1) throw new StoreError("It is locked.", "Wait.");
    };
    await whileThere({ look, isGone: () => looks === 2 }, { ...often, log }, (gone) => once(gone, "abort"));

    expect(noted).to.deep.equal([
      ["Whether the source is still there could not be looked up.", { error: "It is locked." }],
    ]);
  });

  it("looks no more when the work has ended or failed, and lets a look end that has begun", async () => {
    const begun = Promise.withResolvers<undefined>();
    const seen: string[] = [];
    const look = async () => {
      begun.resolve(undefined);
      await new Promise(setImmediate);
      seen.push("looked");
    };
    const failed = whileThere({ look, isGone: () => false }, often, async () => {
      await begun.promise;
      throw new Error("no work");
    });
    const error = await failed.catch((thrown: unknown) => thrown);

    expect(error).to.have.property("message", "no work");
    expect(seen).to.deep.equal(["looked"]);
  });

  it("does not hold up work that ends before the first look", async () => {
    // Were it to wait for its next look, this test would take an hour.
    const source = { look: () => Promise.reject(new Error("it looked")), isGone: () => false };

    expect(await whileThere(source, { log: silentLog, everyMs: 3_600_000 }, async () => 5)).to.equal(5);
  });
});
