import { apiModule } from "./api-module.ts";
import { connectFiles } from "./connect-files.ts";
import { fetchFiles } from "./fetch-files.ts";
import { handlerFiles } from "./handlers.ts";
import { manifestTypes } from "./manifest-types.ts";
import { manifestYml } from "./manifest-yml.ts";
import { packageFiles } from "./package-files.ts";
import { readme } from "./readme.ts";
import type { FileTree, IntegrationSpec, Toolchain } from "./scaffold.ts";
import { simulatorFiles } from "./simulator-files.ts";
import { soarYml } from "./soar-yml.ts";
import { testFiles } from "./test-files.ts";

/** A whole small integration: it runs as it is against its own simulator, and is made to be changed. */
export function integrationFiles(spec: IntegrationSpec, toolchain: Toolchain): FileTree {
  const manifest = manifestYml(spec);
  return {
    "integration.yml": manifest,
    "soar.yml": soarYml(spec),
    "README.md": readme(spec),
    ...connectFiles(spec),
    "commands/_api.ts": apiModule(spec),
    "commands/_manifest.gen.ts": manifestTypes(manifest),
    ...handlerFiles(spec),
    ...fetchFiles(spec),
    ...simulatorFiles(spec),
    ...testFiles(spec),
    ...packageFiles(spec, toolchain),
  };
}
