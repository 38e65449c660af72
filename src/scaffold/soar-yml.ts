import { authParameter, urlVariable } from "./auth.ts";
import type { IntegrationSpec } from "./scaffold.ts";
import { yamlText } from "./yaml-text.ts";

/** A `soar.yml` with one instance of the integration in the same folder; its secrets are references. */
export function soarYml(spec: IntegrationSpec): string {
  const asked = authParameter(spec);
  const halves = asked?.isAlone ? ["password"] : ["identifier", "password"];
  const references = asked?.env.map((name, index) => `        ${halves[index] ?? ""}: \${env:${name}}`) ?? [];
  return [
    "# The instances that soar works with in this folder. Every parameter of integration.yml can stand under params.",
    `# Variables override what is written here: ${urlVariable(spec)}=http://127.0.0.1:4242 leads to a simulator.`,
    "instances:",
    `  - name: ${spec.name}`,
    "    integration: .",
    "    params:",
    `      url: ${yamlText(spec.baseUrl)}`,
    ...(asked ? [`      ${asked.name}:`, ...references] : []),
    "",
  ].join("\n");
}
