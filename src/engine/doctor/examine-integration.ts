import { manifestIn, openIntegration, type Integration } from "../../dispatch/integration.ts";
import { toSoarError, type SoarError } from "../../errors.ts";
import { readText } from "../../manifest/load.ts";
import { lintManifest } from "../../manifest/lint.ts";
import type { Finding } from "../../manifest/manifest.ts";
import type { IntegrationOutcome } from "./check-integration.ts";

/** Opens an integration's folder, lints its manifest and loads all of its modules. */
export async function examineIntegration(
  folder: string,
): Promise<{ outcome: IntegrationOutcome; integration?: Integration }> {
  try {
    const integration = await openIntegration(folder);
    const findings = await lintOf(folder);
    const faults = await moduleFaults(integration);
    const opened = { manifest: integration.manifest };
    return { integration, outcome: { folder, opened, ...(findings && { findings }), faults } };
  } catch (thrown) {
    return { outcome: { folder, opened: { error: toSoarError(thrown) }, faults: [] } };
  }
}

// --- internal ---

/** Undefined where a package brings its manifest in parsed form only. */
async function lintOf(folder: string): Promise<Finding[] | undefined> {
  try {
    const path = manifestIn(folder);
    return lintManifest(await readText(path), path);
  } catch {
    // It was opened from its build, so its text is not needed to run it.
    return undefined;
  }
}

async function moduleFaults(integration: Integration): Promise<IntegrationOutcome["faults"]> {
  const { manifest } = integration;
  const modules: [string, () => Promise<unknown>][] = [
    ["_connect", () => integration.connect()],
    ["test-module", () => integration.testHandler()],
    ...(manifest.fetchesIncidents
      ? [["fetch-incidents", () => integration.fetchHandler()] as [string, () => Promise<unknown>]]
      : []),
    ...manifest.commands.map(({ name }): [string, () => Promise<unknown>] => [name, () => integration.handler(name)]),
  ];
  const faults: { module: string; error: SoarError }[] = [];
  for (const [module, load] of modules) {
    try {
      await load();
    } catch (thrown) {
      faults.push({ module, error: toSoarError(thrown) });
    }
  }
  return faults;
}
