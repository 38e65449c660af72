import { expect } from "chai";
import { ArgumentError, NotFoundError, type Incident, type RemoteChange } from "soarkit";
import { run } from "../../commands/update-remote-system.ts";
import { handlerInput, openTenant, rejection, startAt, type Tenant } from "./tenant.ts";

const sourceId = "5c0e9c54-77b1-4f0a-9d30-1f5f0c6d2a11";
const incident: Incident = {
  id: "1",
  sourceId,
  instance: "main",
  state: "closed",
  name: "Leak",
  severity: 3,
  occurred: startAt,
  createdAt: startAt,
  rawJSON: "{}",
};
const close: RemoteChange = { kind: "close", reason: "Resolved", remoteState: "CLOSED_TP", notes: "Done." };

describe("update-remote-system", () => {
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await openTenant();
  });
  afterEach(() => tenant.close());

  const hand = (change: RemoteChange, more: { mayHaveHappened?: boolean; id?: string; source?: string } = {}) =>
    run({
      ...handlerInput(tenant.params, tenant.client),
      id: more.id ?? "1-a",
      incident: { ...incident, sourceId: more.source ?? sourceId },
      change,
      intendedAt: Date.parse(startAt),
      mayHaveHappened: more.mayHaveHappened ?? false,
    });

  it("sets the state and adds the note, without looking first", async () => {
    await hand(close);
    expect(await tenant.requests()).to.deep.equal([
      "POST /v1/sessions/change-state",
      `POST /v1/sessions/${sourceId}/add-note`,
    ]);
  });

  it("does only what is missing where a try may have reached Incydr", async () => {
    await tenant.client.sessions.changeState([sourceId], "CLOSED_TP", AbortSignal.timeout(5000));
    await tenant.requests();
    await hand(close, { mayHaveHappened: true });
    expect(await tenant.requests()).to.deep.equal([
      `GET /v1/sessions/${sourceId}`,
      `POST /v1/sessions/${sourceId}/add-note`,
    ]);
    await hand(close, { mayHaveHappened: true });
    expect(await tenant.requests()).to.deep.equal([`GET /v1/sessions/${sourceId}`]);
  });

  it("does not undo what somebody has done since", async () => {
    await hand(close);
    await tenant.client.sessions.changeState([sourceId], "IN_PROGRESS", AbortSignal.timeout(5000));
    await tenant.requests();
    await hand(close, { mayHaveHappened: true });
    expect(await tenant.requests()).to.deep.equal([`GET /v1/sessions/${sourceId}`]);
  });

  it("fails for a session that is not there", async () => {
    const missing = { source: "gone" };
    expect(await rejection(hand(close, missing))).to.be.instanceOf(NotFoundError);
    expect(await rejection(hand(close, { ...missing, mayHaveHappened: true }))).to.be.instanceOf(NotFoundError);
    expect(await rejection(hand({ kind: "note", text: "x" }, missing))).to.be.instanceOf(NotFoundError);
  });

  it("fails for a state that Incydr does not have, before it asks anything", async () => {
    const error = await rejection(hand({ ...close, remoteState: "SHUT" }));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(await tenant.requests()).to.deep.equal([]);
  });
});
