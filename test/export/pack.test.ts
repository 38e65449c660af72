import { expect } from "chai";
import { createPack, type PackInput } from "../../src/export/pack.ts";
import { parseManifest } from "../../src/manifest/load.ts";
import { GOOD } from "../manifest/good-manifest.ts";
import { manifestOf } from "../manifest/manifest-of.ts";
import { schemaFaults } from "./xsoar-schemas.ts";

const PLAYBOOK = "id: Contain\nname: Contain\nstarttaskid: '0'\ntasks: {}\nx-soar: { a: 1 }\n";

const packOf = (text: string, more: Partial<PackInput> = {}) =>
  createPack({ manifest: manifestOf(text), text, version: "1.2.3-beta.1", playbooks: {}, ...more });
const withIncident = (incident: string) => `${GOOD.slice(0, GOOD.indexOf("  incident:"))}  incident:\n${incident}`;

describe("createPack", () => {
  it("lays the files out as XSOAR's content repository does", () => {
    const playbooks = { "contain-host.yml": PLAYBOOK, "playbook-Look.yaml": PLAYBOOK.replaceAll("Contain", "Look") };
    const { name, version, files } = packOf(GOOD, { playbooks });
    expect([name, version]).to.deep.equal(["Good", "1.2.3"]);
    expect(Object.keys(files)).to.deep.equal([
      ".pack-ignore",
      ".secrets-ignore",
      "Classifiers/classifier-Good.json",
      "Classifiers/classifier-mapper-incoming-Good.json",
      "IncidentFields/incidentfield-Good_Alert_ID.json",
      "IncidentTypes/incidenttype-Good_Alert.json",
      "Integrations/Good/Good.yml",
      "Playbooks/playbook-Look.yml",
      "Playbooks/playbook-contain_host.yml",
      "README.md",
      "ReleaseNotes/1_2_3.md",
      "pack_metadata.json",
    ]);
    expect(files["Playbooks/playbook-contain_host.yml"]).to.equal(
      "id: Contain\nname: Contain\nstarttaskid: '0'\ntasks: {}\n",
    );
    expect(schemaFaults(files)).to.deep.equal([]);
    expect(files["ReleaseNotes/1_2_3.md"]).to.include(
      "##### New: Look\n\n- New: Look (Available from Cortex XSOAR 6.0.0).\n",
    );
    expect(files["README.md"]).to.include("- 2 playbooks: Contain, Look\n");
  });

  it("gives the same files for the same integration", () => {
    expect(packOf(GOOD)).to.deep.equal(packOf(GOOD));
  });

  it("gives an integration that loads again, with the same commands and parameters but for our additions", () => {
    const { files } = packOf(GOOD);
    const again = parseManifest(files["Integrations/Good/Good.yml"] ?? "", "Good.yml");
    expect(again.findings).to.deep.equal([]);
    const own = manifestOf(GOOD);
    const plain = (parts: { raw: object }[] = []) =>
      parts.map(({ raw }) => Object.fromEntries(Object.entries(raw).filter(([key]) => key !== "x-soar")));
    expect(plain(again.manifest?.commands)).to.deep.equal(plain(own.commands));
    expect(plain(again.manifest?.parameters)).to.deep.equal(plain(own.parameters));
    expect(again.manifest?.soar).to.deep.equal({ handlers: "commands", contextKeys: {}, demo: [], streams: [] });
    expect(again.manifest?.raw).to.deep.include({
      fromversion: "6.0.0",
      defaultclassifier: "Good - Classifier",
      defaultmapperin: "Good - Mapping",
    });
  });

  it("says in the code, the README and its notes that the handlers do not run there", () => {
    const { files, notes } = packOf(GOOD);
    expect(files["Integrations/Good/Good.yml"]).to.include(
      "  script: |-\n    // Written by `soar export`.\n    throw 'Good runs in soarkit, not on Cortex XSOAR: ",
    );
    expect(notes).to.have.length(1);
    expect(notes[0]).to.match(
      /^The integration .* carries no code that Cortex XSOAR could run: .* `soar run`\. Incident/,
    );
    expect(files["README.md"]).to.include(`> ${notes[0]}\n`);
  });

  it("writes the stand-in for code in the language of the script, whatever the name holds", () => {
    const of = (type: string) =>
      packOf(GOOD.replace("type: javascript", `type: ${type}`).replace("display: Good", "display: O'Good")).files[
        "Integrations/Good/Good.yml"
      ];
    expect(of("python")).to.include("    # Written by `soar export`.\n    raise Exception('O\\'Good runs in soarkit, ");
    expect(of("powershell")).to.include("    # Written by `soar export`.\n    throw 'O''Good runs in soarkit, ");
    expect(of("javascript")).to.include("    throw 'O\\'Good runs in soarkit, ");
  });

  it("leaves code that the manifest brings itself", () => {
    const { files, notes } = packOf(GOOD.replace("script: '-'", "script: return 1;"));
    expect(files["Integrations/Good/Good.yml"]).to.include("  script: return 1;\n");
    expect(notes).to.deep.equal([]);
  });

  it("maps as the manifest does, with XSOAR's own transformer for the severity", () => {
    const text = withIncident(`    type: { name: Good Alert, color: "#00aa00", playbook: Contain }
    fields:
    - { name: Good ID, cliName: goodid, type: shortText, description: The id. }
    - { name: Good-ID, cliName: goodid2, type: singleSelect, options: [a] }
    - { name: Good Rows, cliName: goodrows, type: grid, columns: [{ key: a, title: A, type: number }] }
    severity: { from: level, values: { HIGH: 3, "A, b": 0.5, default: 1 } }
    mapper: { name: Good - In, fields: { goodid: id, goodrows: { root: rows, accessor: inner }, name: title } }
`);
    const { files, notes } = packOf(text, { playbooks: { "a.yml": PLAYBOOK } });
    expect(schemaFaults(files)).to.deep.equal([]);
    expect(JSON.parse(files["Classifiers/classifier-mapper-incoming-Good.json"] ?? "")).to.deep.equal({
      id: "Good - In",
      name: "Good - In",
      type: "mapping-incoming",
      version: -1,
      fromVersion: "6.0.0",
      defaultIncidentType: "Good Alert",
      description: "Fills the fields of incidents of Good.",
      feed: false,
      mapping: {
        "Good Alert": {
          dontMapEventToLabels: true,
          internalMapping: {
            "Good ID": { simple: "id" },
            "Good Rows": { complex: { root: "rows", accessor: "inner", filters: [], transformers: [] } },
            name: { simple: "title" },
            severity: {
              complex: {
                root: "level",
                filters: [],
                transformers: [
                  {
                    operator: "MapValuesTransformer",
                    args: {
                      input_values: { value: { simple: '["HIGH","A, b"]' } },
                      mapped_values: { value: { simple: "3,0.5" } },
                    },
                  },
                ],
              },
            },
          },
        },
      },
    });
    expect(JSON.parse(files["Classifiers/classifier-Good.json"] ?? "")).to.include({
      id: "Good - Classifier",
      type: "classification",
      defaultIncidentType: "Good Alert",
    });
    expect(JSON.parse(files["IncidentTypes/incidenttype-Good_Alert.json"] ?? "")).to.include({
      id: "Good Alert",
      color: "#00aa00",
      playbookId: "Contain",
      autorun: true,
    });
    expect(JSON.parse(files["IncidentFields/incidentfield-Good_ID.json"] ?? "")).to.deep.include({
      id: "incident_goodid",
      description: "The id.",
      associatedTypes: ["Good Alert"],
    });
    expect(JSON.parse(files["IncidentFields/incidentfield-goodid2.json"] ?? "")).to.deep.include({
      id: "incident_goodid2",
      selectValues: ["a"],
    });
    const grid = JSON.parse(files["IncidentFields/incidentfield-Good_Rows.json"] ?? "") as { columns: unknown };
    expect(grid.columns).to.deep.equal([
      {
        key: "a",
        displayName: "A",
        type: "number",
        isDefault: true,
        isReadOnly: false,
        required: false,
        script: "",
        fieldCalcScript: "",
        selectValues: null,
        width: 150,
      },
    ]);
    expect(notes.slice(1)).to.deep.equal([
      "Severities that the mapper does not know stay unknown in XSOAR: its transformer has no default.",
    ]);
  });

  it("tells of a playbook that the incident type names and the pack lacks", () => {
    const text = withIncident('    type: { name: Good Alert, color: "#00aa00", playbook: Contain }\n');
    const { files, notes } = packOf(text);
    expect(notes.slice(1)).to.deep.equal([
      'The playbook "Contain" of the incident type is not in this pack: install it beside.',
    ]);
    expect(Object.keys(files).filter((path) => path.startsWith("Classifiers/"))).to.deep.equal([
      "Classifiers/classifier-Good.json",
    ]);
  });

  it("associates fields without a type with every type, and classifies nothing", () => {
    const { files } = packOf(withIncident("    fields: [{ name: Good ID, cliName: goodid, type: date }]\n"));
    expect(JSON.parse(files["IncidentFields/incidentfield-Good_ID.json"] ?? "")).to.include({ associatedToAll: true });
    expect(Object.keys(files).filter((path) => path.startsWith("Classifiers/"))).to.deep.equal([]);
    expect(schemaFaults(files)).to.deep.equal([]);
  });

  it("keeps what the manifest says of server version, classifier and mapper", () => {
    const text = GOOD.replace("sectionOrder:", "fromversion: 6.10.0\ndefaultClassifier: Own\nsectionOrder:");
    const { files } = packOf(text);
    const yaml = files["Integrations/Good/Good.yml"] ?? "";
    expect(yaml).to.include("fromversion: 6.10.0\ndefaultClassifier: Own\n");
    expect(yaml.endsWith("\ndefaultmapperin: Good - Mapping\n")).to.equal(true);
    expect(yaml).to.not.include("defaultclassifier");
    expect(files["IncidentTypes/incidenttype-Good_Alert.json"]).to.include('"fromVersion": "6.10.0"');
    const older = packOf(GOOD.replace("sectionOrder:", "fromversion: 5.5.0\nsectionOrder:")).files;
    expect(older["IncidentTypes/incidenttype-Good_Alert.json"]).to.include('"fromVersion": "6.0.0"');
  });

  it("makes a pack of the least that an integration can be", () => {
    const text = "commonfields: { id: '*' }\nscript:\n  type: javascript\n  isfetch: true\nx-soar: {}\n";
    const { name, files } = packOf(text, { playbooks: { "*.yml": "tasks: {}\n" } });
    expect(name).to.equal("_");
    expect(files["README.md"]).to.include("- Integration \\*: 0 commands\n- 1 playbook: \\*.yml\n");
    expect(files["README.md"]).to.not.include("| Command |");
    expect(files["Playbooks/playbook-_.yml"]).to.equal("tasks: {}\n");
    expect(parseManifest(files["Integrations/_/_.yml"] ?? "", "x").manifest?.raw).to.deep.equal({
      commonfields: { id: "*" },
      script: {
        type: "javascript",
        isfetch: true,
        script:
          "// Written by `soar export`.\nthrow '* runs in soarkit, not on Cortex XSOAR: its handlers are TypeScript. " +
          "Run its commands with soar run.';",
      },
      fromversion: "6.0.0",
    });
    expect(JSON.parse(files["pack_metadata.json"] ?? "")).to.deep.include({ categories: [] });
  });

  it("knows versions and authors, or does without", () => {
    const metadata = (more: Partial<PackInput>) =>
      JSON.parse(packOf(GOOD, more).files["pack_metadata.json"] ?? "") as Record<string, unknown>;
    expect(metadata({ version: "v2.0.1", author: "Acme" })).to.include({ currentVersion: "2.0.1", author: "Acme" });
    expect(metadata({ version: "" })).to.include({ currentVersion: "1.0.0", author: "Community" });
  });
});
