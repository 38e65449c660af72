import { expect } from "chai";
import { toWatchlistContext, toWatchlistUser } from "../../../commands/_map/watchlist.ts";

describe("toWatchlistContext", () => {
  it("has the documented names and those that XSOAR's integration writes", () => {
    const watchlist = {
      watchlistId: "b7a6f8f2-1111-4000-8000-00000000d001",
      listType: "DEPARTING_EMPLOYEE",
      title: null,
      stats: { includedActorsCount: 1, includedUsersCount: 7 },
    };
    expect(toWatchlistContext(watchlist)).to.deep.equal({
      Id: "b7a6f8f2-1111-4000-8000-00000000d001",
      ListType: "DEPARTING_EMPLOYEE",
      IncludedUserCount: 1,
      WatchlistID: "b7a6f8f2-1111-4000-8000-00000000d001",
      WatchlistType: "DEPARTING_EMPLOYEE",
      IncludedUsersCount: 1,
    });
  });

  it("takes the count of version 1 where there is no other, and 0 where there is none", () => {
    const counts = [{ includedUsersCount: 7 }, {}, null, undefined].map(
      (stats) => toWatchlistContext({ watchlistId: "1", title: "Mine", stats }).IncludedUsersCount,
    );
    expect(counts).to.deep.equal([7, 0, 0, 0]);
  });
});

describe("toWatchlistUser", () => {
  it("leaves out what is unknown", () => {
    const member = { actorId: "1", name: undefined, addedTime: undefined };
    expect(toWatchlistUser("w", member)).to.deep.equal({ WatchlistID: "w" });
  });
});
