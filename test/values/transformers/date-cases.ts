import type { Cases } from "./apply.ts";

export const dateCases: Cases = {
  toUnix: [
    ["2026-01-01T00:00:00Z", {}, 1767225600],
    ["01/02/2026", { layout: "01/02/2006" }, 1767312000],
  ],
  TimeStampToDate: [
    [1767225600, {}, "2026-01-01T00:00:00.000Z"],
    ["1767225600000", {}, "2026-01-01T00:00:00.000Z"],
    ["1767225600.5", {}, "2026-01-01T00:00:00.500Z"],
  ],
  DateStringToISOFormat: [["01 Jan 26 10:00 UTC", {}, "2026-01-01T10:00:00.000Z"]],
  FormattedDateToEpoch: [
    ["2026-01-01T00:00:00.250000Z", { formatter: "%Y-%m-%dT%H:%M:%S.%fZ" }, 1767225600],
    ["Jan 02 2026 03:00PM", { formatter: "%b %d %Y %I:%M%p" }, 1767366000],
    ["2026-01-01", {}, 1767225600],
  ],
  dateToString: [
    ["2026-01-01T10:02:03Z", {}, "01 Jan 26 10:02 UTC"],
    [
      1767225600,
      { format: "Monday, 2 January 2006 at 3:04:05.000pm Z07:00" },
      "Thursday, 1 January 2026 at 12:00:00.000am Z",
    ],
    [1767225600, { format: "ANSIC" }, "Thu Jan  1 00:00:00 2026"],
  ],
  BetweenDates: [
    ["2026-01-05", { from: "2026-01-01", to: "2026-01-10" }, true],
    ["2026-01-11", { begin_date: "2026-01-01", end_date: "2026-01-10" }, false],
  ],
  BetweenHours: [
    ["2026-01-01T09:30:00Z", { from: "09:00", to: "17:00" }, true],
    ["23:30", { from: "22:00", to: "06:00:00" }, true],
    ["12:00", { begin_time: "22:00", end_time: "06:00" }, false],
  ],
};
