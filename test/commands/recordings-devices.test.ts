import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const mara = "1190000000000000101";
const headers =
  "### Code42 Devices\n|Name|Username|OSName|OSVersion|Active|Blocked|LastConnectedAt|UserID|ID|\n" +
  "|---|---|---|---|---|---|---|---|---|\n";

describe("the recorded device command", () => {
  it("lists the devices of a user", () =>
    recorded.replay("devices/code42-device-list", {
      entry: {
        readable: `${headers}| LAP-MARA-01 | user1.quill@acme.test | win | 11 | true | false | 2026-01-05T23:45:18.766Z | ${mara} | 1190000000000000555 |\n`,
      },
      context: {
        Code42: {
          Device: [
            {
              ID: "1190000000000000555",
              Name: "LAP-MARA-01",
              Hostname: "LAP-MARA-01",
              UserID: mara,
              Username: "user1.quill@acme.test",
              Active: true,
              Blocked: false,
              OrgGuid: "c1a2f0de-0000-4000-8000-000000000031",
              OSName: "win",
              OSVersion: "11",
              Address: "10.4.0.17:4242",
              RemoteAddress: "203.0.113.9",
              LastConnectedAt: "2026-01-05T23:45:18.766Z",
              CreatedAt: "2024-03-02T10:00:00.000Z",
              ModifiedAt: "2026-01-05T23:45:18.766Z",
            },
          ],
        },
      },
      requests: ["GET /v1/users 200", `GET /v1/users/${mara}/devices 200`],
    }));

  it("warns of a user who does not exist", () =>
    recorded.replay("devices/code42-device-list-3", {
      entry: { type: "warning", contents: "No user found with username nobody@acme.test." },
      requests: ["GET /v1/users 200"],
    }));
});
