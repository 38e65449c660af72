import { configurationYaml } from "./configuration.ts";
import { namesOf, type IntegrationSpec } from "./scaffold.ts";
import { yamlText } from "./yaml-text.ts";

/** `integration.yml` of a new integration: it fetches items, looks them up and makes new ones. */
export function manifestYml(spec: IntegrationSpec): string {
  const { name, display, brand } = namesOf(spec);
  return `# The only source of names, arguments, outputs, help and types. After a change: soar lint . && soar types --write
commonfields:
  id: ${brand}
  version: -1
name: ${brand}
display: ${yamlText(display)}
# One of XSOAR's categories: Case Management, Data Enrichment & Threat Intelligence, Endpoint, Network Security …
category: Case Management
description: ${yamlText(`Fetches the items of ${display} as incidents and makes new ones.`)}
detaileddescription: |
  ${howToSignIn(spec)}
fromversion: 6.0.0
sectionOrder:
  - Connect
  - Collect

${configurationYaml(spec, { fetches: true })}

x-soar:
  handlers: commands
  simulator: commands/_simulator/index.ts
  # How many requests the vendor allows. All processes that use one store share this budget.
  budget: { requests: 120, perMs: 60000 }
  contextKeys:
    ${brand}.Item: ID
  # What incidents are made of: their fields, and where in rawJSON the values and the severity stand.
  incident:
    type:
      name: ${yamlText(`${display} Item`)}
      color: "#1d6996"
    fields:
      - name: ${yamlText(`${display} Item ID`)}
        cliName: ${itemField(name)}
        type: shortText
        column: Item
    severity: { from: severity, values: { low: 1, medium: 2, high: 3, default: 0 } }
    mapper:
      name: ${yamlText(`${display} - Mapping`)}
      fields: { ${itemField(name)}: id }
  # What \`soar demo\` runs on the newest incident.
  demo:
    - "!${name}-item-get id=\${incident.${itemField(name)}}"
    - "!${name}-item-list limit=3"
    - '!${name}-item-create title="Look into it" severity=high reference=demo-\${incident.${itemField(name)}}'

script:
  type: javascript
  script: "-"
  isfetch: true
  commands:
    - name: ${name}-item-get
      description: Looks up one item.
      arguments:
        - name: id
          description: ID of the item, as fetched incidents carry it.
          required: true
          default: true
          type: string
      outputs: &item
        - contextPath: ${brand}.Item.ID
          type: String
          description: ID of the item.
        - contextPath: ${brand}.Item.Title
          type: String
          description: What it is about.
        - contextPath: ${brand}.Item.Severity
          type: String
          description: low, medium or high.
        - contextPath: ${brand}.Item.Reference
          type: String
          description: What whoever made it knows it by.
        - contextPath: ${brand}.Item.Created
          type: Date
          description: When it was made.
      x-soar:
        effect: read
        # What the vendor must permit, in its own words; help and docs show it.
        permissions: [read items]

    - name: ${name}-item-list
      description: Lists items, oldest first.
      arguments:
        - name: created_after
          description: Only items made at this time or later, such as "2 days ago" or 2026-01-05T10:00:00Z.
          type: date
        - name: reference
          description: Only the item with this reference.
          type: string
        - name: limit
          description: How many at most.
          defaultValue: "50"
          type: number
      outputs: *item
      x-soar:
        effect: read
        permissions: [read items]

    - name: ${name}-item-create
      description: Makes an item. Where there is one with the same reference already, it stays as it is.
      arguments:
        - name: title
          description: What it is about.
          required: true
          type: string
        - name: severity
          description: How bad it is.
          auto: PREDEFINED
          predefined: [low, medium, high]
          defaultValue: medium
          type: string
        - name: reference
          description: What you know it by. No two items have the same.
          required: true
          type: string
      outputs: *item
      x-soar:
        effect: write
        permissions: [read items, write items]
        # After a crash between request and answer: it happened if this command finds something.
        verify:
          command: ${name}-item-list
          args: { reference: "\${args.reference}" }
          when: ${brand}.Item
`;
}

/** The custom field of incidents that holds an item's id. XSOAR's field names are letters and digits. */
export function itemField(name: string): string {
  return `${name.replaceAll("-", "")}itemid`;
}

// --- internal ---

function howToSignIn({ auth, display }: IntegrationSpec): string {
  switch (auth) {
    case "none":
      return `Give the URL of your ${display} server. Its API asks for no credentials.`;
    case "api-key":
      return `Make an API key in ${display}'s settings and give it here. It must be allowed to read and write items.`;
    case "basic":
      return `Give the user name and password of a user of ${display} who may read and write items.`;
    case "bearer":
      return `Make an API token in ${display}'s settings and give it here. It must be allowed to read and write items.`;
    case "oauth":
      return `Make an API client in ${display}'s settings and give its id and secret. It must be allowed to read and write items.`;
  }
}
