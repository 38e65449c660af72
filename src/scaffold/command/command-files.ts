import { ArgumentError, UnexpectedError } from "../../errors.ts";
import { generateTypes, interfaceName } from "../../manifest/generate-types.ts";
import { PLATFORM_COMMANDS } from "../../manifest/lint-commands.ts";
import { parseManifest } from "../../manifest/load.ts";
import type { EffectKind, Manifest } from "../../manifest/manifest.ts";
import { handlerHead } from "../handlers.ts";
import type { FileTree } from "../scaffold.ts";
import { yamlText } from "../yaml-text.ts";
import { commandPrefix, commandWords } from "./command-words.ts";
import { insertCommand } from "./insert-command.ts";

export interface NewCommand {
  /** The manifest with the command in it, and the types that it gives: files that are there already. */
  changed: FileTree;
  /** Its handler and test, which must not be there yet. */
  added: FileTree;
  /** What is unusual about its name. */
  warnings: string[];
}

/**
 * One more command of an integration: its manifest's text with the new entry, and the files that go with it.
 * `manifestFile` is the manifest's own name.
 * @throws ArgumentError when the name is none or taken · ManifestError when the manifest cannot be added to
 */
export function commandFiles(
  manifest: Manifest,
  text: string,
  { name, effect, manifestFile }: { name: string; effect: EffectKind; manifestFile: string },
): NewCommand {
  refuseName(name, manifest);
  const prefix = commandPrefix(
    manifest.id,
    manifest.commands.map((command) => command.name),
  );
  const { noun, key, description } = commandWords(name, prefix);
  const path = `${brandOf(manifest)}.${key}`;
  const entry = entryLines({ name, effect, noun, description, path });
  const changed = insertCommand(text, entry);
  const { handlers } = manifest.soar;
  return {
    changed: { [manifestFile]: changed, [`${handlers}/_manifest.gen.ts`]: typesOf(changed, manifest, name) },
    added: {
      [`${handlers}/${name}.ts`]: handlerModule(manifest, { name, description, path }),
      [`test/${handlers}/${name}.test.ts`]: testModule({ name, path }, handlers),
    },
    warnings: name.startsWith(prefix)
      ? []
      : [`The other commands begin with ${prefix}: would ${prefix}${name} be a better name?`],
  };
}

// --- internal ---

function refuseName(name: string, { commands }: Manifest): void {
  if (!/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/i.test(name) || name.length > 100) {
    throw new ArgumentError(`"${name}" is no name for a command.`, "Use words joined by hyphens: acme-item-close.");
  }
  const isSame = (other: string) => other.toLowerCase() === name.toLowerCase();
  const taken = commands.find((command) => isSame(command.name) || command.aliases.some(isSame));
  if (taken) {
    const how = isSame(taken.name) ? "is a command already" : `is another name of ${taken.name} already`;
    throw new ArgumentError(`${name} ${how}.`, `\`soar commands ${taken.name}\` shows it. Choose another name.`);
  }
  if (PLATFORM_COMMANDS.has(name.toLowerCase())) {
    throw new ArgumentError(
      `${name} is called by the platform itself and stands in no manifest.`,
      `Write its handler into ${name}.ts beside the others, or choose another name.`,
    );
  }
}

/** The first word of the context paths, which need not be the brand. */
function brandOf({ id, commands }: Manifest): string {
  const [path] = commands.flatMap(({ outputs }) => outputs.map((output) => output.path));
  return path?.split(".")[0] ?? interfaceName(id);
}

function entryLines(command: {
  name: string;
  effect: EffectKind;
  noun: string;
  description: string;
  path: string;
}): string[] {
  const { name, effect, noun, description, path } = command;
  return [
    `name: ${name}`,
    "# Replace the description, the arguments and the outputs; then `soar types --write`.",
    `description: ${yamlText(description)}`,
    ...(effect === "destructive" ? ["execution: true"] : []),
    "arguments:",
    "  - name: id",
    `    description: ID of the ${noun}.`,
    "    required: true",
    "    default: true",
    "    type: string",
    "outputs:",
    `  - contextPath: ${path}.ID`,
    "    type: String",
    `    description: ID of the ${noun}.`,
    "x-soar:",
    `  effect: ${effect}`,
  ];
}

function typesOf(text: string, before: Manifest, name: string): string {
  const { manifest } = parseManifest(text, before.path);
  const names = manifest?.commands.map((command) => command.name);
  // What was inserted must be all that has changed.
  const wanted = [...before.commands.map((command) => command.name), name];
  if (manifest !== undefined && names?.join("\n") === wanted.join("\n")) return generateTypes(manifest);
  throw new UnexpectedError(`Adding ${name} would have spoilt ${before.path}; nothing was written.`, "Add it by hand.");
}

interface Described {
  name: string;
  path: string;
}

function handlerModule({ id }: Manifest, { name, description, path }: Described & { description: string }) {
  const brand = interfaceName(id);
  return `import type { Handler } from "soarkit";
import type { ${brand} } from "./_manifest.gen.ts";

/** ${description} */
${handlerHead(brand, name, ["args"])}
  // Replace this by a call of the client: take \`client\` and \`signal\` beside \`args\`, and return what the vendor says.
  const warnings = ["This command asks nobody yet: write its handler."];
  return { context: { "${path}": { ID: args.id } }, warnings };
};
`;
}

function testModule({ name, path }: Described, handlers: string): string {
  const up = `../${handlers
    .split("/")
    .map(() => "..")
    .join("/")}`;
  return `import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { runCommand } from "soarkit/testing";

const integration = fileURLToPath(new URL("${up}", import.meta.url));

const command = "${name}";

describe(command, () => {
  it("shows what the vendor says", async () => {
    // Replace the client by what the handler calls of it, or by recorded answers: { integration, replay: FOLDER }.
    const { result } = await runCommand(command, { id: "1" }, { integration, client: {} });
    expect(result?.context).to.deep.equal({ "${path}": { ID: "1" } });
  });
});
`;
}
