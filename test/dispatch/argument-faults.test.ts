import { expect } from "chai";
import { ArgumentFaults } from "../../src/dispatch/argument-faults.ts";
import { ArgumentError } from "../../src/errors.ts";

describe("ArgumentFaults", () => {
  it("keeps the argument errors of all steps and throws them together, each once", async () => {
    const faults = new ArgumentFaults();
    const throwing = (message: string, hint: string) => (): number => {
      throw new ArgumentError(message, hint);
    };
    expect(faults.of(() => 1)).to.equal(1);
    faults.throwIfAny();
    expect(faults.of(throwing("One.", "Do."))).to.equal(undefined);
    expect(faults.of(throwing("One.", "Do."))).to.equal(undefined);
    expect(await faults.ofAsync(Promise.reject<number>(new ArgumentError("Two.", "Do.")))).to.equal(undefined);
    expect(await faults.ofAsync(Promise.resolve(2))).to.equal(2);
    expect(() => faults.throwIfAny()).to.throw(ArgumentError, /^One\. Two\.$/);
  });

  it("lets other errors pass", async () => {
    const faults = new ArgumentFaults();
    const other = new Error("other");
    expect(() =>
      faults.of(() => {
        throw other;
      }),
    ).to.throw(other);
    expect(await faults.ofAsync(Promise.reject(other)).catch((error: unknown) => error)).to.equal(other);
  });
});
