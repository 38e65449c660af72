import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManifestError } from "../../src/errors.ts";
import { loadManifest, parseManifest } from "../../src/manifest/load.ts";
import { FULL } from "./full-manifest.ts";
import { manifestOf } from "./manifest-of.ts";

describe("parseManifest", () => {
  it("reads everything a manifest can say", () => {
    const manifest = manifestOf(FULL);
    const { raw, parameters, commands, ...rest } = manifest;
    expect(rest).to.deep.equal({
      path: "integration.yml",
      id: "Full",
      name: "Full",
      display: "Full display",
      category: "Utilities",
      description: "Everything.",
      fetchesIncidents: true,
      fetchesEvents: true,
      isMappable: true,
      soar: {
        handlers: "handlers",
        simulator: "sim/index.ts",
        contextKeys: { "A.B": ["ID"], "A.C": ["X", "y.z"] },
        budget: { requests: 120, perMs: 60000 },
        streams: [],
        incident: {
          type: { name: "Full Alert", color: "#FE5723", playbook: "Full Playbook" },
          fields: [
            { name: "Full ID", cliName: "fullid", type: "shortText", description: "The id.", column: "Thing" },
            {
              name: "Full State",
              cliName: "fullstate",
              type: "singleSelect",
              description: "",
              options: ["open", "closed"],
            },
            {
              name: "Full Rows",
              cliName: "fullrows",
              type: "grid",
              description: "",
              columns: [
                { key: "size", title: "Size", type: "number" },
                { key: "name", title: "name", type: "shortText" },
              ],
            },
          ],
          severity: { from: "risk.level", values: { HIGH: 3, "No Risk": 0.5 }, otherwise: 1 },
          mapper: {
            name: "Full - Mapping",
            fields: {
              fullid: { simple: "id" },
              fullrows: { complex: { root: "rows", accessor: "inner" } },
              details: { complex: { root: "text" } },
            },
          },
        },
        demo: ["get id=1"],
      },
    });
    expect(raw.future).to.equal("kept");
    expect(
      parameters.map(({ raw: own, ...parameter }) => ({ ...parameter, keys: Object.keys(own).length })),
    ).to.deep.equal([
      {
        name: "url",
        type: 0,
        display: "Server URL",
        defaultValue: "1.10",
        required: true,
        hidden: false,
        options: [],
        info: "Where it is.",
        env: [],
        keys: 6,
      },
      {
        name: "pick",
        type: 16,
        display: "Pick",
        required: false,
        hidden: true,
        options: ["1", "b"],
        info: "",
        env: ["PICK"],
        keys: 6,
      },
      {
        name: "flag",
        type: 8,
        display: "",
        defaultValue: "true",
        required: false,
        hidden: false,
        options: [],
        info: "",
        env: [],
        keys: 4,
      },
    ]);
    expect(commands.map(({ raw: own, ...command }) => ({ ...command, rawName: own.name }))).to.deep.equal([
      {
        name: "get",
        rawName: "get",
        description: 'Deprecated. Use "old". Use the get2. Use get instead.',
        deprecated: true,
        successor: "get2",
        hidden: true,
        execution: true,
        timeoutMs: 90_000,
        polling: true,
        aliases: [],
        permissions: [],
        effect: "destructive",
        arguments: [
          {
            name: "id",
            description: "The id.",
            required: true,
            positional: true,
            defaultValue: "7",
            isArray: true,
            choices: ["a"],
            secret: true,
            deprecated: true,
            hidden: true,
            type: "unknown",
          },
          {
            name: "other",
            description: "",
            required: false,
            positional: false,
            isArray: false,
            secret: false,
            deprecated: false,
            hidden: false,
            type: "keyValue",
          },
        ],
        outputs: [
          { path: "A.B", type: "date", description: "It." },
          { path: "A.C", type: "unknown", description: "" },
        ],
      },
      {
        name: "get2",
        rawName: "get2",
        description: "",
        deprecated: false,
        hidden: false,
        execution: false,
        polling: false,
        aliases: ["put", "put2"],
        permissions: ["things.write", "things.read"],
        effect: "write",
        verify: { command: "get", args: { id: "1" }, when: "A.B" },
        arguments: [],
        outputs: [],
      },
    ]);
  });

  it("fills in what is missing", () => {
    const { name, display, soar, commands, parameters } = manifestOf("commonfields: {id: Bare}\nscript: {}\n");
    expect({ name, display, soar, commands, parameters }).to.deep.equal({
      name: "Bare",
      display: "Bare",
      soar: { handlers: "commands", contextKeys: {}, demo: [], streams: [] },
      commands: [],
      parameters: [],
    });
  });

  it("takes XSOAR's own variant of a key before the plain one, and no other platform's", () => {
    const manifest = manifestOf(
      "commonfields: {id: A}\nname: plain\nname:xsoar: ours\nname:marketplacev2: theirs\ndisplay: shown\ndisplay_x2: old\n" +
        "description:xpanse: theirs\nscript: {isfetch_x2: true}\n",
    );
    const { name, display, description, fetchesIncidents } = manifest;
    expect({ name, display, description, fetchesIncidents }).to.deep.equal({
      name: "ours",
      display: "shown",
      description: "",
      fetchesIncidents: false,
    });
  });

  it("names no successor that is no command", () => {
    const [command] = manifestOf(
      "commonfields: {id: A}\nscript:\n  commands:\n  - {name: a, deprecated: true, description: Deprecated. Use b instead.}\n",
    ).commands;
    expect(command).to.not.have.property("successor");
  });

  it("gives no manifest when there is an error, and one when there are only warnings", () => {
    expect(parseManifest("commonfields: {id: 1}\nscript: {}\nname: [1]\n", "x").manifest).to.equal(undefined);
    const { manifest, findings } = parseManifest("commonfields: {id: 1}\nscript: {}\n", "x");
    expect(manifest?.id).to.equal("1");
    expect(findings.map(({ severity }) => severity)).to.deep.equal(Array.from({ length: 5 }, () => "warning"));
  });
});

