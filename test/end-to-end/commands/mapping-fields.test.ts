import { describeFamily } from "./family.ts";

describeFamily(
  "get-mapping-fields",
  [
    {
      it: "gives what an incident's rawJSON holds",
      line: "!get-mapping-fields",
      shows: ['"sessionId":"5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11"', '"riskSeverity":"CRITICAL"'],
      requests: ["GET /v1/sessions 200"],
    },
    {
      it: "repeats what failed once",
      line: "!get-mapping-fields",
      faults: [{ method: "GET", path: "/v1/sessions", kind: "status", status: 503, times: 1 }],
      shows: ['"Code42 Security Alert":{'],
      requests: ["GET /v1/sessions 503", "GET /v1/sessions 200"],
    },
  ],
  { sessions: 1, names: "present" },
);
