import { BASE, type ChangeCase } from "./base-manifest.ts";

/** Of parameters, incidents, context keys, and the manifest as a whole. */
export const manifestChanges: ChangeCase[] = [
  [
    "a parameter is renamed",
    [["{ name: url,", "{ name: host,"]],
    ['6:1 C104 Parameter "url" is gone.', '6:11 C109 Parameter "host" is new, and must be given.'],
  ],
  [
    "a parameter is added",
    [["- { name: flag", "- { name: more, type: 0 }\n- { name: flag"]],
    ['8:11 C201 Parameter "more" is new.'],
  ],
  [
    "a parameter must be given",
    [["defaultvalue: OPEN", "required: true"]],
    ['7:79 C109 Parameter "state" must be given now.'],
  ],
  [
    "a parameter need not be given",
    [["type: 0, required: true", "type: 0"]],
    ['6:3 C204 Parameter "url" need not be given any more.'],
  ],
  [
    "a parameter's type changes",
    [["type: 0, required", "type: 4, required"]],
    ['6:36 C107 Parameter "url" was of type 0 and is 4 now.'],
  ],
  [
    "a text gets several lines",
    [["type: 0, required", "type: 12, required"]],
    ['6:36 C302 Parameter "url" was of type 0 and is 12 now.'],
  ],
  [
    "variables change",
    [["[ACME_URL, ACME_HOST]", "[ACME_URL, ACME_SERVER]"]],
    [
      '6:63 C105 Parameter "url" is no longer set by ACME_HOST.',
      '6:63 C201 Parameter "url" is set by ACME_SERVER, too.',
    ],
  ],
  ["a parameter is shown", [["type: 8, hidden: true", "type: 8"]], ['8:3 C302 Parameter "flag" is shown now.']],
  ["a parameter is hidden", [["type: 15,", "type: 15, hidden: true,"]], ['7:52 C302 Parameter "state" is hidden now.']],
  [
    "the id changes",
    [["id: Acme,", "id: Acme Cloud,"]],
    ['1:15 C113 The integration\'s id was "Acme" and is "Acme Cloud" now.'],
  ],
  [
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
  ],
  [
    "the mapper fills a field no longer, and the incident type is renamed",
    [
      ["acmeid: id", "details: id"],
      ["Acme Alert", "Acme Alarm"],
    ],
    [
      '32:5 C115 An incident was of the type "Acme Alert" and is of the type "Acme Alarm" now.',
      '34:33 C115 The mapper no longer fills incident field "acmeid".',
    ],
  ],
  [
    "the manifest declares no incident type any more",
    [['    type: { name: Acme Alert, color: "#112233" }\n', ""]],
    ['32:5 C115 An incident was of the type "Acme Alert" and has no type now.'],
  ],
  [
    "the manifest declares incidents no longer",
    [[BASE.slice(BASE.indexOf("  incident:")), ""]],
    [
      '30:3 C115 An incident was of the type "Acme Alert" and has no type now.',
      '30:3 C115 Incident field "acmeid" is gone.',
      '30:3 C115 Incident field "acmerows" is gone.',
    ],
  ],
  ["it no longer fetches", [["  isfetch: true\n", ""]], ["10:3 C114 The integration no longer fetches incidents."]],
  [
    "it fetches events, too",
    [["isfetch: true", "isfetch: true\n  isfetchevents: true"]],
    ["10:3 C201 The integration fetches events now."],
  ],
  [
    "objects are merged by another field",
    [["Acme.Thing: ID", "Acme.Thing: Name"]],
    ['30:16 C111 Objects under "Acme.Thing" were merged by ID, and are merged by Name now.'],
  ],
  [
    "objects are merged that were appended",
    [["Acme.Thing: ID", "Acme.Thing: ID, Acme.Other: ID"]],
    ['30:16 C111 Objects under "Acme.Other" were merged by nothing, and are merged by ID now.'],
  ],
  [
    "new objects are merged",
    [["Acme.Thing: ID", "Acme.Thing: ID, Acme.New: [ID, Name]"]],
    ['30:16 C201 Objects under "Acme.New" are merged by ID, Name.'],
  ],
  [
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
  ],
  [
    "words change",
    [
      ["Gets.", "Gets it."],
      ["display: URL", "display: Server"],
    ],
    ["6:25 C301 2 descriptions and labels have changed."],
  ],
  [
    "something changes that no caller meets",
    [["version: -1", "version: 7"]],
    ["2:7 C302 The manifest has changed in what no caller meets."],
  ],
];
