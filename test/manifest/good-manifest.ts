/** A manifest that uses every kind of declaration as it should be used. */
export const GOOD = `commonfields:
  id: Good
  version: -1
name: Good
display: Good
category: Utilities
description: Uses everything.
sectionOrder: [Connect, Collect]
configuration:
- name: url
  display: Server URL
  type: 0
  defaultvalue: http://localhost:8080
  section: Connect
- name: credentials
  display: API client
  type: 9
  section: Collect
  required: true
  x-soar: { env: [GOOD_ID, GOOD_SECRET] }
- name: severity
  display: Severity
  type: 16
  section: Collect
  options: [High, Low]
  defaultvalue: High,Low
- name: proxy
  display: Use system proxy settings
  type: 8
  section: Collect
  defaultvalue: false
- name: page_size
  display: Page size
  type: 1
  section: Collect
  defaultvalue: 50
- name: max_fetch
  display: Incidents per run
  type: 0
  section: Collect
  defaultvalue: '50'
- name: first_fetch
  display: First fetch
  type: 0
  section: Collect
- name: isFetch
  display: Fetch incidents
  type: 8
  section: Collect
- name: incidentType
  display: Incident type
  type: 13
  section: Collect
script:
  type: javascript
  script: '-'
  isfetch: true
  isfetchevents: true
  commands:
  - name: ip
    description: Looks up addresses.
    arguments:
    - name: ip
      description: The addresses.
      required: true
      default: true
      isArray: true
    outputs:
    - contextPath: IP.Address
      description: The address.
      type: STRING
  - name: thing-list
    description: Lists things.
    timeout: 60
    arguments:
    - name: since
      description: Since when.
      type: date
      defaultValue: 3 days
    - name: labels
      description: With these labels.
      type: keyValue
      defaultValue: a=b
    - name: deep
      description: With details.
      type: boolean
      defaultValue: 'yes'
    - name: kind
      description: Suggestions, no closed choice.
      predefined: [a, b]
      defaultValue: c
    - name: states
      description: In these states.
      isArray: true
      auto: PREDEFINED
      predefined: [OPEN, CLOSED]
      defaultValue: OPEN,CLOSED
    outputs:
    - contextPath: Good.Thing
      description: The things.
    - contextPath: Good.Maker.ID
      description: Their makers.
  - name: thing-set
    description: Deprecated. Use thing-list instead.
    deprecated: true
    x-soar:
      effect: write
      aliases: thing-put
      verify: { command: ip, args: { ip: 1.1.1.1 }, when: IP }
  - name: thing-delete
    description: Deletes a thing.
    execution: true
x-soar:
  handlers: commands
  simulator: commands/_simulator/index.ts
  contextKeys: { Good.Thing: id, Good.Maker: [ID] }
  budget: { requests: 120, perMs: 60000 }
  demo: ['!thing-put x=1', 'ip 1.1.1.1']
  streams:
    thing-logs: { description: What happens to things., eventType: thing, lookBack: severity, limit: severity }
  incident:
    type: { name: Good Alert, color: "#00aa00" }
    fields: [{ name: Good Alert ID, cliName: goodalertid, type: shortText }]
    severity: { from: level, values: { HIGH: 3, default: 0 } }
    mapper: { name: Good - Mapping, fields: { goodalertid: id, name: title } }
`;
