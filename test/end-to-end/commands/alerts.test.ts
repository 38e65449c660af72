import { exemplaryAlert } from "../../commands/expected/alerts.ts";
import { describeFamily } from "./family.ts";

const exemplary = exemplaryAlert.ID;

const alertOf = (state: string) => ({ Code42: { SecurityAlert: { ...exemplaryAlert, State: state } } });
const noAlert = {
  code: "NOT_FOUND",
  who: "analyst",
  message: "There is no alert with the ID nope.",
  hint: "Take the ID from a fetched incident (code42alertid), or from the address of the alert in the Incydr console.",
};

describeFamily(
  "the alert commands",
  [
    {
      it: "looks up an alert, again after a failure that passes",
      line: `!code42-alert-get id=${exemplary}`,
      faults: [{ method: "GET", path: "/v1/sessions/*", kind: "status", status: 503, times: 1 }],
      context: alertOf("OPEN"),
      requests: [`GET /v1/sessions/${exemplary} 503`, `GET /v1/sessions/${exemplary} 200`],
    },
    {
      it: "changes an alert's state",
      line: `!code42-alert-update id=${exemplary} state=IN_PROGRESS`,
      context: alertOf("IN_PROGRESS"),
      requests: ["POST /v1/sessions/change-state 204", `GET /v1/sessions/${exemplary} 200`],
    },
    {
      it: "names the alert that is not there to be changed",
      line: "!code42-alert-update id=nope state=CLOSED",
      exit: 2,
      error: noAlert,
      requests: ["POST /v1/sessions/change-state 404"],
    },
    {
      it: "resolves an alert, and says what to use instead",
      line: `!code42-alert-resolve id=${exemplary}`,
      context: alertOf("CLOSED_TP"),
      shows: ["code42-alert-resolve is deprecated. Use code42-alert-update instead."],
      requests: ["POST /v1/sessions/change-state 204", `GET /v1/sessions/${exemplary} 200`],
    },
    {
      it: "tells the administrator that the API client may not resolve alerts",
      line: `!code42-alert-resolve id=${exemplary}`,
      faults: [{ method: "POST", path: "/v1/sessions/*", kind: "status", status: 403, times: 9 }],
      exit: 2,
      error: {
        code: "CREDENTIALS",
        who: "administrator",
        message:
          "The credentials lack the permission for POST /v1/sessions/change-state (403): " +
          '{"error":"a fault that was set"}.',
        hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
      },
      requests: ["POST /v1/sessions/change-state 403"],
    },
    {
      it: "does not change many alerts unasked",
      line: "!code42-alert-bulk-update state=OPEN new_state=CLOSED_FP",
      exit: 2,
      error: {
        code: "ARGUMENT",
        who: "analyst",
        message: "code42-alert-bulk-update cannot be undone and was not approved.",
        hint: "Run it with --yes when you mean it, or with --dry-run to see what it would send.",
      },
      requests: [],
    },
    {
      it: "changes many alerts, counted before, call by call",
      line: "!code42-alert-bulk-update state=OPEN new_state=CLOSED_FP",
      flags: ["--yes"],
      context: { Code42: { AlertBulkUpdate: { NewState: "CLOSED_FP", Matched: 2 } } },
      shows: ["Set to CLOSED_FP: 2 alerts."],
      requests: [
        "GET /v1/sessions 200",
        "GET /v1/sessions 200",
        "POST /v1/sessions/change-states 200",
        "POST /v1/sessions/change-states 200",
      ],
    },
    {
      it: "has none left to change the second time",
      line: "!code42-alert-bulk-update state=OPEN new_state=CLOSED_FP",
      flags: ["--yes", "--quiet"],
      context: { Code42: { AlertBulkUpdate: { NewState: "CLOSED_FP", Matched: 0 } } },
      requests: ["GET /v1/sessions 200"],
    },
    {
      it: "refuses to change all there are",
      line: "!code42-alert-bulk-update new_state=CLOSED_FP",
      flags: ["--yes"],
      exit: 2,
      error: {
        code: "ARGUMENT",
        who: "analyst",
        message: "At least one filter is needed: without one, every session would be changed.",
        hint:
          "Give one of actor_id, on_or_after, before, type, risk_indicators, state, severity, rule_id, watchlist_id, " +
          "content_inspection_status.",
      },
      requests: [],
    },
  ],
  { "bulk-size": 1 },
);
