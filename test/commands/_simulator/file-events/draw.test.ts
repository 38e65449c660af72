import { expect } from "chai";
import fc from "fast-check";

import {
  draw,
  drawDigits,
  drawFrom,
  drawHex,
  drawIndex,
  mix,
  textKey,
} from "../../../../commands/_simulator/file-events/draw.ts";

describe("a draw", () => {
  it("is the same for the same key and salt, and another for others", () => {
    expect(draw(17, 3)).to.equal(draw(17, 3));
    const drawn = new Set(Array.from({ length: 1000 }, (_, salt) => draw(17, salt)));
    expect(drawn.size).to.equal(1000);
  });

  it("is at least 0 and below 1", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), (key, salt) => {
        const drawn = draw(key, salt);
        return drawn >= 0 && drawn < 1;
      }),
    );
  });

  it("falls evenly", () => {
    const tenths = new Array<number>(10).fill(0);
    for (let key = 0; key < 10_000; key += 1) tenths[drawIndex(mix(key), 5, 10)]! += 1;
    expect(Math.min(...tenths)).to.be.greaterThan(900);
    expect(Math.max(...tenths)).to.be.lessThan(1100);
  });

  it("tells numbers beyond 32 bits apart", () => {
    expect(mix(1)).to.not.equal(mix(1 + 2 ** 32));
    expect(mix(1, 2)).to.not.equal(mix(2, 1));
    expect(textKey("ab")).to.not.equal(textKey("ba"));
  });

  it("gives digits of the wanted length", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 70 }), (key, length) => {
        expect(drawHex(key, 1, length)).to.match(new RegExp(`^[0-9a-f]{${String(length)}}$`));
        expect(drawDigits(key, 1, length)).to.match(new RegExp(`^[1-9][0-9]{${String(length - 1)}}$`));
      }),
    );
  });

  it("has nothing to give from an empty list", () => {
    expect(() => drawFrom(1, 1, [])).to.throw(RangeError, "nothing to draw from");
  });
});
