import { expect } from "chai";
import { evaluateDt } from "../../src/context/dt/evaluate.ts";
import { contextView } from "../../src/context/view.ts";
import type { Json } from "../../src/json.ts";

const INCIDENT = {
  id: "12",
  name: "Files moved",
  severity: 3,
  CustomFields: { riskscore: 9, name: "hidden" },
  labels: [
    { type: "Email/from", value: "a@b.test" },
    { type: "Tag", value: "x" },
    { type: "Tag", value: "y" },
    { type: "Bare" },
    { value: "no type" },
    "no label",
  ],
};

describe("the context as expressions read it", () => {
  const view = contextView(
    { Acme: { ID: 1 }, inputs: "stored" },
    {
      incident: INCIDENT,
      inputs: { Who: "mara" },
      modules: [{ brand: "Acme", state: "active" }],
      lists: { vips: "a,b" },
      lastCompletedTaskEntries: ["3@12"],
      taskResults: { "2": { x: 1 } },
      currentUser: { username: "ana" },
    },
  );
  const cases: [what: string, dt: string, expected: Json | undefined][] = [
    ["reads what is stored", "Acme.ID", 1],
    ["reads the incident's system fields", "incident.severity", 3],
    ["reads custom fields at the incident's top", "incident.riskscore", 9],
    ["reads custom fields under CustomFields", "incident.CustomFields.riskscore", 9],
    ["prefers the system field of the same name", "incident.name", "Files moved"],
    ["reads labels by type, slashes included", "incident.labels.Email/from", "a@b.test"],
    ["reads labels of one type as a list", "incident.labels.Tag", ["x", "y"]],
    ["reads a label without a value as null", "incident.labels.Bare", null],
    ["reads the incident as alert", "alert.id", "12"],
    ["reads the incident as issue", "issue.id", "12"],
    ["hides a stored key behind a virtual root", "inputs.Who", "mara"],
    [
      "finds out whether an integration is configured",
      "modules(val.brand=='Acme' && val.state == 'active').brand",
      "Acme",
    ],
    ["reads named lists", "lists.vips", "a,b"],
    ["reads the last task's entries", "lastCompletedTaskEntries", "3@12"],
    ["reads a task's results", "#2.x", 1],
    ["reads the user", "currentUser.username", "ana"],
    ["reads nothing of a root that is absent", "playbookQuery", undefined],
  ];
  for (const [what, dt, expected] of cases) {
    it(`${what}: ${dt}`, () => {
      expect(evaluateDt(dt, { root: view, now: () => 0 })).to.deep.equal({ value: expected, warnings: [] });
    });
  }

  it("is the context alone without virtual roots", () => {
    expect(contextView({ A: 1 }, {})).to.deep.equal({ A: 1 });
  });

  it("leaves an incident without labels and custom fields as it is", () => {
    expect(contextView({}, { incident: { id: "1" } }).incident).to.deep.equal({ id: "1" });
  });

  it("takes no prototype keys from custom fields and labels", () => {
    const custom = JSON.parse('{"__proto__": {"polluted": 1}, "ok": 1}') as Record<string, Json>;
    const labels = [{ type: "__proto__", value: { polluted: 1 } }];
    const incident = contextView({}, { incident: { CustomFields: custom, labels } }).incident as Record<string, Json>;
    expect(incident.ok).to.equal(1);
    expect(incident.polluted).to.equal(undefined);
    expect(incident.labels).to.deep.equal({});
  });

  it("stores nothing", () => {
    const context = Object.freeze({ A: 1 });
    contextView(context, { inputs: { B: 1 }, incident: Object.freeze({ id: "1" }) });
    expect(context).to.deep.equal({ A: 1 });
  });
});
