import { describeFamily } from "./family.ts";

const departing = "b7a6f8f2-1111-4000-8000-00000000d001";

describeFamily("the list of alert rules", [
  {
    it: "holds those that look at a watchlist",
    line: `!code42-alert-rule-list watchlist=${departing} enabled=true`,
    context: {
      Code42: {
        AlertRule: [
          {
            ID: "e02709c6-8549-4bbc-bd9c-b9a847d810ad",
            Name: "Archive to removable media",
            IsEnabled: true,
            IsSystemRule: false,
            Watchlists: [departing],
            RiskIndicators: ["Removable media"],
            CreatedAt: "2025-06-10T17:06:15.3250920Z",
            CreatedBy: "admin@acme.test",
            ModifiedAt: "2025-06-10T17:09:01.1308010Z",
            ModifiedBy: "admin@acme.test",
          },
        ],
      },
    },
    requests: ["GET /v2/alert-rules 200"],
  },
  {
    it: "warns of a watchlist that is not there, after a failure that passes",
    line: "!code42-alert-rule-list watchlist=FLIGHT_RISK",
    faults: [{ method: "GET", path: "/v2/watchlists", kind: "status", status: 503, times: 1 }],
    shows: ["There is no watchlist with the type or title FLIGHT_RISK."],
    requests: ["GET /v2/watchlists 503", "GET /v2/watchlists 200"],
  },
  {
    it: "tells the administrator that the API client may not read alert rules",
    line: "!code42-alert-rule-list",
    faults: [{ method: "GET", path: "/v2/alert-rules", kind: "status", status: 403, times: 9 }],
    exit: 2,
    error: {
      code: "CREDENTIALS",
      who: "administrator",
      message: 'The credentials lack the permission for GET /v2/alert-rules (403): {"error":"a fault that was set"}.',
      hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    },
    requests: ["GET /v2/alert-rules 403"],
  },
]);
