import { UnexpectedError } from "../errors.ts";
import { formatFinding } from "../manifest/findings.ts";
import { generateTypes } from "../manifest/generate-types.ts";
import { parseManifest } from "../manifest/load.ts";

/**
 * `_manifest.gen.ts` of a manifest that was written here.
 * @throws UnexpectedError when it has faults, which is ours to mend
 */
export function manifestTypes(text: string): string {
  const { manifest, findings } = parseManifest(text, "integration.yml");
  if (manifest !== undefined) return generateTypes(manifest);
  const lines = findings.map((finding) => formatFinding("integration.yml", finding)).join("\n");
  throw new UnexpectedError(`The manifest that soarkit wrote has faults:\n${lines}`, "This is a defect; report it.");
}
