import { namesOf, type FileTree, type IntegrationSpec } from "../scaffold.ts";
import { list, object, quote } from "./code.ts";
import { print, type Doc } from "./layout.ts";
import type { CommandPlan } from "./plan.ts";
import { sampleCalls } from "./samples.ts";

/** The tests of an integration made from a document: every command once, against the simulator. */
export function testFiles(spec: IntegrationSpec, plans: readonly CommandPlan[]): FileTree {
  const byName = new Map(plans.map((plan) => [plan.naming.command, plan]));
  const rows = sampleCalls(plans).map(({ command, args }): Doc => {
    const given = object(Object.entries(args).map(([key, value]) => ({ key, value: quote(value) })));
    const prefix = prefixOf(byName.get(command));
    const path = prefix === undefined ? [] : [{ key: "context", value: quote(prefix) }];
    return object([{ key: "command", value: quote(command) }, { key: "args", value: given }, ...path]);
  });
  const table = print([
    "const calls: { command: string; args: Record<string, string>; context?: string }[] = ",
    list(rows, true),
    ";",
  ]);
  return {
    "test/commands.test.ts": `import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { runCommand, startSimulator, type TestSimulator } from "soarkit/testing";

const integration = fileURLToPath(new URL("..", import.meta.url));

/** What each command requires, and where it puts what it finds; what removes things comes last. */
${table}
describe("${namesOf(spec).display}", () => {
  let simulator: TestSimulator;
  before(async () => {
    simulator = await startSimulator(integration, { seed: 1, startAt: "2026-01-05T12:00:00Z", knobs: { rate: "0" } });
  });
  after(() => simulator.close());

  for (const { command, args, context } of calls) {
    // Context that the manifest does not declare makes it fail, too.
    it(\`\${command} does what it says\`, async () => {
      const outcome = await runCommand(command, args, { integration, simulator });
      expect(outcome.error).to.equal(undefined);
      if (context !== undefined) expect(outcome.context).to.have.nested.property(context);
    });
  }
});
`,
  };
}

// --- internal ---

function prefixOf(plan: CommandPlan | undefined): string | undefined {
  if (plan?.answer.kind === "entity") return plan.answer.entity.prefix;
  return undefined;
}
