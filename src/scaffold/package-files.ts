import type { FileTree, IntegrationSpec, Toolchain } from "./scaffold.ts";

/** What makes an integration's folder a package: its dependencies, how it is compiled and tested, what git leaves out. */
export function packageFiles(spec: Pick<IntegrationSpec, "name" | "display">, toolchain: Toolchain): FileTree {
  return {
    "package.json": packageJson(spec, toolchain),
    "tsconfig.json": tsconfigJson(),
    ".mocharc.cjs": mocharc(),
    ".npmrc": npmrc(),
    ".prettierrc.json": json({ printWidth: 120 }),
    ".gitignore": ["node_modules/", ".soar/", ""].join("\n"),
  };
}

// --- internal ---

const DEVELOPMENT = ["@types/chai", "@types/mocha", "@types/node", "chai", "mocha", "typescript"];

function packageJson({ name, display }: Pick<IntegrationSpec, "name" | "display">, toolchain: Toolchain): string {
  const versionOf = (dependency: string): [string, string] => [dependency, toolchain.versions[dependency] ?? "*"];
  return json({
    name,
    version: "0.1.0",
    private: true,
    description: `${display} for soarkit.`,
    type: "module",
    scripts: {
      lint: "soar lint . && soar types --check",
      types: "tsc",
      // On the Node that soar runs on: it need not be the one that runs npm.
      unit: "node node_modules/soarkit/bin/on-node.js node_modules/mocha/bin/mocha.js",
      test: "npm run --silent lint && npm run --silent types && npm run --silent unit",
    },
    dependencies: { soarkit: toolchain.soarkit, ...Object.fromEntries([versionOf("valibot")]) },
    devDependencies: Object.fromEntries(DEVELOPMENT.map(versionOf)),
  });
}

/** As soarkit's own, so that a handler moves from one to the other as it is. */
function tsconfigJson(): string {
  return json({
    compilerOptions: {
      target: "es2024",
      lib: ["es2024", "esnext.iterator", "esnext.array"],
      module: "nodenext",
      moduleResolution: "nodenext",
      types: ["node", "mocha"],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noImplicitOverride: true,
      noFallthroughCasesInSwitch: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      erasableSyntaxOnly: true,
      verbatimModuleSyntax: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      noEmit: true,
    },
    include: ["commands", "test"],
  });
}

function mocharc(): string {
  // No `spec`: mocha would add it to the files that it is told to run.
  return `module.exports = {
  extension: ["ts"],
  recursive: true,
  timeout: 20_000,
};
`;
}

/**
 * npm runs the `prepare` of a package that is linked as a folder, which would build soarkit anew, or fail where only
 * its build is installed. Nothing else here needs a script at installation.
 */
function npmrc(): string {
  return `# soarkit is linked as it stands: npm need not run its scripts.
ignore-scripts=true
save-exact=true
fund=false
audit=false
`;
}

function json(value: unknown): string {
  // Short lists stand on one line, as prettier writes them.
  const text = JSON.stringify(value, undefined, 2);
  return `${text.replaceAll(/\[\n\s+([^\]{}]*?)\n\s+\]/g, (_, items: string) => `[${items.replaceAll(/,\n\s+/g, ", ")}]`)}\n`;
}
