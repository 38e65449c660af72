// Builds `dist/` with one esbuild call: separate builds would give two copies of each error class, and `instanceof`
// would fail between them. Beside the code it writes the parsed manifest, so that a run need not parse YAML.
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { loadManifest } from "./src/manifest/load.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

rmSync(`${root}dist`, { recursive: true, force: true });

const modules = globSync(["commands/*.ts", "commands/_simulator/index.ts"], { cwd: root }).filter(
  (path) => !path.endsWith(".gen.ts"),
);
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    cli: "src/cli/main.ts",
    index: "src/index.ts",
    simulator: "src/simulator/index.ts",
    testing: "src/testing/index.ts",
    ...Object.fromEntries(modules.map((path) => [path.replace(/\.ts$/, ""), path])),
  },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22.18",
  conditions: ["soarkit-source"],
  chunkNames: "chunks/[name]-[hash]",
  // Less to read at every start. Names stay: error classes and stacks are for people.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "linked",
  // Bundled CommonJS packages call `require` for Node's own modules.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  logLevel: "warning",
  metafile: true,
});

const manifest = await loadManifest(`${root}integration.yml`);
mkdirSync(`${root}dist`, { recursive: true });
writeFileSync(`${root}dist/integration.json`, JSON.stringify(manifest));
const sources = Object.keys(metafile.inputs).filter((path) => !path.startsWith("node_modules/"));
writeFileSync(`${root}dist/sources.txt`, ["integration.yml", ...sources].join("\n"));

execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
