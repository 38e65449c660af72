import { expect } from "chai";
import fc from "fast-check";
import { levelOf, verdictOf } from "../../../src/manifest/changes/change.ts";
import { compareManifests } from "../../../src/manifest/changes/compare-manifests.ts";
import { checkManifest } from "../../../src/manifest/lint.ts";
import { manifestOf } from "../manifest-of.ts";

const BASE = `commonfields: { id: Acme, version: -1 }
name: Acme
display: Acme
description: Things.
configuration:
- { name: url, display: URL, type: 0, required: true, x-soar: { env: [ACME_URL, ACME_HOST] } }
- { name: state, display: State, type: 15, options: [OPEN, CLOSED], defaultvalue: OPEN }
- { name: flag, display: Flag, type: 8, hidden: true }
script:
  type: javascript
  isfetch: true
  commands:
  - name: acme-get
    description: Gets.
    arguments:
    - { name: id, description: Of it., required: true, default: true, type: string }
    - { name: limit, description: How many., defaultValue: '50', type: number }
    - { name: kinds, description: Which., isArray: true, auto: PREDEFINED, predefined: [a, b] }
    - { name: any, description: Any., predefined: [x] }
    outputs:
    - { contextPath: Acme.Thing.ID, description: ID., type: Number }
    - { contextPath: Acme.Thing.Name, description: Name. }
    x-soar: { effect: write, aliases: [acme-fetch] }
  - name: acme-list
    description: Lists.
    timeout: 60
    outputs:
    - { contextPath: Acme.Other, description: Others. }
x-soar:
  contextKeys: { Acme.Thing: ID }
  incident:
    type: { name: Acme Alert, color: "#112233" }
    fields:
    - { name: Acme ID, cliName: acmeid, type: shortText }
    - { name: Acme Rows, cliName: acmerows, type: longText }
    mapper: { name: Acme, fields: { acmeid: id } }
`;

/** `line:column code message` of every change that replacing texts of BASE makes. */
function changes(...replaced: [from: string, to: string][]): string[] {
  let text = BASE;
  for (const [from, to] of replaced) {
    if (!text.includes(from)) throw new Error(`BASE has no ${from}`);
    text = text.replace(from, to);
  }
  const { manifest, places, faults } = checkManifest(text, "integration.yml");
  return compareManifests(manifestOf(BASE), manifest!).map(({ code, message, part, key }) => {
    const { line, column } = faults.place(places.at(part, key));
    return `${line}:${column} ${code} ${message}`;
  });
}

const cases: Record<string, [string, string][]> = {};
const expected: Record<string, string[]> = {};
function when(what: string, replaced: [string, string][], found: string[]): void {
  cases[what] = replaced;
  expected[what] = found;
}

