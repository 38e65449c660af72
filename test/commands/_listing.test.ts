import { expect } from "chai";
import { showList } from "../../commands/_listing.ts";

describe("showList", () => {
  const options = { headers: ["Name", "Notes"] };

  it("shows a table with what stands under it, without columns in which nothing stands", () => {
    expect(
      showList("Code42 Things", [{ Name: "a" }, { Name: "b", Notes: null }], options, "\nThings shown: 2 of 3.\n"),
    ).to.equal("### Code42 Things\n|Name|\n|---|\n| a |\n| b |\n\nThings shown: 2 of 3.\n");
  });

  it("says the same of nothing in every command", () => {
    expect(showList("Code42 Things", [], options, "\nThings shown: 0 of 3.\n")).to.equal("No results found.");
  });
});
