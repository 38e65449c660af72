// What the watchlist commands are to give of the simulated tenant's two watchlists, under both spellings.

export const departingEmployees = {
  Id: "b7a6f8f2-1111-4000-8000-00000000d001",
  ListType: "DEPARTING_EMPLOYEE",
  IncludedUserCount: 1,
  WatchlistID: "b7a6f8f2-1111-4000-8000-00000000d001",
  WatchlistType: "DEPARTING_EMPLOYEE",
  IncludedUsersCount: 1,
};

export const highRiskEmployees = {
  Id: "b7a6f8f2-1111-4000-8000-00000000d002",
  ListType: "CUSTOM",
  IncludedUserCount: 0,
  WatchlistID: "b7a6f8f2-1111-4000-8000-00000000d002",
  WatchlistType: "CUSTOM",
  IncludedUsersCount: 0,
  Title: "High Risk Employee",
};
