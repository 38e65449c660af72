import { startSimulator, type TestSimulator } from "soarkit/testing";
import { expect } from "chai";
import { root, soar, temporaryFolder } from "../soar.ts";

const exemplary = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const mara = "user1.quill@acme.test";
const piet = "piet@acme.test";
const event = "0_7f10aa52-0000-4000-8000-00000000a001_1767654225976040100_0000781301831434240_305_EPS";

/** Each is run twice, and a third line where another thing of the same kind must not take the first one's place. */
const runs: [path: string, line: string, other: string, ids: unknown[]][] = [
  [
    "Code42.SecurityAlert.ID",
    `!code42-alert-get id=${exemplary}`,
    "!code42-alert-get id=6d28662b-4015-44a3-90a5-e43a47df2e3a",
    [exemplary, "6d28662b-4015-44a3-90a5-e43a47df2e3a"],
  ],
  [
    "Code42.Session.ID",
    `!code42-session-get id=${exemplary}`,
    "!code42-session-get id=6d28662b-4015-44a3-90a5-e43a47df2e3a",
    [exemplary, "6d28662b-4015-44a3-90a5-e43a47df2e3a"],
  ],
  [
    "Code42.FileEvents.event.id",
    `!code42-file-events-search json=\`{"groups":[{"filters":[{"term":"event.id","operator":"IS","value":"${event}"}]}]}\` add-to-context=true`,
    "!code42-file-events-search hostname=no-such-device add-to-context=true",
    [event],
  ],
  [
    "Code42.Watchlists.WatchlistID",
    "!code42-watchlists-list",
    "!code42-watchlists-list",
    [departing, "b7a6f8f2-1111-4000-8000-00000000d002"],
  ],
  [
    "Code42.WatchlistUsers.Username",
    `!code42-watchlists-list-included-users watchlist=${departing}`,
    "!code42-watchlists-list-included-users watchlist=DEPARTING_EMPLOYEE",
    [mara],
  ],
  // One matter holds many users, and one user may be in many matters.
  [
    "Code42.LegalHold.Username",
    `!code42-legalhold-add-user username=${mara} mattername="Ledger dispute"`,
    `!code42-legalhold-add-user username=${piet} mattername="Ledger dispute"`,
    [mara, piet],
  ],
  [
    "Code42.UserRiskProfiles.Username",
    `!code42-user-get-risk-profile username=${mara}`,
    `!code42-user-get-risk-profile username=${piet}`,
    [mara, piet],
  ],
  [
    "Code42.DepartingEmployee.Username",
    `!code42-departingemployee-get username=${mara}`,
    "!code42-departingemployee-get-all",
    [mara],
  ],
  ["Code42.User.Username", `!code42-user-get username=${mara}`, `!code42-user-get username=${piet}`, [mara, piet]],
  ["Code42.Case.Number", "!code42-case-get casenumber=17", "!code42-case-get casenumber=16", [17, 16]],
  [
    "Code42.CaseFileEvents.EventID",
    "!code42-case-list-file-events casenumber=17",
    `!code42-case-add-file-event casenumber=17 eventid=${event}`,
    [event],
  ],
];

/** Lists of several things, each run twice, and how long they are then. */
const lists: [path: string, line: string, length: number][] = [
  ["Code42.AlertRule", "!code42-alert-rule-list", 7],
  ["Code42.Actor", `!code42-actor-get username=${mara}`, 1],
  ["Code42.Device", "!code42-device-list", 4],
  ["Code42.TrustedActivity", "!code42-trusted-activity-list", 5],
  ["Code42.AuditLog", "!code42-audit-log-search limit=1", 1],
  ["Code42.HighRiskEmployee", `!code42-highriskemployee-add username=${mara}`, 1],
  ["Code42.UsersAddedToWatchlists", `!code42-watchlists-add-user username=${mara} watchlist=DEPARTING_EMPLOYEE`, 1],
  ["Code42.UpdatedUserRiskProfiles", `!code42-user-update-risk-profile username=${mara} notes=x`, 1],
];

describe("what is known of a thing, through the built soar", () => {
  const folder = temporaryFolder();
  let simulator: TestSimulator;
  before(async () => {
    const knobs = { rate: 0, sessions: 3, users: 4, events: 40 };
    simulator = await startSimulator(root, { startAt: "2026-01-06T00:00:00.000Z", seed: 1, knobs });
  });
  after(async () => {
    await simulator.close();
    folder.remove();
  });

  for (const [path, line, other, ids] of runs) {
    it(`stands in the context once, beside that of others: ${path}`, async () => {
      const here = { cwd: folder.path, env: simulator.env };
      for (const each of [line, line, other]) {
        const { code, stderr } = await soar([each, "--quiet"], here);
        expect(code, stderr).to.equal(0);
      }
      const { stdout } = await soar(["context", path, "--json"], here);
      expect([JSON.parse(stdout)].flat()).to.deep.equal(ids);
    });
  }

  it("stands in the context once, whatever list it is on", async () => {
    const here = { cwd: folder.path, env: simulator.env };
    for (const [, line] of lists) {
      for (const each of [line, line]) {
        const { code, stderr } = await soar([each, "--quiet"], here);
        expect(code, stderr).to.equal(0);
      }
    }
    const { stdout } = await soar(["context", "Code42", "--json"], here);
    const context = JSON.parse(stdout) as Record<string, unknown>;
    const found = lists.map(([path]) => [path, [context[path.replace("Code42.", "")]].flat().length]);
    expect(found).to.deep.equal(lists.map(([path, , length]) => [path, length]));
  });
});
