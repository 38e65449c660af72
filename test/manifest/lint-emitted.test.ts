import { expect } from "chai";
import type { JsonObject } from "../../src/json.ts";
import { lintEmitted } from "../../src/manifest/lint-emitted.ts";
import { checkManifest } from "../../src/manifest/lint.ts";

const MANIFEST = `commonfields: { id: Acme }
name: Acme
display: Acme
category: Endpoint
description: Made up.
configuration: []
script:
  type: javascript
  commands:
  - name: acme-get
    description: Gets.
    outputs:
    - { contextPath: Acme.Thing.ID, description: ID., type: Number }
    - { contextPath: Acme.Thing.Name, description: Name., type: String }
    - { contextPath: Acme.Thing.At, description: When., type: Date }
    - { contextPath: Acme.Thing.Done, description: Done., type: Boolean }
    - { contextPath: Acme.Thing.Parts, description: Parts. }
  - name: acme-list
    description: Lists.
`;

/** `line:column code severity message` of what runs of acme-get that emit such things show. */
function found(things: JsonObject[], undeclared: string[] = []): string[] {
  const checked = checkManifest(MANIFEST, "integration.yml");
  const runs = things.map((context, index) => ({
    command: "acme-get",
    source: `run-${index}.json`,
    context,
    undeclared,
  }));
  lintEmitted(checked, runs);
  return checked.faults
    .findings()
    .map(({ line, column, code, severity, message }) => `${line}:${column} ${code} ${severity} ${message}`);
}

const WHOLE = { ID: 1, Name: "a", At: "2026-01-01T00:00:00Z", Done: false, Parts: [{ any: 1 }] };

describe("lintEmitted", () => {
  it("finds nothing where all that is declared is emitted, by whichever run", () => {
    expect(found([{ Acme: { Thing: WHOLE } }])).to.deep.equal([]);
    expect(found([{ Acme: { Thing: [WHOLE, { ID: 2 }] } }])).to.deep.equal([]);
    const { Name, ...rest } = WHOLE;
    expect(found([{ Acme: { Thing: rest } }, { Acme: { Thing: [{ Name }] } }])).to.deep.equal([]);
  });

  it("judges no command without a run that emitted something", () => {
    expect(found([])).to.deep.equal([]);
    expect(found([{}])).to.deep.equal([]);
  });

  it("takes null for a value of any type, an empty list for one of any members, and an epoch for a date", () => {
    expect(found([{ Acme: { Thing: { ...WHOLE, ID: null, Name: [], At: 1_767_225_600 } } }])).to.deep.equal([]);
  });

  it("tells outputs that no run emits, a few of many", () => {
    expect(found([{ Acme: { Thing: { ...WHOLE, Name: "b" } } }, { Acme: { Other: 1 } }])).to.deep.equal([]);
    expect(found([{ Acme: { Thing: { Done: true } } }])).to.deep.equal([
      '13:22 R002 warning Output "Acme.Thing.ID" of "acme-get" was not emitted by the recorded run. (4 such paths in all)',
      '14:22 R002 warning Output "Acme.Thing.Name" of "acme-get" was not emitted by the recorded run. (4 such paths in all)',
      '15:22 R002 warning Output "Acme.Thing.At" of "acme-get" was not emitted by the recorded run. (4 such paths in all)',
    ]);
    const { Name, ...rest } = WHOLE;
    expect(Name).to.equal("a");
    expect(found([{ Acme: { Thing: rest } }, { Acme: { Thing: rest } }])).to.deep.equal([
      '14:22 R002 warning Output "Acme.Thing.Name" of "acme-get" was not emitted by any of 2 recorded runs.',
    ]);
  });

  it("tells values of another type than is declared", () => {
    const wrong = { ID: "1", Name: { first: "a" }, At: "yesterday-ish", Done: "x".repeat(60), Parts: [] };
    expect(found([{ Acme: { Thing: [WHOLE, wrong] } }])).to.deep.equal([
      '13:61 R003 warning Output "Acme.Thing.ID" of "acme-get" is declared number, and "1" was emitted.',
      '14:65 R003 warning Output "Acme.Thing.Name" of "acme-get" is declared string, and an object was emitted.',
      '15:63 R003 warning Output "Acme.Thing.At" of "acme-get" is declared date, and "yesterday-ish" was emitted.',
      `16:65 R003 warning Output "Acme.Thing.Done" of "acme-get" is declared boolean, and "${"x".repeat(36)}... was emitted.`,
    ]);
  });

  it("tells what is emitted and not declared, at the command", () => {
    expect(found([{ Acme: { Thing: WHOLE } }], ["Acme.Thing.Nam", "Acme.Thing.Colour", "Other"])).to.deep.equal([
      '10:11 R001 error "acme-get" emits Acme.Thing.Nam (run-0.json), which it does not declare. Did you mean "Acme.Thing.Name"?',
      '10:11 R001 error "acme-get" emits Acme.Thing.Colour (run-0.json), which it does not declare.',
      '10:11 R001 error "acme-get" emits Other (run-0.json), which it does not declare.',
    ]);
  });

  it("does nothing where there is no manifest", () => {
    const checked = checkManifest("- list", "x.yml");
    const before = checked.faults.findings();
    lintEmitted(checked, [{ command: "acme-get", source: "x", context: {}, undeclared: ["A"] }]);
    expect(checked.faults.findings()).to.deep.equal(before);
  });
});
