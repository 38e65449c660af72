import { expect } from "chai";
import { readFileSync } from "node:fs";
import { createPack } from "../../src/export/pack.ts";
import { parseManifest } from "../../src/manifest/load.ts";
import { schemaFaults } from "../export/xsoar-schemas.ts";
import { manifest } from "./tenant.ts";

const text = readFileSync("integration.yml", "utf8");
const pack = createPack({ manifest, text, version: "0.1.0", playbooks: {} });
const json = (path: string) => JSON.parse(pack.files[path] ?? "") as Record<string, unknown>;
const withoutAdditions = ({ raw }: { raw: object }) =>
  Object.fromEntries(Object.entries(raw).filter(([key]) => key !== "x-soar"));

/** Every field of the incident type as XSOAR knows it: name, machine name, type. */
const FIELDS = [
  ["Code42 Alert ID", "code42alertid", "shortText"],
  ["Code42 SecurityAlert Name", "code42alertname", "shortText"],
  ["Code42 SecurityAlert Description", "code42alertdescription", "shortText"],
  ["Code42 SecurityAlert State", "code42alertstate", "shortText"],
  ["Code42 SecurityAlert Timestamp", "code42alerttimestamp", "date"],
  ["Code42 Severity", "code42severity", "shortText"],
  ["Code42 Username", "code42username", "shortText"],
  ["Code42 Alert Type", "code42alerttype", "shortText"],
  ["Code42 Alert Risk Severity Summary", "code42alertriskseveritysummary", "shortText"],
  ["Code42 Alert URL", "code42alerturl", "url"],
  ["Code42 File Events", "code42fileevents", "grid"],
  ["Code42 File Events Version", "code42fileeventsversion", "shortText"],
];

describe("the integration as an XSOAR pack", () => {
  it("is one that XSOAR's schemas take", () => {
    expect(schemaFaults(pack.files)).to.deep.equal([]);
  });

  it("holds the incident type and each of its fields once", () => {
    expect(json("IncidentTypes/incidenttype-Code42_Security_Alert.json")).to.include({
      id: "Code42 Security Alert",
      color: "#fe5723",
      playbookId: "",
      autorun: false,
      fromVersion: "6.0.0",
    });
    const fields = Object.keys(pack.files).filter((path) => path.startsWith("IncidentFields/"));
    expect(fields).to.have.length(FIELDS.length);
    for (const [name = "", cliName, type] of FIELDS) {
      const field = json(`IncidentFields/incidentfield-${name.replaceAll(" ", "_")}.json`);
      expect(field).to.deep.include({
        id: `incident_${cliName ?? ""}`,
        name,
        cliName,
        type,
        associatedTypes: ["Code42 Security Alert"],
      });
    }
  });

  it("maps as the runtime does", () => {
    const { mapping } = json("Classifiers/classifier-mapper-incoming-Code42.json") as {
      mapping: Record<string, { dontMapEventToLabels: boolean; internalMapping: Record<string, unknown> }>;
    };
    const { dontMapEventToLabels, internalMapping } = mapping["Code42 Security Alert"] ?? {};
    expect(dontMapEventToLabels).to.equal(true);
    expect(internalMapping).to.deep.include({
      "Code42 Alert ID": { simple: "sessionId" },
      "Code42 Username": { simple: "actor" },
      "Code42 File Events": { complex: { root: "fileeventrows", filters: [], transformers: [] } },
    });
    expect(Object.keys(internalMapping ?? {})).to.have.members([...FIELDS.map(([name]) => name), "severity"]);
    expect(json("Classifiers/classifier-Code42.json")).to.include({
      id: "Code42 - Classifier",
      defaultIncidentType: "Code42 Security Alert",
    });
  });

  it("declares the same parameters, commands, arguments and outputs, without our additions", () => {
    const yaml = pack.files["Integrations/Code42/Code42.yml"] ?? "";
    const again = parseManifest(yaml, "Code42.yml");
    expect(again.findings).to.deep.equal([]);
    expect(again.manifest?.commands.map(withoutAdditions)).to.deep.equal(manifest.commands.map(withoutAdditions));
    expect(again.manifest?.commands.map(({ raw }) => raw)).to.deep.equal(manifest.commands.map(withoutAdditions));
    expect(again.manifest?.parameters.map(({ raw }) => raw)).to.deep.equal(manifest.parameters.map(withoutAdditions));
    // Written line by line, not anew: comments and anchors are where they were.
    expect(yaml).to.include("outputs: *alert\n").and.to.include("    # --- sessions ---\n");
  });
});
