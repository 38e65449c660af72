/** A change of `BASE`, and what is told of it. */
export type ChangeCase = [what: string, replaced: [from: string, to: string][], found: string[]];

export const BASE = `commonfields: { id: Acme, version: -1 }
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
    - { name: tag, description: Tag., predefined: [x] }
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
