import { expect } from "chai";
import type { JsonObject } from "../../../src/json.ts";
import type { IncidentContent } from "../../../src/manifest/incident-content.ts";
import { createMapIncident } from "../../../src/incidents/map-incident.ts";
import { createJsonMapping, type JsonMapping } from "../../../src/incidents/mapper-json/map-by-json.ts";
import { readMapperFile } from "../../../src/incidents/mapper-json/mapper-file.ts";
import { toSeverity } from "../../../src/incidents/mapper-json/severity.ts";
import { classifierText, mapperText } from "./example.ts";

const content: IncidentContent = {
  fields: [
    { name: "Acme ID", cliName: "acmeid", type: "shortText", description: "" },
    { name: "Acme User", cliName: "acmeuser", type: "shortText", description: "" },
    { name: "Acme Files", cliName: "acmefiles", type: "grid", description: "" },
    { name: "Acme Count", cliName: "acmecount", type: "number", description: "" },
    // Its machine name is another field's display name.
    { name: "acmecount", cliName: "acmeodd", type: "shortText", description: "" },
  ],
};

const event = {
  id: 17,
  title: "Leak",
  when: 1767225600,
  risk: "MODERATE",
  actor: { name: "ann" },
  files: [
    { "File Name": "a", State: "Shared" },
    { "File Name": "b", State: "private" },
  ],
  extra: "kept",
  kind: "LEAK",
  flag: true,
  nothing: null,
};

function map(given: JsonObject = event, more: Partial<JsonMapping> = {}) {
  const { mapper } = readMapperFile(mapperText);
  const mapping = createJsonMapping({ ...(mapper && { mapper }), content, now: () => 0, ...more });
  return mapping({ name: "As fetched", occurred: "2020-01-01T00:00:00.000Z", rawJSON: JSON.stringify(given) });
}

