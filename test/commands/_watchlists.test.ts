import { ArgumentError, NotFoundError } from "soarkit";
import { expect } from "chai";
import type { Watchlist } from "../../commands/_api/watchlists.ts";
import { resolveWatchlist } from "../../commands/_watchlists.ts";
import { createModel } from "./_fetch/model.ts";
import { rejection } from "./tenant.ts";

const signal = new AbortController().signal;

function resolve(wanted: string, ...pages: Watchlist[][]): Promise<string> {
  const { client } = createModel([], 0);
  client.watchlists.pages = async function* () {
    yield* pages;
  };
  return resolveWatchlist(client, wanted, signal);
}

describe("resolveWatchlist", () => {
  it("takes a dashed UUID as it is", async () => {
    expect(await resolve("B7A6F8F2-1111-4000-8000-00000000D001")).to.equal("B7A6F8F2-1111-4000-8000-00000000D001");
  });

  it("takes 32 hexadecimal digits for a title", async () => {
    const title = "0f343b0931126a20f133d67c2b018a3b";
    expect(await resolve(title, [{ watchlistId: "w1" }], [{ watchlistId: "w2", title }])).to.equal("w2");
  });

  it("does not guess at titles that are alike", async () => {
    const error = await rejection(resolve("leavers", [{ watchlistId: "w", title: "Leavers" }]));
    expect(error).to.be.instanceOf(NotFoundError).with.property("hint").that.includes("Among them: Leavers.");
  });

  it("says where to look when there are no watchlists at all", async () => {
    const error = await rejection(resolve("CUSTOM"));
    expect(error)
      .to.be.instanceOf(NotFoundError)
      .with.property("hint", "Run code42-watchlists-list to see all watchlists.");
  });

  it("names every watchlist that a type of several could mean", async () => {
    const lists = [
      { watchlistId: "w1", listType: "CUSTOM", title: "A" },
      { watchlistId: "w2", listType: "CUSTOM", title: null },
      { watchlistId: "w3", title: "CUSTOM" },
    ];
    const error = await rejection(resolve("CUSTOM", lists));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error).to.include({
      message: "There are 3 watchlists called CUSTOM: A (w1); CUSTOM (w2); CUSTOM (w3).",
      hint: "Give the ID of the one you mean.",
    });
  });
});
