/** A manifest with everything that is read, odd spellings included. */
export const FULL = `commonfields:
  id: Full
  version: -1
name: Full
display: Full display
category: Utilities
description: Everything.
fromversion: 5.0.0
configuration:
- name: url
  display: Server URL
  defaultvalue: 1.10
  type: 0
  required: true
  additionalinfo: Where it is.
- name: pick
  display: Pick
  type: '16'
  hidden: [xsoar, xpanse]
  options: [1, b]
  x-soar: { env: PICK }
- name: flag
  type: 8
  defaultvalue: true
  hidden: [xpanse]
script:
  type: python
  isfetch: 'true'
  isfetchevents: yes
  ismappable: 'yes'
  commands:
  - name: get
    description: Deprecated. Use "old". Use the get2. Use get instead.
    deprecated: true
    execution: true
    hidden: true
    timeout: 90
    polling: true
    arguments:
    - name: id
      description: The id.
      required: true
      default: true
      defaultValue: 7
      isArray: true
      secret: true
      deprecated: true
      hidden: true
      auto: predefined
      predefined: ['', a]
    - name: other
      default: true
      type: keyValue
      predefined: [x]
    outputs:
    - contextPath: A.B
      type: DATE
      description: It.
    - contextPath: A.C
      type: Sting
  - name: get2
    arguments:
    outputs: ''
    x-soar:
      effect: write
      aliases: [put, put2]
      permissions: [things.write, " things.read "]
      verify: { command: get, args: { id: 1 }, when: A.B }
x-soar:
  handlers: handlers
  simulator: sim/index.ts
  contextKeys: { A.B: ID, A.C: [X, y.z] }
  budget: { requests: 120, perMs: 60000 }
  incident:
    type: { name: Full Alert, color: "#FE5723", playbook: Full Playbook }
    fields:
    - { name: Full ID, cliName: fullid, type: shortText, description: The id., column: Thing }
    - { name: Full State, cliName: fullstate, type: singleSelect, options: [open, closed] }
    - name: Full Rows
      cliName: fullrows
      type: grid
      columns:
      - { key: size, title: Size, type: number }
      - { key: name }
    severity: { from: risk.level, values: { HIGH: 3, No Risk: 0.5, default: 1 } }
    mapper:
      name: Full - Mapping
      fields: { fullid: id, fullrows: { root: rows, accessor: inner }, details: { root: text } }
  demo: [get id=1]
future: kept
`;
