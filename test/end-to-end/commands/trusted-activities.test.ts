import { describeFamily } from "./family.ts";

describeFamily("the list of trusted activities", [
  {
    it: "tells those of a type",
    line: "!code42-trusted-activity-list type=URL_PATH",
    context: {
      Code42: {
        TrustedActivity: [
          {
            ID: "103",
            Type: "URL_PATH",
            Value: "github.test/acme",
            Description: "Company repositories",
            HighValueSource: false,
            UpdatedAt: "2025-10-08T00:00:00.000Z",
            UpdatedByType: "USER",
            UpdatedByID: "1190000000000000900",
            UpdatedBy: "admin@acme.test",
          },
        ],
      },
    },
    requests: ["GET /v2/trusted-activities 200"],
  },
  {
    it: "is read again after a failure",
    line: "!code42-trusted-activity-list limit=1",
    faults: [{ method: "GET", path: "/v2/trusted-activities", kind: "status", status: 503, times: 1 }],
    context: {
      Code42: {
        TrustedActivity: [
          {
            ID: "101",
            Type: "DOMAIN",
            Value: "acme.test",
            Description: "Our own domain",
            HighValueSource: true,
            Actions: [
              { Type: "FILE_UPLOAD" },
              { Type: "CLOUD_SYNC", Providers: ["GOOGLE_DRIVE", "ONE_DRIVE"] },
              { Type: "EMAIL", Providers: ["OFFICE_365"] },
            ],
            UpdatedAt: "2025-06-20T00:00:00.000Z",
            UpdatedByType: "USER",
            UpdatedByID: "1190000000000000900",
            UpdatedBy: "admin@acme.test",
          },
        ],
      },
    },
    shows: ["Trusted activities shown: 1 of 5. Raise limit to see more."],
    requests: ["GET /v2/trusted-activities 503", "GET /v2/trusted-activities 200"],
  },
  {
    it: "says that the API client may not read them",
    line: "!code42-trusted-activity-list",
    faults: [{ method: "GET", path: "/v2/trusted-activities", kind: "status", status: 403, times: 9 }],
    exit: 2,
    error: {
      code: "CREDENTIALS",
      who: "administrator",
      message:
        'The credentials lack the permission for GET /v2/trusted-activities (403): {"error":"a fault that was set"}.',
      hint: "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    },
    requests: ["GET /v2/trusted-activities 403"],
  },
]);
