import { laptop } from "../../commands/expected/devices.ts";
import { describeFamily } from "./family.ts";

describeFamily("the device command", [
  {
    it: "lists the devices of a user",
    line: `!code42-device-list username=${laptop.Username}`,
    context: { Code42: { Device: [laptop] } },
    requests: ["GET /v1/users 200", `GET /v1/users/${laptop.UserID}/devices 200`],
  },
  {
    it: "repeats a read that failed once, and asks for no more than are wanted",
    line: "!code42-device-list results=1 blocked=true",
    faults: [{ method: "GET", path: "/v1/devices", kind: "status", status: 503, times: 1 }],
    requests: ["GET /v1/devices 503", "GET /v1/devices 200"],
  },
  {
    it: "tells the administrator that the API client may not read devices",
    line: "!code42-device-list",
    faults: [{ method: "GET", path: "/v1/devices", kind: "status", status: 403 }],
    exit: 2,
    error: {
      code: "CREDENTIALS",
      who: "administrator",
      message: 'The credentials lack the permission for GET /v1/devices (403): {"error":"a fault that was set"}.',
      hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    },
    requests: ["GET /v1/devices 403"],
  },
]);
