import { authParameter, urlVariable } from "./auth.ts";
import { namesOf, type IntegrationSpec } from "./scaffold.ts";

/** `README.md` of a new integration: how to try it, how to use it, what to change. */
export function readme(spec: IntegrationSpec): string {
  const { name, display } = namesOf(spec);
  return `# ${display}

An integration for soarkit, in Cortex XSOAR's formats. It works as it is, against the simulator that it brings.

${tryIt()}

${configure(spec, { fetches: true })}

## What to change

1. \`commands/_api.ts\`: the vendor's paths, fields and paging. \`commands/_connect.ts\`: how requests prove who asks.
2. \`integration.yml\`: commands, arguments, outputs, parameters; then \`soar types --write\`, and \`tsc\` tells what else to change.
3. \`commands/_map.ts\` and a handler for each command. \`soar new command ${name}-item-close --effect write\` begins another one.
4. \`commands/_simulator/\`: the vendor as a server on this machine, so that tests and demos need no tenant.
5. \`test_data/\`: answers of the real vendor. \`soar run ${name}-item-list --record test_data/items\` keeps them; tests replay them.
`;
}

/** The section on trying an integration in its own folder. */
export function tryIt(): string {
  return `\`\`\`sh
soar demo
npm install
npm test
\`\`\`

\`soar\` works on the integration of the current folder. \`npm install\` brings what compiling and testing need; running it
needs nothing but soarkit.`;
}

/** The section on using an integration against the vendor itself. */
export function configure(spec: IntegrationSpec, { fetches }: { fetches: boolean }): string {
  const variables = [urlVariable(spec), ...(authParameter(spec)?.env ?? [])];
  const exports = variables.map((variable, index) => `export ${variable}=${index === 0 ? spec.baseUrl : "…"}`);
  return `## Against your own tenant

Set these variables, or change \`soar.yml\`, which refers to them. Every other parameter is in \`integration.yml\`.

\`\`\`sh
${exports.join("\n")}
soar doctor${fetches ? "\nsoar fetch" : ""}
\`\`\``;
}
