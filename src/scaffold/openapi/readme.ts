import { configure, tryIt } from "../readme.ts";
import type { IntegrationSpec } from "../scaffold.ts";
import { labelOf } from "./operation.ts";
import type { CommandPlan } from "./plan.ts";

/** `README.md` of an integration made from an OpenAPI document. */
export function readmeOf(spec: IntegrationSpec, plans: readonly CommandPlan[]): string {
  const { name, display } = spec;
  return `# ${display}

An integration for soarkit, in Cortex XSOAR's formats, made from the vendor's OpenAPI document. It works as it is, against
the simulator that it brings.

${tryIt()}

${configure(spec, { fetches: false })}

## Commands

${plans.map(({ naming, operation }) => `- \`${naming.command}\`: ${labelOf(operation)}`).join("\n")}

## What to change

Nothing here is generated again: all of it is yours.

1. \`integration.yml\`: take out what nobody needs, and say of the rest what an analyst wants to know; then \`soar types --write\`, and \`tsc\` tells what else to change.
2. \`commands/_api/\`: the vendor over HTTP, one file for each kind of thing. An answer that is not as the document says is reported as the vendor's fault, with the path of the field: mend its schema there.
3. \`commands/_map/\`: what the context and the tables show.
4. \`commands/_simulator/tables/\`: what the simulated vendor has and answers.
5. \`test_data/\`: answers of the real vendor. \`soar run COMMAND --record test_data\` keeps them; tests replay them. \`soar new command ${name}-…\` begins a command that the document lacks.
`;
}
