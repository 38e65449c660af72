import { budgetKey } from "../../http/budget.ts";
import type { HttpOptions } from "../../http/client.ts";
import type { Token } from "../../http/ports.ts";
import { toSoarError } from "../../errors.ts";
import type { RunningInstance } from "../open-instance.ts";
import { testInstance } from "../test-instance.ts";
import { checkClock } from "./check-clock.ts";
import { areAccepted, checkCredentials } from "./check-credentials.ts";
import { checkFamily, checkWrites, type ProbeOutcome } from "./check-permissions.ts";
import { notesOf, waitsFor, type Check } from "./check.ts";
import type { InstanceSubject, InstanceTools } from "./examine-instance.ts";
import { planProbes, type Family } from "./plan-probes.ts";
import { MOST_REQUESTS, runProbe } from "./run-probe.ts";
import type { WireWatch } from "./watch-wire.ts";

/** What has been seen of an instance's vendor so far. */
export interface Seen {
  watch: WireWatch;
  /** The tokens that have passed through. */
  tokens: { kept?: Token; obtained?: Token };
  /** The check that must be ok before anything can be asked; undefined when all is. */
  blockedBy: string | undefined;
  /** The clients that the integration asked for. */
  options: readonly HttpOptions[];
}

/** Asks the vendor what can be asked without harm: the integration's own test, then one probe for each permission. */
export async function askVendor(
  instance: RunningInstance,
  subject: InstanceSubject,
  tools: InstanceTools,
  seen: Seen,
): Promise<Check[]> {
  const { name, manifest } = instance;
  const { watch, tokens, blockedBy } = seen;
  const { log, now, signal } = tools;
  const permissions = `${name}: permissions`;
  if (blockedBy !== undefined) {
    return [
      checkClock(`${name}: reachability`, undefined),
      notesOf(`${name}: credentials`).skipped("credentials", waitsFor(blockedBy)),
      notesOf(permissions).skipped("permissions", waitsFor(blockedBy)),
    ];
  }
  tools.onStep(`${name}: test-module`);
  const error = await testInstance(instance, { log, signal, now }).then(() => undefined, toSoarError);
  signal.throwIfAborted();
  const requests = [...watch.requests];
  const checks = [
    checkClock(`${name}: reachability`, watch.clock.offsetMs()),
    ...checkCredentials(`${name}: credentials`, { error, requests, tokens, now: now() }),
  ];
  if (!areAccepted({ error, requests })) {
    return [...checks, notesOf(permissions).skipped("permissions", waitsFor("credentials"))];
  }
  for (const family of planProbes(manifest, subject.recordings)) {
    tools.onStep(`${name}: ${family.probe?.command.name ?? "permissions"}`);
    checks.push(checkFamily(permissions, family, await probe(instance, family, subject, tools, seen)));
    signal.throwIfAborted();
  }
  return [
    ...checks,
    ...checkWrites(
      permissions,
      manifest.commands.filter(({ effect }) => effect !== "read"),
    ),
  ];
}

/** How many requests the budget has left; undefined where none is counted. */
export async function leftOf(
  { config, integration, ports }: InstanceSubject,
  { now }: InstanceTools,
  [first]: readonly HttpOptions[],
): Promise<number | undefined> {
  const limit = config.budget ?? integration.manifest.soar.budget;
  return limit && first ? ports.budget.left(budgetKey(first.baseUrl, first.auth), limit, now(), "command") : undefined;
}

// --- internal ---

async function probe(
  instance: RunningInstance,
  family: Family,
  subject: InstanceSubject,
  tools: InstanceTools,
  { watch, options }: Seen,
): Promise<ProbeOutcome | undefined> {
  if (!family.probe) return undefined;
  const left = await leftOf(subject, tools, options);
  if (left !== undefined && left <= MOST_REQUESTS) {
    return { skipped: `the budget has ${left} requests left, which others may need; look again later` };
  }
  const { log, signal, now, stepMs } = tools;
  return runProbe(instance, family.probe, { watch, log, signal, now, timeoutMs: stepMs });
}
