// Builds `dist/` with one esbuild call: separate builds would give two copies of each error class, and `instanceof`
// would fail between them. Beside the code it writes the parsed manifest, so that a run need not parse YAML.
import { execFileSync, spawnSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build, type Plugin } from "esbuild";
import { AJV_OPTIONS } from "./src/dispatch/validator.ts";
import { loadManifest } from "./src/manifest/load.ts";
import { argumentsSchema } from "./src/manifest/schema.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/**
 * What the bundle does without, because every start would pay for it:
 * - an import of `node:http` would make Node read every export of it, and two of them load Node's whole WebSocket client;
 * - axios brings a library for multipart forms with a table of all media types, and nothing here sends a form;
 * - axios's adapter for `fetch` asks for `Request` and `Response` as it loads, which loads Node's second HTTP client, and
 *   only the first is used; so does its look whether there is a `FormData`, and nothing here sends one;
 * - HTTP/2, which axios speaks only where it is asked to.
 */
const FORM_DATA = "typeof G.FormData !== 'undefined' ? G.FormData : undefined";
const lighter: Plugin = {
  name: "lighter",
  setup(bundle) {
    bundle.onResolve({ filter: /^(node:)?http$/ }, () => ({ path: "http", namespace: "lighter" }));
    bundle.onResolve({ filter: /^form-data$/ }, () => ({ path: "form-data", namespace: "lighter" }));
    bundle.onResolve({ filter: /^\.\/fetch\.js$/ }, ({ importer }) =>
      importer.endsWith("axios/lib/adapters/adapters.js") ? { path: "fetch", namespace: "lighter" } : undefined,
    );
    bundle.onResolve({ filter: /^(node:)?http2$/ }, () => ({ path: "http2", namespace: "lighter" }));
    bundle.onLoad({ filter: /^http2$/, namespace: "lighter" }, () => ({ contents: "export default {};" }));
    bundle.onLoad({ filter: /axios\/lib\/utils\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      if (!text.includes(FORM_DATA)) throw new Error("axios looks for FormData in another way: adapt build.ts.");
      return { contents: text.replace(FORM_DATA, "undefined") };
    });
    bundle.onLoad({ filter: /^http$/, namespace: "lighter" }, () => ({
      contents: 'module.exports = process.getBuiltinModule("node:http");',
    }));
    bundle.onLoad({ filter: /^form-data$/, namespace: "lighter" }, () => ({
      contents: "export default class FormData {}",
    }));
    bundle.onLoad({ filter: /^fetch$/, namespace: "lighter" }, () => ({
      contents: "export const getFetch = () => undefined;",
    }));
  },
};

rmSync(`${root}dist`, { recursive: true, force: true });

const modules = globSync(["commands/*.ts", "commands/_simulator/index.ts"], { cwd: root }).filter(
  (path) => !path.endsWith(".gen.ts"),
);
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    cli: "src/cli/main.ts",
    standby: "src/cli/dev/standby.ts",
    index: "src/index.ts",
    simulator: "src/simulator/index.ts",
    testing: "src/testing/index.ts",
    ...Object.fromEntries(modules.map((path) => [path.replace(/\.ts$/, ""), path])),
  },
  inject: ["build-shared.ts"],
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
  plugins: [lighter],
});

// Loaded into processes before soar itself, so it brings nothing of soarkit with it.
await build({
  absWorkingDir: root,
  entryPoints: { "prove-preload": "src/prove/preload.ts" },
  outdir: "dist",
  format: "esm",
  platform: "node",
  target: "node22.18",
  logLevel: "warning",
});

const manifest = await loadManifest(`${root}integration.yml`);
mkdirSync(`${root}dist`, { recursive: true });
writeFileSync(`${root}dist/integration.json`, JSON.stringify(manifest));

mkdirSync(`${root}dist/validators`);
for (const command of manifest.commands) {
  const ajv = new Ajv({ ...AJV_OPTIONS, code: { source: true, esm: true } });
  const code = standaloneCode.default(ajv, ajv.compile(argumentsSchema(command)));
  if (code.includes("require(")) throw new Error(`The validator of ${command.name} needs a part of ajv at run time.`);
  writeFileSync(`${root}dist/validators/${command.name}.js`, code);
}
const sources = Object.keys(metafile.inputs).filter((path) => !/(^|\/)node_modules\/|^lighter:/.test(path));
writeFileSync(`${root}dist/sources.txt`, ["integration.yml", ...sources].join("\n"));

execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});

// Node keeps in compiled form what the first process to load a file calls of it, and nothing of what later ones do: the
// first is to be one that does a bit of everything. Only speed is at stake, so it need not succeed.
spawnSync(process.execPath, [`${root}bin/soar.js`, "demo"], { cwd: root, stdio: "ignore", timeout: 30_000 });
