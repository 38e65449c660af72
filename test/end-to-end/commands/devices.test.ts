import { describeFamily } from "./family.ts";

const mara = { UserID: "1190000000000000101", Username: "user1.quill@acme.test" };

describeFamily("the device command", [
  {
    it: "lists the devices of a user",
    line: `!code42-device-list username=${mara.Username}`,
    context: {
      Code42: {
        Device: [
          {
            ID: "1190000000000000555",
            Name: "LAP-MARA-01",
            Hostname: "LAP-MARA-01",
            ...mara,
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
    requests: ["GET /v1/users 200", `GET /v1/users/${mara.UserID}/devices 200`],
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
