import { expect } from "chai";
import { MAPPING_COMMAND, mappingResult } from "../../src/dispatch/mapping-fields.ts";
import { findCommand } from "../../src/dispatch/resolve.ts";
import { ArgumentError, UnexpectedError } from "../../src/errors.ts";
import { GOOD } from "../manifest/good-manifest.ts";
import { manifestOf } from "../manifest/manifest-of.ts";

const manifest = manifestOf(
  GOOD.replace(
    /type: \{ name: Good Alert[^]*/,
    `type: { name: Good Alert, color: "#00aa00" }
    fields:
    - { name: Good ID, cliName: goodid, type: shortText, description: Its id. }
    - { name: Good Rows, cliName: goodrows, type: grid, columns: [{ key: a }] }
    severity: { from: level, values: { HIGH: 3 } }
    mapper: { name: Good, fields: { goodid: alert.id, name: alert.id, goodrows: { root: rows, accessor: b } } }
`,
  ),
);

describe("mappingResult", () => {
  it("lists every path with an example, and what the manifest makes of it", () => {
    const example = { alert: { id: 7, tags: ["x", "y"], none: null }, level: "HIGH", at: new Date(0) };
    expect(mappingResult(example, manifest)).to.deep.equal({
      readable: [
        "### Good Alert",
        "|Path|Example|Incident Field|",
        "|---|---|---|",
        "| alert.id | 7 | Good ID, name |",
        "| alert.tags | x |  |",
        "| level | HIGH | severity |",
        "| at | 1970-01-01T00:00:00.000Z |  |",
        "| rows |  | Good Rows |",
        "",
      ].join("\n"),
      raw: {
        "Good Alert": {
          "alert.id": "7",
          "alert.tags": "x",
          level: "HIGH",
          at: "1970-01-01T00:00:00.000Z",
          rows: "",
        },
      },
    });
  });

  it("gives what the manifest knows where there is no example", () => {
    expect(mappingResult(undefined, manifest)).to.deep.include({
      raw: { "Good Alert": { "alert.id": "Its id.", rows: "", level: "" } },
      warnings: ["The vendor has nothing yet that could serve as an example."],
    });
  });

  it("goes by the integration's name where the manifest declares no incidents", () => {
    const bare = manifestOf(GOOD.slice(0, GOOD.indexOf("  incident:")));
    expect(mappingResult({ a: 1 }, bare).raw).to.deep.equal({ Good: { a: "1" } });
  });

  it("cuts long examples, and stops at a thousand paths", () => {
    const many = Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`k${index}`, "v".repeat(300)]));
    const raw = mappingResult(many, manifest).raw as Record<string, Record<string, string>>;
    const found = raw["Good Alert"] ?? {};
    expect(found.k0).to.equal(`${"v".repeat(200)}…`);
    expect(Object.keys(found)).to.have.length(1003);
  });

  it("refuses what is no object", () => {
    for (const [given, what] of [
      ["x", "string"],
      [[1], "a list"],
      [null, "object"],
    ] as const) {
      expect(() => mappingResult(given, manifest)).to.throw(
        UnexpectedError,
        `get-mapping-fields returned ${what} instead of an object.`,
      );
    }
  });
});

describe("findCommand for get-mapping-fields", () => {
  const instanceOf = (isMappable: boolean) => ({
    name: isMappable ? "mappable" : "other",
    manifest: { ...manifest, isMappable },
    params: {},
    client: async () => undefined,
    handler: async () => async () => ({}),
    mask: (text: string) => text,
  });

  it("finds it in every instance that says ismappable, though no manifest declares it", () => {
    const [one, ...others] = findCommand("get-mapping-fields", [instanceOf(false), instanceOf(true)]);
    expect([one.instance.name, one.command, others]).to.deep.equal(["mappable", MAPPING_COMMAND, []]);
  });

  it("knows of no such command elsewhere", () => {
    expect(() => findCommand("get-mapping-fields", [instanceOf(false)])).to.throw(
      ArgumentError,
      'There is no command "get-mapping-fields".',
    );
  });
});
