import { runCommand } from "soarkit/testing";
import { expect } from "chai";
import { code42, readRecorded } from "./recorded.ts";
import { manifest } from "./tenant.ts";

/**
 * What a plain run of each command costs of the 120 requests a minute, tokens left out: its first recorded run. Where it
 * is more than one, the others look up what was named: an id from a name, what is there from what is wanted.
 */
const counts: Record<string, number> = {
  "code42-actor-get": 1,
  "code42-alert-bulk-update": 2,
  "code42-alert-get": 1,
  "code42-alert-resolve": 2,
  "code42-alert-rule-list": 1,
  "code42-alert-update": 2,
  "code42-audit-log-search": 1,
  "code42-case-add-file-event": 1,
  "code42-case-create": 2,
  "code42-case-delete": 1,
  "code42-case-export": 1,
  "code42-case-get": 1,
  "code42-case-list": 1,
  "code42-case-list-file-events": 1,
  "code42-case-update": 2,
  "code42-departingemployee-add": 4,
  "code42-departingemployee-get": 3,
  "code42-departingemployee-get-all": 3,
  "code42-departingemployee-remove": 4,
  "code42-device-list": 2,
  "code42-download-file": 1,
  "code42-download-file-by-xfc-id": 1,
  "code42-file-events-search": 1,
  "code42-file-events-table": 0,
  "code42-get-events": 1,
  "code42-highriskemployee-add": 4,
  "code42-highriskemployee-add-risk-tags": 6,
  "code42-highriskemployee-get": 3,
  "code42-highriskemployee-get-all": 5,
  "code42-highriskemployee-remove": 4,
  "code42-highriskemployee-remove-risk-tags": 6,
  "code42-legalhold-add-user": 3,
  "code42-legalhold-list-custodians": 2,
  "code42-legalhold-remove-user": 4,
  "code42-session-add-note": 1,
  "code42-session-get": 1,
  "code42-session-search": 1,
  "code42-trusted-activity-list": 1,
  "code42-user-block": 2,
  "code42-user-create": 2,
  "code42-user-deactivate": 2,
  "code42-user-get": 1,
  "code42-user-get-risk-profile": 1,
  "code42-user-list": 1,
  "code42-user-reactivate": 2,
  "code42-user-unblock": 2,
  "code42-user-update-risk-profile": 2,
  "code42-watchlists-add-user": 3,
  "code42-watchlists-create": 2,
  "code42-watchlists-delete": 2,
  "code42-watchlists-list": 1,
  "code42-watchlists-list-included-users": 1,
  "code42-watchlists-remove-user": 3,
};

const recorded = await readRecorded(code42);

describe("the requests of a command", () => {
  it("are counted for every command", () => {
    expect(Object.keys(counts).sort()).to.deep.equal(manifest.commands.map(({ name }) => name).sort());
  });

  for (const name of recorded.names) {
    const recording = recorded.find(name);
    const count = counts[name.split("/")[1] ?? ""];
    if (count === undefined) continue;
    it(`are ${count} for ${name}`, async () => {
      const { requests } = await runCommand(recording.command, recording.args, {
        integration: code42,
        replay: recording,
      });
      expect(requests).to.have.length(count);
    });
  }
});
