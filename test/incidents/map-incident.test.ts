import { expect } from "chai";
import fc from "fast-check";
import { ManifestError } from "../../src/errors.ts";
import { createMapIncident, pathOf } from "../../src/incidents/map-incident.ts";
import type { IncidentContent } from "../../src/manifest/incident-content.ts";

const field = (cliName: string, type: IncidentContent["fields"][number]["type"] = "shortText") => ({
  name: cliName,
  cliName,
  type,
  description: "",
});
const content: IncidentContent = {
  fields: [field("acmeid"), field("acmerows", "grid"), field("acmecount", "number"), field("acmetext", "longText")],
  severity: { from: "level", values: { HIGH: 3, "no risk": 0.5 }, otherwise: 1 },
  mapper: {
    name: "Acme",
    fields: {
      acmeid: { simple: "alert.id" },
      acmerows: { complex: { root: "rows", accessor: "inner" } },
      acmecount: { simple: "alert.count" },
      acmetext: { simple: "tags" },
      name: { simple: "title" },
      occurred: { simple: "at" },
      details: { simple: "alert" },
    },
  },
};
const now = () => 0;
const map = createMapIncident(content, now);
const raw = (value: unknown) => JSON.stringify(value);

describe("the manifest's mapper", () => {
  it("makes custom fields and severity of rawJSON", () => {
    const rawJSON = raw({
      alert: { id: "a-1", count: "7" },
      level: "HIGH",
      rows: [{ inner: { k: 1 } }],
      tags: ["x", 2],
    });
    const given = { name: "Acme", occurred: "2026-01-05T00:00:00.000Z", details: "Given.", rawJSON };
    expect(map(given)).to.deep.equal({
      incident: {
        ...given,
        severity: 3,
        CustomFields: { acmeid: "a-1", acmerows: [{ k: 1 }], acmecount: 7, acmetext: "x, 2" },
      },
      warnings: [],
    });
  });

  it("fills the fields of every incident where the handler leaves them out", () => {
    const rawJSON = raw({ title: "T", at: "2026-01-05T01:00:00+01:00", alert: { id: "1" } });
    const { incident } = map({ rawJSON });
    expect(incident).to.deep.equal({
      name: "T",
      occurred: "2026-01-05T00:00:00.000Z",
      details: '{"id":"1"}',
      severity: 1,
      rawJSON,
      CustomFields: { acmeid: "1" },
    });
    expect(map({ rawJSON: raw({ at: "soon" }) }).incident).to.not.have.property("occurred");
  });

  it("leaves what the handler has set, field by field", () => {
    const { incident } = map({
      rawJSON: raw({ alert: { id: "a-1", count: 2 }, level: "HIGH" }),
      severity: 4,
      details: "Mine.",
      CustomFields: { acmeid: "mine" },
    });
    expect(incident).to.deep.include({ severity: 4, details: "Mine.", CustomFields: { acmeid: "mine", acmecount: 2 } });
  });

  it("leaves a field alone whose path gives nothing or null, and writes an empty list", () => {
    const { incident } = map({ rawJSON: raw({ alert: { id: null }, rows: [{ inner: [] }] }) });
    expect(incident.CustomFields).to.deep.equal({ acmerows: [] });
    expect(map({ rawJSON: "{}" }).incident).to.not.have.property("CustomFields");
  });

  it("knows the vendor's severities in any case, and has one for all others", () => {
    const of = (level: unknown) => map({ rawJSON: raw({ level }) }).incident.severity;
    expect(["high", " No Risk ", "odd", null, ["high"], { high: 1 }, "constructor"].map(of)).to.deep.equal([
      3, 0.5, 1, 1, 3, 1, 1,
    ]);
  });

  it("touches no update that does not bring rawJSON", () => {
    const updates = { severity: 2 as const, note: "Changed." };
    expect(map(updates)).to.deep.equal({ incident: updates, warnings: [] });
  });

  it("makes nothing of what is no JSON, and says so", () => {
    const given = { rawJSON: "<xml/>" };
    expect(map(given)).to.deep.equal({
      incident: given,
      warnings: ["rawJSON is no JSON, so no field was made of it."],
    });
  });

  it("says what failed in a DT and goes on", () => {
    const mapper = { name: "", fields: { a: { simple: "x=val.no.way" }, b: { simple: "y" } } };
    const { incident, warnings } = createMapIncident({ fields: [], mapper }, now)({ rawJSON: raw({ x: 1, y: [1] }) });
    // A field that nothing declares keeps the value as it is.
    expect(incident).to.deep.equal({ rawJSON: '{"x":1,"y":[1]}', CustomFields: { b: 1 } });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/^DT "x=val.no.way": /);
  });

  it("changes nothing where the manifest declares neither mapper nor severity", () => {
    const given = { rawJSON: "{}" };
    for (const nothing of [undefined, { fields: [field("acmeid")] }]) {
      expect(createMapIncident(nothing, now)(given).incident).to.equal(given);
    }
  });

  it("refuses paths that cannot be read, all at once", () => {
    const broken: IncidentContent = {
      fields: [],
      severity: { from: "a(", values: {}, otherwise: 0 },
      mapper: { name: "", fields: { x: { simple: "b[" } } },
    };
    expect(() => createMapIncident(broken, now))
      .to.throw(ManifestError)
      .with.property("message")
      .that.matches(/"b\[".*"a\("/);
  });

  it("never overrides the handler, whatever rawJSON holds", () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.dictionary(fc.constantFrom("acmeid", "acmerows", "own"), fc.string()),
        (rawJSON, own) => {
          const { incident } = map({ rawJSON, severity: 2, CustomFields: own });
          expect(incident.severity).to.equal(2);
          expect(incident.CustomFields).to.deep.include(own);
        },
      ),
    );
  });
});

describe("pathOf", () => {
  it("joins root and accessor", () => {
    expect(pathOf({ simple: "a.b" })).to.equal("a.b");
    expect(pathOf({ complex: { root: "a" } })).to.equal("a");
    expect(pathOf({ complex: { root: "a", accessor: "b.[0]" } })).to.equal("a.b.[0]");
  });

  it("filters and transforms, and tells what a transformer cannot work with", () => {
    const files = (transformer: string): IncidentContent => ({
      fields: [field("acmeid"), field("acmecount", "number")],
      mapper: {
        name: "Acme",
        fields: {
          acmecount: {
            complex: {
              root: "files",
              accessor: "size",
              filters: [
                [
                  {
                    operator: "startWith",
                    ignoreCase: false,
                    left: { value: { simple: "files.name" }, isContext: true },
                    right: { value: { simple: "a" }, isContext: false },
                  },
                ],
              ],
              transformers: [{ operator: transformer, args: {} }],
            },
          },
        },
      },
    });
    const rawJSON = raw({
      files: [
        { name: "a1", size: "3" },
        { name: "b", size: 9 },
        { name: "a2", size: 4 },
      ],
    });
    expect(createMapIncident(files("SumList"), now)({ rawJSON }).incident.CustomFields).to.deep.equal({ acmecount: 7 });
    const { incident, warnings } = createMapIncident(
      files("Base64Decode"),
      now,
    )({ rawJSON: raw({ files: [{ name: "a", size: "*" }] }) });
    expect(incident).not.to.have.property("CustomFields");
    expect(warnings).to.deep.equal(['Field "acmecount": "*" is no Base64.']);
  });
});
