import type { Member, Watchlist } from "../_api/watchlists.ts";

/** A watchlist under `Code42.Watchlists`, with the documented names and those that XSOAR's integration wrote. */
export interface WatchlistContext {
  Id: string;
  ListType?: string;
  IncludedUserCount: number;
  WatchlistID: string;
  WatchlistType?: string;
  IncludedUsersCount: number;
  Title?: string;
}

export function toWatchlistContext(watchlist: Watchlist): WatchlistContext {
  const { watchlistId, listType, title, stats } = watchlist;
  const count = stats?.includedActorsCount ?? stats?.includedUsersCount ?? 0;
  return {
    Id: watchlistId,
    ...(listType && { ListType: listType, WatchlistType: listType }),
    IncludedUserCount: count,
    WatchlistID: watchlistId,
    IncludedUsersCount: count,
    ...(title && { Title: title }),
  };
}

/** The columns of a table of watchlists. */
export const watchlistHeaders = ["WatchlistType", "Title", "IncludedUsersCount", "WatchlistID"];

/** Someone on a watchlist under `Code42.WatchlistUsers`. */
export interface WatchlistUser {
  WatchlistID: string;
  Username?: string;
  AddedTime?: string;
}

export function toWatchlistUser(watchlistId: string, member: Member): WatchlistUser {
  return {
    WatchlistID: watchlistId,
    ...(member.name && { Username: member.name }),
    ...(member.addedTime && { AddedTime: member.addedTime }),
  };
}