describe("the mapping by XSOAR's own files", () => {
  it("fills system and custom fields of all types first, then those of the type, and makes labels of the rest", () => {
    const { incident, warnings } = map();
    expect(incident).to.deep.equal({
      name: "Leak",
      occurred: "2026-01-01T00:00:00.000Z",
      severity: 2,
      rawJSON: JSON.stringify(event),
      CustomFields: {
        acmeid: "17",
        acmeuser: "ann",
        acmefiles: [{ filename: "a", state: "Shared" }],
        acmecount: 2,
        notdeclared: "kept",
      },
      labels: [
        { type: "kind", value: "LEAK" },
        { type: "flag", value: "true" },
      ],
    });
    expect(warnings).to.deep.equal([]);
  });

  it("leaves alone what no path leads to", () => {
    const { incident } = map({ id: "x" });
    expect(incident).to.deep.equal({
      name: "As fetched",
      occurred: "2020-01-01T00:00:00.000Z",
      rawJSON: '{"id":"x"}',
      // To count nothing gives 0.
      CustomFields: { acmeid: "x", acmecount: 0 },
    });
  });

  it("takes a display name before a machine name", () => {
    const { mapper } = readMapperFile(
      '{"type":"mapping-incoming","mapping":{"dbot_classification_incident_type_all":{"dontMapEventToLabels":true,"internalMapping":{"acmecount":{"simple":"id"}}}}}',
    );
    const { incident } = map(event, { ...(mapper && { mapper }) });
    expect(incident.CustomFields).to.deep.equal({ acmeodd: "17" });
  });

  const { classifier } = readMapperFile(classifierText);
  it("gives the type that the classifier finds, and maps by it", () => {
    const { incident } = map({ ...event, kind: "Other" }, { ...(classifier && { classifier }) });
    expect(incident.type).to.equal("Acme Other");
    expect(incident.details).to.equal("Other");
    expect(incident).not.to.have.property("labels");
    expect(incident.CustomFields).to.deep.equal({ acmeid: "17" });
  });

  it("gives the classifier's default type to what it does not know", () => {
    expect(map({ ...event, kind: "new" }, { ...(classifier && { classifier }) }).incident.type).to.equal("Acme Leak");
    expect(map({ ...event, kind: ["a"] }, { ...(classifier && { classifier }) }).incident.type).to.equal("Acme Leak");
  });

  it("maps by the instance's type where nothing is classified", () => {
    expect(map(event, { incidentType: "Acme Other" }).incident.details).to.equal("LEAK");
  });

  it("classifies an update to find its rules, but does not change its type", () => {
    const { mapper } = readMapperFile(mapperText);
    const update = createJsonMapping({
      ...(mapper && { mapper }),
      ...(classifier && { classifier }),
      content,
      now: () => 0,
    });
    const { incident } = update({ rawJSON: JSON.stringify({ ...event, kind: "other" }) });
    expect(incident).not.to.have.property("type");
    expect(incident.details).to.equal("other");
  });

  it("leaves an update without rawJSON as it is", () => {
    const mapping = createJsonMapping({ content, now: () => 0 });
    expect(mapping({ details: "x" })).to.deep.equal({ incident: { details: "x" }, warnings: [] });
    expect(mapping({ rawJSON: "{" }).warnings).to.deep.equal(["rawJSON is no JSON, so no field was made of it."]);
  });

  it("tells what a transformer cannot work with, and leaves that field alone", () => {
    const { incident, warnings } = map({ ...event, risk: { level: 1 } });
    expect(incident).not.to.have.property("severity");
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('Field "severity": {"level":1} is no text.');
  });

  it("takes the manifest's severity where the mapper gives none", () => {
    const otherwise = createMapIncident(
      { fields: [], severity: { from: "risk", values: { LOW: 1 }, otherwise: 0.5 } },
      () => 0,
    );
    const { mapper } = readMapperFile(mapperText);
    const without = { ...(mapper && { mapper }), otherwise, incidentType: "Acme Other" };
    expect(map(event, without).incident.severity).to.equal(0.5);
    expect(map(event, { otherwise }).incident.severity).to.equal(2);
  });

  const severities: [unknown, number][] = [
    [0, 0],
    [0.5, 0.5],
    ["0.5", 0.5],
    ["3", 3],
    [4, 4],
    ["Critical", 4],
    ["HIGH", 3],
    ["medium", 2],
    ["Informational", 0.5],
    ["unknown", 0],
    ["odd", 1],
    ["", 1],
    [5, 1],
    [["3"], 1],
  ];
  for (const [given, expected] of severities) {
    it(`takes severity ${JSON.stringify(given)} for ${expected}`, () => {
      expect(toSeverity(given as never)).to.equal(expected);
    });
  }

  it("maps by a file of before XSOAR 6.0, which is classifier and mapper in one", () => {
    const legacy = readMapperFile(
      '{"brandName":"Acme","keyTypeMap":{"a":"Acme A"},"transformer":{"simple":"kind"},"mapping":{"Acme A":{"dontMapEventToLabels":true,"internalMapping":{"details":{"simple":"id"}}}}}',
    );
    expect(legacy.faults.findings()).to.deep.equal([]);
    const { incident } = createJsonMapping({
      ...(legacy.mapper && { mapper: legacy.mapper }),
      ...(legacy.classifier && { classifier: legacy.classifier }),
      content: undefined,
      now: () => 0,
    })({ name: "n", occurred: "o", rawJSON: '{"kind":"a","id":"5"}' });
    expect(incident).to.include({ type: "Acme A", details: "5" });
  });

  it("writes no key that would reach into a prototype", () => {
    const { mapper } = readMapperFile(
      '{"type":"mapping-incoming","mapping":{"dbot_classification_incident_type_all":{"internalMapping":{"constructor":{"simple":"id"},"__proto__":{"simple":"id"}}}}}',
    );
    const { incident } = map(event, { ...(mapper && { mapper }) });
    expect(incident).not.to.have.property("CustomFields");
  });
});