when("nothing changes", [["Things.", "Things."]], []);
when(
  "a command is renamed",
  [["name: acme-get", "name: acme-gets"]],
  ['10:3 C101 Command "acme-get" is gone. Is it "acme-gets" now?', '13:11 C201 Command "acme-gets" is new.'],
);
when(
  "a command is renamed and keeps its old name",
  [
    ["name: acme-get", "name: acme-read"],
    ["[acme-fetch]", "[acme-fetch, acme-get]"],
  ],
  ['13:11 C201 Command "acme-get" is called "acme-read" now; the old name still works.'],
);
when(
  "an argument is renamed",
  [["name: id,", "name: ID,"]],
  [
    '16:5 C102 Argument "id" of "acme-get" is gone. Is it "ID" now?',
    '16:15 C108 Argument "ID" of "acme-get" is new, and must be given.',
    '16:65 C112 A value without a name went to "id" of "acme-get", and goes to "ID" now.',
  ],
);
when(
  "an argument is added",
  [["- { name: any", "- { name: more, description: More. }\n    - { name: any"]],
  ['19:15 C201 Argument "more" of "acme-get" is new.'],
);
when(
  "a required argument with a default is added",
  [["- { name: any", "- { name: more, required: true, defaultValue: x }\n    - { name: any"]],
  ['19:15 C201 Argument "more" of "acme-get" is new.'],
);
when(
  "an argument must be given",
  [
    ["type: number }", "type: number, required: true }"],
    ["defaultValue: '50', ", ""],
  ],
  ['17:70 C108 Argument "limit" of "acme-get" must be given now.'],
);
when(
  "an argument need not be given",
  [["required: true, default", "required: false, default"]],
  ['16:50 C204 Argument "id" of "acme-get" need not be given any more.'],
);
when(
  "defaults change",
  [
    ["'50'", "'100'"],
    ["defaultvalue: OPEN", "defaultvalue: CLOSED"],
  ],
  [
    '7:83 C202 The default of parameter "state" has changed.',
    '17:60 C202 The default of argument "limit" of "acme-get" was "50" and is "100" now.',
  ],
);
when(
  "a default goes",
  [["defaultValue: '50', ", ""]],
  ['17:7 C202 The default of argument "limit" of "acme-get" was "50" and is gone.'],
);
when(
  "a default comes",
  [["predefined: [x]", "defaultValue: x"]],
  ['19:53 C202 The default of argument "any" of "acme-get" is "x" now, and there was none.'],
);
when(
  "an argument takes a number",
  [["type: string }", "type: number }"]],
  ['16:77 C107 Argument "id" of "acme-get" was of type string and is number now.'],
);
when(
  "an argument takes text",
  [["type: number }", "type: string }"]],
  ['17:72 C204 Argument "limit" of "acme-get" was of type number and is string now.'],
);
when(
  "an argument takes no list",
  [["isArray: true, ", ""]],
  ['18:7 C107 Argument "kinds" of "acme-get" no longer takes a list.'],
);
when(
  "an argument takes a list",
  [["predefined: [x]", "isArray: true"]],
  ['19:48 C204 Argument "any" of "acme-get" takes a list now.'],
);
when(
  "choices go and come",
  [
    ["[a, b]", "[b, c]"],
    ["[OPEN, CLOSED]", "[OPEN]"],
  ],
  [
    '7:53 C106 Parameter "state" no longer offers CLOSED.',
    '18:88 C106 Argument "kinds" of "acme-get" no longer offers a.',
    '18:88 C201 Argument "kinds" of "acme-get" offers c now.',
  ],
);
when(
  "a choice is closed",
  [["predefined: [x]", "auto: PREDEFINED, predefined: [x]"]],
  ['19:69 C106 Argument "any" of "acme-get" took any value, and is a closed choice now.'],
);
when(
  "a choice is opened",
  [["auto: PREDEFINED, ", ""]],
  ['18:70 C204 Argument "kinds" of "acme-get" was a closed choice, and takes any value now.'],
);
when(
  "things are deprecated",
  [
    ["    timeout: 60", "    deprecated: true\n    timeout: 60"],
    ["{ name: any,", "{ name: any, deprecated: true,"],
  ],
  ['19:32 C203 Argument "any" of "acme-get" is deprecated now.', '26:17 C203 Command "acme-list" is deprecated now.'],
);
when(
  "arguments are shown otherwise",
  [
    ["{ name: any,", "{ name: any, hidden: true,"],
    ["{ name: limit,", "{ name: limit, secret: true,"],
  ],
  [
    '17:30 C302 Argument "limit" of "acme-get" is shown otherwise.',
    '19:28 C302 Argument "any" of "acme-get" is shown otherwise.',
  ],
);
when(
  "the positional argument goes",
  [["default: true, type", "type"]],
  ['16:5 C112 A value without a name went to "id" of "acme-get", and goes nowhere now.'],
);
when(
  "a positional argument comes",
  [["    timeout: 60", "    arguments: [{ name: x, default: true }]"]],
  [
    '24:11 C302 Command "acme-list" has changed in timeout.',
    '26:25 C201 Argument "x" of "acme-list" is new.',
    '26:37 C204 A value without a name goes to "x" of "acme-list" now.',
  ],
);
when(
  "outputs go, come and change",
  [
    ["Acme.Thing.Name", "Acme.Thing.Nam"],
    ["type: Number }\n    - {", "type: String }\n    - {"],
  ],
  [
    '21:5 C103 Output "Acme.Thing.Name" of "acme-get" is gone. Is it "Acme.Thing.Nam" now?',
    '22:22 C201 Output "Acme.Thing.Nam" of "acme-get" is new.',
    '21:61 C107 Output "Acme.Thing.ID" of "acme-get" was of type number and is string now.',
  ],
);
when(
  "an output's type is told at last",
  [["Name. }", "Name., type: String }"]],
  ['22:65 C302 Output "Acme.Thing.Name" of "acme-get" was of type unknown and is string now.'],
);
when(
  "an output is covered by another",
  [["Acme.Thing.Name, description: Name.", "Acme, description: All."]],
  [
    '21:5 C302 Output "Acme.Thing.Name" of "acme-get" is no longer listed by itself.',
    '22:22 C201 Output "Acme" of "acme-get" is new.',
  ],
);
when(
  "a part of an output is listed, too",
  [["    - { contextPath: Acme.Other,", "    - { contextPath: Acme.Other.ID }\n    - { contextPath: Acme.Other,"]],
  ["28:22 C301 A description or label has changed."],
);
when(
  "a command does more harm",
  [
    ["effect: write", "effect: destructive"],
    ["    timeout: 60", "    x-soar: { effect: write }\n    timeout: 60"],
  ],
  [
    '23:13 C110 The effect of "acme-get" was write and is destructive now.',
    '26:13 C110 The effect of "acme-list" was read and is write now.',
  ],
);
when(
  "a command does less harm",
  [["effect: write", "effect: read"]],
  ['23:13 C204 The effect of "acme-get" was write and is read now.'],
);
when(
  "an alias is renamed",
  [["[acme-fetch]", "[acme-take]"]],
  [
    '23:13 C105 The alias "acme-fetch" of "acme-get" is gone.',
    '23:13 C201 The alias "acme-take" of "acme-get" is new.',
  ],
);
when(
  "a command goes with its alias",
  [[BASE.slice(BASE.indexOf("  - name: acme-get"), BASE.indexOf("  - name: acme-list")), ""]],
  ['10:3 C101 Command "acme-get" is gone.', '10:3 C105 The alias "acme-fetch" of "acme-get" is gone.'],
);
when(
  "a parameter is renamed",
  [["{ name: url,", "{ name: host,"]],
  ['6:1 C104 Parameter "url" is gone.', '6:11 C109 Parameter "host" is new, and must be given.'],
);
when(
  "a parameter is added",
  [["- { name: flag", "- { name: more, type: 0 }\n- { name: flag"]],
  ['8:11 C201 Parameter "more" is new.'],
);
when(
  "a parameter must be given",
  [["defaultvalue: OPEN", "required: true"]],
  ['7:79 C109 Parameter "state" must be given now.'],
);
when(
  "a parameter need not be given",
  [["type: 0, required: true", "type: 0"]],
  ['6:3 C204 Parameter "url" need not be given any more.'],
);
when(
  "a parameter's type changes",
  [["type: 0, required", "type: 4, required"]],
  ['6:36 C107 Parameter "url" was of type 0 and is 4 now.'],
);
when(
  "a text gets several lines",
  [["type: 0, required", "type: 12, required"]],
  ['6:36 C302 Parameter "url" was of type 0 and is 12 now.'],
);
when(
  "variables change",
  [["[ACME_URL, ACME_HOST]", "[ACME_URL, ACME_SERVER]"]],
  ['6:63 C105 Parameter "url" is no longer set by ACME_HOST.', '6:63 C201 Parameter "url" is set by ACME_SERVER, too.'],
);
when("a parameter is shown", [["type: 8, hidden: true", "type: 8"]], ['8:3 C302 Parameter "flag" is shown now.']);
when(
  "a parameter is hidden",
  [["type: 15,", "type: 15, hidden: true,"]],
  ['7:52 C302 Parameter "state" is hidden now.'],
);
when(
  "the id changes",
  [["id: Acme,", "id: Acme Cloud,"]],
  ['1:15 C113 The integration\'s id was "Acme" and is "Acme Cloud" now.'],
);
when(
  "an incident field is renamed, and one gets another type",
  [
    ["cliName: acmeid", "cliName: acmeids"],
    ["longText", "markdown"],
    ["acmeid: id", "acmeids: id"],
  ],
  [
    '32:5 C115 Incident field "acmeid" is gone. Is it "acmeids" now?',
    '35:51 C115 Incident field "acmerows" was a longText and is a markdown now.',
    '34:33 C201 Incident field "acmeids" is new.',
  ],
);
when(
  "the mapper fills a field no longer, and the incident type is renamed",
  [
    ["acmeid: id", "details: id"],
    ["Acme Alert", "Acme Alarm"],
  ],
  [
    '32:5 C115 An incident was of the type "Acme Alert" and is of the type "Acme Alarm" now.',
    '34:33 C115 The mapper no longer fills incident field "acmeid".',
  ],
);
when(
  "the manifest declares no incident type any more",
  [['    type: { name: Acme Alert, color: "#112233" }\n', ""]],
  ['32:5 C115 An incident was of the type "Acme Alert" and has no type now.'],
);
when(
  "the manifest declares incidents no longer",
  [[BASE.slice(BASE.indexOf("  incident:")), ""]],
  [
    '30:3 C115 An incident was of the type "Acme Alert" and has no type now.',
    '30:3 C115 Incident field "acmeid" is gone.',
    '30:3 C115 Incident field "acmerows" is gone.',
  ],
);
when("it no longer fetches", [["  isfetch: true\n", ""]], ["10:3 C114 The integration no longer fetches incidents."]);
when(
  "it fetches events, too",
  [["isfetch: true", "isfetch: true\n  isfetchevents: true"]],
  ["10:3 C201 The integration fetches events now."],
);
when(
  "objects are merged by another field",
  [["Acme.Thing: ID", "Acme.Thing: Name"]],
  ['30:16 C111 Objects under "Acme.Thing" were merged by ID, and are merged by Name now.'],
);
when(
  "objects are merged that were appended",
  [["Acme.Thing: ID", "Acme.Thing: ID, Acme.Other: ID"]],
  ['30:16 C111 Objects under "Acme.Other" were merged by nothing, and are merged by ID now.'],
);
when(
  "new objects are merged",
  [["Acme.Thing: ID", "Acme.Thing: ID, Acme.New: [ID, Name]"]],
  ['30:16 C201 Objects under "Acme.New" are merged by ID, Name.'],
);
when(
  "a context key goes with its objects",
  [
    ["Acme.Thing: ID", "Acme.Thing: ID"],
    ["Acme.Thing.ID,", "Acme.Thong.ID,"],
    ["Acme.Thing.Name", "Acme.Thong.Name"],
    ["Acme.Thing: ID", "Acme.Thong: ID"],
  ],
  [
    '30:16 C201 Objects under "Acme.Thong" are merged by ID.',
    '21:5 C103 Output "Acme.Thing.ID" of "acme-get" is gone. Is it "Acme.Thong.ID" now?',
    '21:5 C103 Output "Acme.Thing.Name" of "acme-get" is gone. Is it "Acme.Thong.Name" now?',
    '21:22 C201 Output "Acme.Thong.ID" of "acme-get" is new.',
    '22:22 C201 Output "Acme.Thong.Name" of "acme-get" is new.',
  ],
);
when(
  "words change",
  [
    ["Gets.", "Gets it."],
    ["display: URL", "display: Server"],
  ],
  ["6:25 C301 2 descriptions and labels have changed."],
);
when(
  "something changes that no caller meets",
  [["version: -1", "version: 7"]],
  ["2:7 C302 The manifest has changed in what no caller meets."],
);

