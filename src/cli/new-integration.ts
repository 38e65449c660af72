import { join } from "node:path";
import { integrationFiles } from "../scaffold/integration-files.ts";
import { samplesOf } from "../scaffold/test-files.ts";
import type { CliIo, Globals } from "./globals.ts";
import { finishIntegration } from "./new-finish.ts";
import { completeSpec, type GivenSpec } from "./new-questions.ts";
import { refuseUsedFolder, toolchainFor } from "./new-write.ts";

/**
 * `soar new integration NAME`: writes a whole small integration into the folder NAME, and records its commands against
 * its own simulator as test data. The folder lies in `parent`.
 */
export async function newIntegration(
  name: string,
  given: Omit<GivenSpec, "name">,
  globals: Globals,
  io: CliIo,
  parent = process.cwd(),
): Promise<number> {
  const folder = join(parent, name);
  const spec = await completeSpec({ ...given, name }, io.terminal);
  await refuseUsedFolder(folder);
  const files = integrationFiles(spec, await toolchainFor(folder));
  await finishIntegration(folder, { files, samples: samplesOf(spec) }, globals, io);
  return 0;
}
