import { firstAccount, leaver, leaversProfile, updatedProfile } from "../../commands/expected/actors.ts";
import { describeFamily } from "./family.ts";

const byName = (name: string, status = 200) => `GET /v1/actors/actor/name/${encodeURIComponent(name)}/parent ${status}`;

describeFamily("the commands for actors", [
  {
    it: "reads a risk profile under its former name, and repeats a read that failed once",
    line: `!code42-get-user-risk-profile ${leaver}`,
    faults: [{ method: "GET", path: "/v1/actors/*", kind: "status", status: 503, times: 1 }],
    context: { Code42: { UserRiskProfiles: leaversProfile } },
    requests: [byName(leaver, 503), byName(leaver)],
  },
  {
    it: "warns of a risk profile of nobody",
    line: "!code42-user-get-risk-profile user1",
    shows: ["No user found with username user1."],
    requests: [byName("user1", 404)],
  },
  {
    it: "writes a risk profile",
    line: `!code42-user-update-risk-profile username=${leaver} end_date=2026-01-31 clear=notes`,
    context: { Code42: { UpdatedUserRiskProfiles: { ...updatedProfile, Success: true } } },
    requests: [byName(leaver), "PATCH /v1/actors/actor/id/1190000000000000101 200"],
  },
  {
    it: "writes no risk profile where nothing is given",
    line: `!code42-user-update-risk-profile username=${leaver} notes=""`,
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: "Nothing to change: start_date, end_date and notes are all empty.",
      hint: "Give at least one of them. To empty a field, name it in clear, such as clear=end_date.",
    },
    requests: [],
  },
  {
    it: "tells the administrator that the API client may not write actors",
    line: `!code42-user-update-risk-profile username=${leaver} notes=x`,
    faults: [{ method: "PATCH", path: "/v1/actors/*", kind: "status", status: 403, times: 9 }],
    exit: 2,
    error: {
      code: "CREDENTIALS",
      who: "administrator",
      message:
        "The credentials lack the permission for PATCH /v1/actors/actor/id/1190000000000000101 (403): " +
        '{"error":"a fault that was set"}.',
      hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    },
    requests: [byName(leaver), "PATCH /v1/actors/actor/id/1190000000000000101 403"],
  },
  {
    it: "looks up an actor with the ids of the other accounts, and repeats a read that failed once",
    line: "!code42-actor-get id=1190000000000000102",
    faults: [{ method: "GET", path: "/v1/actors/*", kind: "status", status: 503, times: 1 }],
    context: { Code42: { Actor: firstAccount } },
    requests: [
      "GET /v1/actors/actor/id/1190000000000000102/family 503",
      "GET /v1/actors/actor/id/1190000000000000102/family 200",
    ],
  },
  {
    it: "needs to know which actor to look up",
    line: "!code42-actor-get",
    exit: 2,
    error: {
      code: "ARGUMENT",
      who: "analyst",
      message: "Exactly one of id and username is needed.",
      hint: "Give the actor's ID, or the username.",
    },
    requests: [],
  },
]);
