import { BASE, type ChangeCase } from "./base-manifest.ts";

/** Of commands, with their arguments and outputs. */
export const commandChanges: ChangeCase[] = [
  ["nothing changes", [["Things.", "Things."]], []],
  [
    "a command is renamed",
    [["name: acme-get", "name: acme-gets"]],
    ['10:3 C101 Command "acme-get" is gone. Is it "acme-gets" now?', '13:11 C201 Command "acme-gets" is new.'],
  ],
  [
    "a command is renamed and keeps its old name",
    [
      ["name: acme-get", "name: acme-read"],
      ["[acme-fetch]", "[acme-fetch, acme-get]"],
    ],
    ['13:11 C201 Command "acme-get" is called "acme-read" now; the old name still works.'],
  ],
  [
    "an argument is renamed",
    [["name: id,", "name: ID,"]],
    [
      '16:5 C102 Argument "id" of "acme-get" is gone. Is it "ID" now?',
      '16:15 C108 Argument "ID" of "acme-get" is new, and must be given.',
      '16:65 C112 A value without a name went to "id" of "acme-get", and goes to "ID" now.',
    ],
  ],
  [
    "an argument is added",
    [["- { name: tag", "- { name: more, description: More. }\n    - { name: tag"]],
    ['19:15 C201 Argument "more" of "acme-get" is new.'],
  ],
  [
    "a required argument with a default is added",
    [["- { name: tag", "- { name: more, required: true, defaultValue: x }\n    - { name: tag"]],
    ['19:15 C201 Argument "more" of "acme-get" is new.'],
  ],
  [
    "an argument must be given",
    [
      ["type: number }", "type: number, required: true }"],
      ["defaultValue: '50', ", ""],
    ],
    ['17:70 C108 Argument "limit" of "acme-get" must be given now.'],
  ],
  [
    "an argument need not be given",
    [["required: true, default", "required: false, default"]],
    ['16:50 C204 Argument "id" of "acme-get" need not be given any more.'],
  ],
  [
    "defaults change",
    [
      ["'50'", "'100'"],
      ["defaultvalue: OPEN", "defaultvalue: CLOSED"],
    ],
    [
      '7:83 C202 The default of parameter "state" has changed.',
      '17:60 C202 The default of argument "limit" of "acme-get" was "50" and is "100" now.',
    ],
  ],
  [
    "a default goes",
    [["defaultValue: '50', ", ""]],
    ['17:7 C202 The default of argument "limit" of "acme-get" was "50" and is gone.'],
  ],
  [
    "a default comes",
    [["predefined: [x]", "defaultValue: x"]],
    ['19:53 C202 The default of argument "tag" of "acme-get" is "x" now, and there was none.'],
  ],
  [
    "an argument takes a number",
    [["type: string }", "type: number }"]],
    ['16:77 C107 Argument "id" of "acme-get" was of type string and is number now.'],
  ],
  [
    "an argument takes text",
    [["type: number }", "type: string }"]],
    ['17:72 C204 Argument "limit" of "acme-get" was of type number and is string now.'],
  ],
  [
    "an argument takes no list",
    [["isArray: true, ", ""]],
    ['18:7 C107 Argument "kinds" of "acme-get" no longer takes a list.'],
  ],
  [
    "an argument takes a list",
    [["predefined: [x]", "isArray: true"]],
    ['19:48 C204 Argument "tag" of "acme-get" takes a list now.'],
  ],
  [
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
  ],
  [
    "a choice is closed",
    [["predefined: [x]", "auto: PREDEFINED, predefined: [x]"]],
    ['19:69 C106 Argument "tag" of "acme-get" took any value, and is a closed choice now.'],
  ],
  [
    "a choice is opened",
    [["auto: PREDEFINED, ", ""]],
    ['18:70 C204 Argument "kinds" of "acme-get" was a closed choice, and takes any value now.'],
  ],
  [
    "things are deprecated",
    [
      ["    timeout: 60", "    deprecated: true\n    timeout: 60"],
      ["{ name: tag,", "{ name: tag, deprecated: true,"],
    ],
    ['19:32 C203 Argument "tag" of "acme-get" is deprecated now.', '26:17 C203 Command "acme-list" is deprecated now.'],
  ],
  [
    "arguments are shown otherwise",
    [
      ["{ name: tag,", "{ name: tag, hidden: true,"],
      ["{ name: limit,", "{ name: limit, secret: true,"],
    ],
    [
      '17:30 C302 Argument "limit" of "acme-get" is shown otherwise.',
      '19:28 C302 Argument "tag" of "acme-get" is shown otherwise.',
    ],
  ],
  [
    "the positional argument goes",
    [["default: true, type", "type"]],
    ['16:5 C112 A value without a name went to "id" of "acme-get", and goes nowhere now.'],
  ],
  [
    "a positional argument comes",
    [["    timeout: 60", "    arguments: [{ name: x, default: true }]"]],
    [
      '24:11 C302 Command "acme-list" has changed in timeout.',
      '26:25 C201 Argument "x" of "acme-list" is new.',
      '26:37 C204 A value without a name goes to "x" of "acme-list" now.',
    ],
  ],
  [
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
  ],
  [
    "an output's type is told at last",
    [["Name. }", "Name., type: String }"]],
    ['22:65 C302 Output "Acme.Thing.Name" of "acme-get" was of type unknown and is string now.'],
  ],
  [
    "an output is covered by another",
    [["Acme.Thing.Name, description: Name.", "Acme, description: All."]],
    [
      '21:5 C302 Output "Acme.Thing.Name" of "acme-get" is no longer listed by itself.',
      '22:22 C201 Output "Acme" of "acme-get" is new.',
    ],
  ],
  [
    "a part of an output is listed, too",
    [["    - { contextPath: Acme.Other,", "    - { contextPath: Acme.Other.ID }\n    - { contextPath: Acme.Other,"]],
    ["28:22 C301 A description or label has changed."],
  ],
  [
    "a command does more harm",
    [
      ["effect: write", "effect: destructive"],
      ["    timeout: 60", "    x-soar: { effect: write }\n    timeout: 60"],
    ],
    [
      '23:13 C110 The effect of "acme-get" was write and is destructive now.',
      '26:13 C110 The effect of "acme-list" was read and is write now.',
    ],
  ],
  [
    "a command does less harm",
    [["effect: write", "effect: read"]],
    ['23:13 C204 The effect of "acme-get" was write and is read now.'],
  ],
  [
    "an alias is renamed",
    [["[acme-fetch]", "[acme-take]"]],
    [
      '23:13 C105 The alias "acme-fetch" of "acme-get" is gone.',
      '23:13 C201 The alias "acme-take" of "acme-get" is new.',
    ],
  ],
  [
    "a command goes with its alias",
    [[BASE.slice(BASE.indexOf("  - name: acme-get"), BASE.indexOf("  - name: acme-list")), ""]],
    ['10:3 C101 Command "acme-get" is gone.', '10:3 C105 The alias "acme-fetch" of "acme-get" is gone.'],
  ],
];
