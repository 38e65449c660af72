import { authParameter, urlVariable } from "./auth.ts";
import { namesOf, type IntegrationSpec } from "./scaffold.ts";
import { yamlText } from "./yaml-text.ts";

/**
 * The `configuration:` of a manifest, as YAML that begins in column 1: where the API is and what proves who asks, then,
 * for an integration that fetches incidents, what XSOAR asks of one, then certificates and proxy. The labels of
 * parameters that XSOAR knows are XSOAR's own.
 */
export function configurationYaml(spec: IntegrationSpec, { fetches }: { fetches: boolean }): string {
  return ["configuration:", ...connecting(spec), ...(fetches ? fetching(spec) : []), ...network()].join("\n");
}

// --- internal ---

function connecting(spec: IntegrationSpec): string[] {
  const asked = authParameter(spec);
  return [
    "  - name: url",
    "    display: Server URL",
    "    type: 0",
    "    required: true",
    "    section: Connect",
    `    defaultvalue: ${yamlText(spec.baseUrl)}`,
    "    x-soar:",
    `      env: [${urlVariable(spec)}]`,
    ...(asked
      ? [
          `  - name: ${asked.name}`,
          `    display: ${asked.isAlone ? '""' : asked.display}`,
          `    displaypassword: ${asked.displayPassword}`,
          ...(asked.isAlone ? ["    hiddenusername: true"] : []),
          "    type: 9",
          "    required: true",
          "    section: Connect",
          "    x-soar:",
          `      env: [${asked.env.join(", ")}]`,
        ]
      : []),
  ];
}

function fetching(spec: IntegrationSpec): string[] {
  return [
    "  - name: isFetch",
    "    display: Fetch incidents",
    "    type: 8",
    "    required: false",
    "    section: Collect",
    "  - name: incidentType",
    "    display: Incident type",
    "    type: 13",
    "    required: false",
    "    section: Collect",
    `    defaultvalue: ${yamlText(`${namesOf(spec).display} Item`)}`,
    "  - name: first_fetch",
    "    display: First fetch timestamp (<number> <time unit>, e.g., 12 hours, 7 days)",
    "    type: 0",
    "    required: false",
    "    section: Collect",
    "    defaultvalue: 3 days",
    "    additionalinfo: How far back the first fetch goes. Later fetches continue where the one before ended.",
    "  - name: max_fetch",
    "    display: Maximum incidents per fetch",
    "    type: 0",
    "    required: false",
    "    section: Collect",
    '    defaultvalue: "50"',
    "    additionalinfo: From 1 to 1000. What does not fit into one run comes with the next; nothing is lost.",
    "  - name: look_back",
    "    display: Look back (<number> <time unit>, e.g., 15 minutes, 1 day)",
    "    type: 0",
    "    required: false",
    "    section: Collect",
    "    defaultvalue: 15 minutes",
    "    additionalinfo: How late after it was created an item may show up in the list and still be found.",
    "  - name: incidentFetchInterval",
    "    display: Incidents Fetch Interval",
    "    type: 19",
    "    required: false",
    "    section: Collect",
    '    defaultvalue: "1"',
  ];
}

function network(): string[] {
  return [
    "  - name: insecure",
    "    display: Trust any certificate (not secure)",
    "    type: 8",
    "    required: false",
    "    section: Connect",
    '    defaultvalue: "false"',
    "  - name: proxy",
    "    display: Use system proxy settings",
    "    type: 8",
    "    required: false",
    "    section: Connect",
    '    defaultvalue: "false"',
  ];
}
