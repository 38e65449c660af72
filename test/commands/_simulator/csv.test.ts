import { expect } from "chai";

import { csvLine } from "../../../commands/_simulator/csv.ts";

describe("a line of the simulator's CSV files", () => {
  it("quotes what would break it, and ends as lines do", () => {
    expect(csvLine(["a", 7, null, 'say "so"', "b,c", "d\ne", ""])).to.equal('a,7,,"say ""so""","b,c","d\ne",\r\n');
  });
});
