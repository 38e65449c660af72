import { expect } from "chai";
import fc from "fast-check";
import { createSieve } from "../src/secret-sieve.ts";

describe("createSieve", () => {
  it("lets no text pass that holds a piece, wherever it stands and however its letters are written", () => {
    const piece = fc.stringMatching(/^[\w.-]{8,40}$/);
    const isCapital = fc.infiniteStream(fc.boolean());
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.string({ unit: "binary", maxLength: 90 }),
        fc.string({ unit: "binary", maxLength: 90 }),
        isCapital,
        (pieces, index, before, after, capitals) => {
          const letters = (pieces[index % pieces.length] ?? "").match(/./gu) ?? [];
          const written = letters.map((letter) =>
            capitals.next().value ? letter.toUpperCase() : letter.toLowerCase(),
          );
          return createSieve(pieces)(before + written.join("") + after);
        },
      ),
    );
  });

  it("stops texts without a piece, also those that have most of one", () => {
    const mayHold = createSieve(["correct-horse", "battery-staple-one"]);
    expect(mayHold("")).to.equal(false);
    expect(mayHold("correct-hors")).to.equal(false);
    expect(mayHold("correct-hors battery-staple-on")).to.equal(false);
    expect(mayHold("correct-hors".repeat(1000))).to.equal(false);
    expect(mayHold("correct-horse")).to.equal(true);
  });

  it("holds nothing back where a piece is too short to tell by, and everything where there are none", () => {
    expect(createSieve(["correct-horse", "staples"])("x")).to.equal(true);
    expect(createSieve(["correct-horse", ""])("x")).to.equal(true);
    expect(createSieve([])("correct-horse")).to.equal(false);
  });
});
