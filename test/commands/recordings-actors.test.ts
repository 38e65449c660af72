import { leaver, leaversProfile, secondAccount, updatedProfile } from "./expected/actors.ts";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const byName = (name: string, status = 200) => `GET /v1/actors/actor/name/${encodeURIComponent(name)}/parent ${status}`;

describe("the recorded commands for actors", () => {
  it("read a risk profile", () =>
    recorded.replay("actors/code42-user-get-risk-profile", {
      entry: {
        readable:
          "### Code42 User Risk Profile\n|Username|StartDate|EndDate|Notes|\n|---|---|---|---|\n" +
          `| ${leaver} | 2024-03-02 | 2026-03-01 | Handed in notice |\n`,
      },
      context: { Code42: { UserRiskProfiles: leaversProfile } },
      requests: [byName(leaver)],
    }));

  it("say that nobody has the name", () =>
    recorded.replay("actors/code42-user-get-risk-profile-2", {
      entry: {
        type: "warning",
        contents:
          "No user found with username nobody@acme.test. Give the whole name as Incydr shows it, usually an email address.",
      },
      requests: [byName("nobody@acme.test", 404)],
    }));

  it("write a risk profile", () =>
    recorded.replay("actors/code42-user-update-risk-profile", {
      entry: {
        readable:
          "### Code42 User Risk Profile Updated\n|Username|StartDate|EndDate|Notes|Success|\n|---|---|---|---|---|\n" +
          `| ${leaver} | 2024-03-02 | 2026-01-31 |  | true |\n`,
      },
      context: { Code42: { UpdatedUserRiskProfiles: { ...updatedProfile, Success: true } } },
      requests: [byName(leaver), "PATCH /v1/actors/actor/id/1190000000000000101 200"],
    }));

  it("write nothing where nothing is given", () =>
    recorded.replay("actors/code42-user-update-risk-profile-2", {
      entry: {
        type: "error",
        contents:
          "Nothing to change: start_date, end_date and notes are all empty.\n" +
          "Give at least one of them. To empty a field, name it in clear, such as clear=end_date.",
      },
      error: "ARGUMENT",
      tokenRequests: 0,
    }));

  it("look up an actor by the name", () =>
    recorded.replay("actors/code42-actor-get", {
      entry: { type: "note" },
      context: {
        Code42: {
          Actor: {
            ID: "1190000000000000101",
            Name: leaver,
            AlternateNames: ["user1@personal.test"],
            Active: true,
            InScope: true,
            FirstName: "Mara",
            LastName: "Quill",
            Title: "Developer",
            Department: "Engineering",
            Division: "Payments",
            EmployeeType: "full-time",
            Country: "NL",
            Region: "UT",
            Locality: "Utrecht",
            ManagerID: "1190000000000000102",
            ParentID: null,
            ChildIDs: [],
            StartDate: "2024-03-02",
            EndDate: "2026-01-31",
            Notes: null,
          },
        },
      },
      requests: [`GET /v1/actors/actor/name/${encodeURIComponent(leaver)}/family 200`],
    }));

  it("look up a second account by the id", () =>
    recorded.replay("actors/code42-actor-get-2", {
      entry: {
        readable:
          "### Code42 Actor\n|Field|Value|\n|---|---|\n| ID | 1190000000000000104 |\n" +
          "| Name | piet.jansen@contractors.test |\n| Active | true |\n| InScope | true |\n| FirstName | Piet |\n" +
          "| LastName | Jansen |\n| Title | Engineering Manager |\n| Department | Engineering |\n" +
          "| Division | Payments |\n| EmployeeType | full-time |\n| Country | NL |\n| Region | UT |\n" +
          "| Locality | Utrecht |\n| ParentID | 1190000000000000102 |\n",
      },
      context: { Code42: { Actor: secondAccount } },
      requests: ["GET /v1/actors/actor/id/1190000000000000104/family 200"],
    }));

  it("say that there is no such actor", () =>
    recorded.replay("actors/code42-actor-get-3", {
      entry: { type: "warning", contents: "There is no actor with the ID 7." },
      requests: ["GET /v1/actors/actor/id/7/family 404"],
    }));
});