describe("compareManifests", () => {
  for (const [what, replaced] of Object.entries(cases)) {
    it(`tells when ${what}`, () => expect(changes(...replaced)).to.deep.equal(expected[what]));
  }

  it("finds nothing between a manifest and itself, whichever of the changes it has", () => {
    fc.assert(
      fc.property(fc.subarray(Object.values(cases).flat()), (replaced) => {
        const text = replaced.reduce((before, [from, to]) => before.replace(from, to), BASE);
        const { manifest } = checkManifest(text, "x.yml");
        expect(compareManifests(manifest!, manifest!)).to.deep.equal([]);
      }),
      { numRuns: 50 },
    );
  });

  it("is quick with thousands of renamed commands", () => {
    const many = (prefix: string) =>
      manifestOf(
        `commonfields: { id: x }\nscript:\n  commands:\n${Array.from({ length: 5000 }, (_, index) => `  - name: ${prefix}-${index}\n`).join("")}`,
      );
    expect(compareManifests(many("a-command"), many("b-command"))).to.have.length(10_000);
  }).timeout(10_000);
});

describe("verdictOf", () => {
  it("is the greatest level of the changes", () => {
    expect(levelOf("C101")).to.equal("major");
    expect(levelOf("C204")).to.equal("minor");
    expect(levelOf("C302")).to.equal("patch");
    expect(verdictOf([{ code: "C302" }, { code: "C101" }, { code: "C201" }])).to.equal("major");
    expect(verdictOf([{ code: "C301" }, { code: "C202" }])).to.equal("minor");
    expect(verdictOf([{ code: "C301" }])).to.equal("patch");
    expect(verdictOf([])).to.equal(undefined);
  });
});
