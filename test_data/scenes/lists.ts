import { colleague, leaver, run, type Scene } from "./_scene.ts";

const manager = "piet@acme.test";
const risktags = "FLIGHT_RISK,CONTRACT_EMPLOYEE";

export const scenes: Scene[] = [
  {
    steps: [
      run("code42-departingemployee-add", {
        username: colleague,
        departuredate: "2026-01-06",
        note: "Found another place",
      }),
      run("code42-departingemployee-add", { username: colleague, departuredate: "2026-02-30" }),
      run("code42-departingemployee-get-all", { results: "10" }),
      run("code42-departingemployee-get-all", { filtertype: "LEAVING_TODAY" }),
      run("code42-departingemployee-get-all", { filtertype: "EXFILTRATION_24_HOURS" }),
      run("code42-departingemployee-get", { username: leaver }),
      run("code42-departingemployee-get", { username: manager }),
      run("code42-departingemployee-remove", { username: leaver }),
      run("code42-departingemployee-remove", { username: manager }),
    ],
  },
  {
    steps: [
      run("code42-highriskemployee-add", { username: colleague, note: "Asked for all contracts" }),
      run("code42-highriskemployee-add-risk-tags", { username: colleague, risktags }),
      run("code42-highriskemployee-get-all", { risktags }),
      run("code42-highriskemployee-get-all", { risktags: "HIGH_IMPACT_EMPLOYEE" }),
      run("code42-highriskemployee-get", { username: colleague }),
      run("code42-highriskemployee-get", { username: manager }),
      run("code42-highriskemployee-remove-risk-tags", { username: colleague, risktags }),
      run("code42-highriskemployee-remove-risk-tags", { username: manager, risktags }),
      run("code42-highriskemployee-remove", { username: colleague }),
      run("code42-highriskemployee-remove", { username: manager }),
    ],
  },
];
