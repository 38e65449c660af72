import { companyRepositories, ownDomain } from "../../commands/expected/trusted-activities.ts";
import { describeFamily } from "./family.ts";

describeFamily("the list of trusted activities", [
  {
    it: "tells those of a type",
    line: "!code42-trusted-activity-list type=URL_PATH",
    context: { Code42: { TrustedActivity: [companyRepositories] } },
    requests: ["GET /v2/trusted-activities 200"],
  },
  {
    it: "is read again after a failure",
    line: "!code42-trusted-activity-list limit=1",
    faults: [{ method: "GET", path: "/v2/trusted-activities", kind: "status", status: 503, times: 1 }],
    context: { Code42: { TrustedActivity: [ownDomain] } },
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
