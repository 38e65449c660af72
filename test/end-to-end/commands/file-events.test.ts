import { describeFamily } from "./family.ts";

const search = "POST /v2/file-events";
const mara = "user1.quill@acme.test";

const query = (term: string, operator: string, value: string) =>
  JSON.stringify({ groups: [{ filters: [{ term, operator, value }] }] });

describeFamily("the file event commands", [
  {
    it: "shows events of a user within a time, without context",
    line: `!code42-file-events-search username=${mara} start_time=2026-01-05T23:24:51Z end_time=2026-01-05T23:25:21Z`,
    shows: ["2026-01-05T23:25:20.994Z", "2026-01-05T23:24:51.011Z", "File events shown: 2."],
    requests: [`${search} 200`],
  },
  {
    it: "repeats a search that failed once, and finds nothing",
    line: "!code42-file-events-search hostname=no-such-device",
    faults: [{ method: "POST", path: "/v2/file-events", kind: "status", status: 503, times: 1 }],
    shows: ["No results found."],
    requests: [`${search} 503`, `${search} 200`],
  },
  {
    it: "tells the analyst what Incydr has against a query in JSON",
    line: `!code42-file-events-search json=\`${query("file.colour", "IS", "red")}\``,
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: 'Incydr refused the query: unknown term (file.colour IS "red").',
      hint: "Correct the term, operator or value that it names; terms are paths of a file event, such as file.name.",
    },
    requests: [`${search} 400`],
  },
  {
    it: "tells the analyst all that is wrong with a query, before it is sent",
    line: `!code42-file-events-search json=\`${query("@timestamp", "ON", "yesterday")}\` results=0`,
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message:
        "results must be 1 to 50000, got 0. json is no file event query: " +
        "groups[0].filters[0].value must be a date such as 2026-01-31 for ON.",
      hint:
        "Give a number such as 50. " +
        'A query looks like {"groups": [{"filters": [{"term": "file.name", "operator": "IS", "value": "*.docx"}]}]}.',
    },
    requests: [],
  },
  {
    it: "tells the administrator that the API client may not read file events",
    line: `!code42-file-events-search username=${mara}`,
    faults: [{ method: "POST", path: "/v2/file-events", kind: "status", status: 403 }],
    exit: 2,
    error: {
      code: "CREDENTIALS",
      who: "administrator",
      message: 'The credentials lack the permission for POST /v2/file-events (403): {"error":"a fault that was set"}.',
      hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    },
    requests: [`${search} 403`],
  },
  {
    it: "shows as a table what searches have put into the context, without a request",
    before: [
      `!code42-file-events-search json=\`${query("user.email", "IS", mara)}\` min_risk_score=9 results=2 ` +
        "end_time=2026-01-05T23:59:59Z add-to-context=true",
    ],
    line: "!code42-file-events-table",
    shows: ["### Code42 File Events", mara, "CRITICAL"],
    requests: [],
  },
  {
    it: "shows no table where the incident and the searches have no events",
    line: "!code42-file-events-table include=incident",
    shows: ["No results found."],
    requests: [],
  },
  {
    it: "names the choices of a table that shows events of neither",
    line: "!code42-file-events-table include=search",
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message:
        'code42-file-events-table: include must be one of all, incident, searches, not "search". Did you mean "searches"?',
      hint: "See what the command takes with: soar commands code42-file-events-table",
    },
    requests: [],
  },
]);
