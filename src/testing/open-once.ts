import { statSync } from "node:fs";
import { resolve } from "node:path";
import { manifestIn, openIntegration, type Integration } from "../dispatch/integration.ts";

/**
 * The integration in `folder`, read again only when its manifest has changed: a test suite asks for it thousands of
 * times, and reading a manifest takes longer than running most commands.
 * @throws ArgumentError when there is no manifest · ManifestError when it has faults
 */
export function openOnce(folder: string): Promise<Integration> {
  const path = manifestIn(resolve(folder));
  const { mtimeMs, size } = statSync(path);
  const version = `${String(mtimeMs)} ${String(size)}`;
  const known = opened.get(path);
  if (known?.version === version) return known.integration;
  const integration = openIntegration(folder);
  opened.set(path, { version, integration });
  return integration;
}

// --- internal ---

const opened = new Map<string, { version: string; integration: Promise<Integration> }>();
