import { laptop } from "./expected/devices.ts";
import { code42, readRecorded } from "./recorded.ts";

const recorded = await readRecorded(code42);
const headers =
  "### Code42 Devices\n|Name|Username|OSName|OSVersion|Active|Blocked|LastConnectedAt|UserID|ID|\n" +
  "|---|---|---|---|---|---|---|---|---|\n";

describe("the recorded device command", () => {
  it("lists the devices of a user", () =>
    recorded.replay("devices/code42-device-list", {
      entry: {
        readable: `${headers}| LAP-MARA-01 | user1.quill@acme.test | win | 11 | true | false | 2026-01-05T23:45:18.766Z | ${laptop.UserID} | 1190000000000000555 |\n`,
      },
      context: { Code42: { Device: [laptop] } },
      requests: ["GET /v1/users 200", `GET /v1/users/${laptop.UserID}/devices 200`],
    }));

  it("warns of a user who does not exist", () =>
    recorded.replay("devices/code42-device-list-3", {
      entry: { type: "warning", contents: "No user found with username nobody@acme.test." },
      requests: ["GET /v1/users 200"],
    }));
});