describe("loadManifest", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "soar-manifest-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  async function refused(path: string): Promise<ManifestError> {
    try {
      await loadManifest(path);
    } catch (thrown) {
      if (thrown instanceof ManifestError) return thrown;
      throw thrown;
    }
    throw new Error("nothing was refused");
  }

  it("reads a file, a byte order mark and Windows line ends included", async () => {
    const path = join(folder, "integration.yml");
    writeFileSync(path, "\uFEFFcommonfields:\r\n  id: Ünïcode\r\nscript: {}\r\n");
    expect(await loadManifest(path)).to.include({ id: "Ünïcode", path });
  });

  it("reports every error with file, line and column, and leaves warnings out", async () => {
    const path = join(folder, "integration.yml");
    writeFileSync(path, "name: [a]\nscript:\n  commands: 5\n");
    const { message, hint } = await refused(path);
    expect(message).to.equal(
      [
        "The manifest has 3 errors:",
        `${path}:1:1 M010 The manifest has no "commonfields".`,
        `${path}:1:7 M012 "name" of the manifest must be text, not a list.`,
        `${path}:3:13 M012 "commands" of "script" must be a list, not "5".`,
      ].join("\n"),
    );
    expect(hint).to.equal("Add commonfields: with id:.");
    writeFileSync(path, "");
    expect((await refused(path)).message).to.equal(
      `The manifest has an error:\n${path}:1:1 M006 The file is no map of keys and values.`,
    );
  });

  it("says why a file cannot be read", async () => {
    const missing = join(folder, "none.yml");
    expect((await refused(missing)).message).to.equal(`Cannot read ${missing}: there is no such file.`);
    expect((await refused(folder)).message).to.equal(`Cannot read ${folder}: it is a folder.`);
    const binary = join(folder, "binary.yml");
    writeFileSync(binary, Buffer.from([0xff, 0xfe, 0x00]));
    expect((await refused(binary)).message).to.equal(`${binary} is no text in UTF-8.`);
    const other = join(folder, "a\0b");
    expect((await refused(other)).message).to.match(/^Cannot read /u);
  });

  it("refuses a huge file unread", async () => {
    const path = join(folder, "huge.yml");
    writeFileSync(path, Buffer.alloc(16_000_001));
    const error = await refused(path);
    expect(error.message).to.equal(`${path} has more than 16000000 bytes.`);
    expect(error.cause).to.equal(undefined);
  });
});
