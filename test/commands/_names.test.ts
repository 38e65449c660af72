import { ApiError, CredentialsError, NetworkError } from "soarkit";
import { expect } from "chai";
import { createNames } from "../../commands/_names.ts";
import { createModel } from "./_fetch/model.ts";
import { toSession } from "./examples.ts";
import { rejection } from "./tenant.ts";

const signal = new AbortController().signal;
const nameless = toSession({
  actorName: null,
  triggeredAlerts: [{ ruleId: "r1" }, { ruleId: "r2" }, { ruleId: "r1" }, { ruleId: null }],
});

function clientWith(answer: (id: string) => string | undefined | Error) {
  const { client } = createModel([], 0);
  const asked: string[] = [];
  const get = async (id: string) => {
    asked.push(id);
    const name = answer(id);
    if (name instanceof Error) throw name;
    return name === undefined ? undefined : { id, actorId: id, name, alternateNames: [] };
  };
  client.actors.get = get;
  client.alertRules.get = get;
  return { client, asked };
}

describe("the names behind a session's ids", () => {
  it("are those that the session carries, each rule once", async () => {
    const { client, asked } = clientWith(() => undefined);
    const session = toSession({ triggeredAlerts: [{ ruleName: "A" }, { ruleName: "B" }, { ruleName: "A" }] });
    expect(await createNames(client, { signal, tolerant: false })(session)).to.deep.equal({
      actor: "user1.quill@acme.test",
      rules: ["A", "B"],
      gaps: [],
    });
    expect(asked).to.deep.equal([]);
  });

  it("are looked up once, over all sessions", async () => {
    const { client, asked } = clientWith((id) => `name of ${id}`);
    const names = createNames(client, { signal, tolerant: false });
    const expected = { actor: "name of 1190000000000000101", rules: ["name of r1", "name of r2"], gaps: [] };
    expect([await names(nameless), await names(nameless)]).to.deep.equal([expected, expected]);
    expect(asked).to.deep.equal(["r1", "r2", "1190000000000000101"]);
  });

  it("are missing, with a word about it, where actor or rule are gone", async () => {
    const { client } = clientWith((id) => (id === "r2" ? "B" : undefined));
    expect(await createNames(client, { signal, tolerant: false })(nameless)).to.deep.equal({
      actor: undefined,
      rules: ["B"],
      gaps: ["The alert rule r1 no longer exists.", "The actor 1190000000000000101 no longer exists."],
    });
  });

  it("need no actor", async () => {
    const { client } = clientWith(() => undefined);
    const session = toSession({ actorName: null, actorId: null, triggeredAlerts: [] });
    const names = await createNames(client, { signal, tolerant: false })(session);
    expect(names).to.deep.equal({ actor: undefined, rules: [], gaps: [] });
  });

  it("may be missing through a fault of Incydr's only where that is tolerated", async () => {
    const { client } = clientWith(() => new ApiError("broken", "", { status: 500, body: "" }));
    const { gaps } = await createNames(client, { signal, tolerant: true })(nameless);
    expect(gaps[0]).to.equal("The alert rule r1 could not be looked up (broken).");
    expect(await rejection(createNames(client, { signal, tolerant: false })(nameless))).to.be.instanceOf(ApiError);
  });

  it("are not asked for any more after three failures, or after one refusal", async () => {
    const sessions = ["a", "b", "c", "d", "e"].map((actorId) => toSession({ actorName: null, actorId }));
    for (const [error, expected] of [
      [new ApiError("broken", "", { status: 500, body: "" }), ["a", "b", "c"]],
      [new CredentialsError("not allowed", ""), ["a"]],
    ] as const) {
      const { client, asked } = clientWith(() => error);
      const names = createNames(client, { signal, tolerant: true });
      const gaps: string[] = [];
      for (const session of sessions) gaps.push(...(await names(session)).gaps);
      expect(asked).to.deep.equal(expected);
      expect(gaps.at(-1)).to.equal(`The actor e was not looked up, after others had failed (${error.message}).`);
    }
  });

  it("are never missing through a fault of the network's", async () => {
    const { client } = clientWith(() => new NetworkError("away", ""));
    expect(await rejection(createNames(client, { signal, tolerant: true })(nameless))).to.be.instanceOf(NetworkError);
  });
});
