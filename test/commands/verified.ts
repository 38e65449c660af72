// What decides, after a crash, whether a write happened: its command's `verify`, asked as the runtime asks it.
import type { Json } from "soarkit";
import { runCommand } from "soarkit/testing";
import { evaluateDt } from "../../src/context/dt/evaluate.ts";
import { interpolate } from "../../src/context/interpolate.ts";
import { code42 } from "./recorded.ts";
import { manifest, startAt, type Tenant } from "./tenant.ts";

/** Whether the tenant shows the write that `name` makes with these arguments, and was about to make at `intent.at`. */
export async function verified(
  tenant: Tenant,
  name: string,
  args: Record<string, Json>,
  intent = { at: startAt },
): Promise<boolean> {
  const { verify } = manifest.commands.find((command) => command.name === name) ?? {};
  if (!verify) throw new Error(`${name} has no verify`);
  const now = Date.now;
  const given: Record<string, Json> = {};
  for (const [argument, text] of Object.entries(verify.args)) {
    given[argument] = interpolate(text, { root: { args, intent }, now }).value ?? null;
  }
  const { context, error } = await runCommand(verify.command, given, {
    integration: code42,
    simulator: tenant.simulator,
  });
  if (error) throw error;
  const { value, warnings } = evaluateDt(verify.when, { root: { ...context, args, intent }, now });
  if (warnings.length > 0) throw new Error(warnings.join(" "));
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
