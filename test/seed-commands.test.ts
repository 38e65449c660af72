import { expect } from "chai";
import { readFileSync } from "node:fs";
import { soar } from "./cli/soar.ts";

// What the three integrations that this one follows say of themselves: XSOAR's (001) and its event collector (000) in
// their documentation, Swimlane's connector (004) in its own. Extracted once; `heading` is a command's other name.
interface Seeds {
  parameters: { seed: string; name: string; label: string; required: boolean }[];
  commands: SeedCommand[];
}

interface SeedCommand {
  seed: string;
  name: string;
  heading?: string;
  arguments: { name: string; required: boolean; default?: string; choices?: string[] }[];
  outputs: { path: string; type: string }[];
}

interface Ours {
  name: string;
  arguments?: { name: string; required?: boolean; defaultValue?: string | number | boolean; predefined?: string[] }[];
  outputs?: { contextPath: string; type: string }[];
  "x-soar"?: { aliases?: string[] };
}

interface Difference {
  where: string;
  seed: string;
  here: string;
}

const seeds = JSON.parse(readFileSync("test/seed-commands.json", "utf8")) as Seeds;
const page = readFileSync("docs/seed-differences.md", "utf8");

/** The rows of the page's tables; the last column is the reason. */
const listed = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("`", "")))
  .map(([, where = "", seed = "", here = "", why = ""]) => ({ where, seed, here, why }));

describe("the commands that were given", () => {
  it("are there as given, or their difference is listed with its reason in docs/seed-differences.md", async () => {
    const { code, out } = await soar(["commands", "--json"]);
    expect(code).to.equal(0);
    const { commands } = JSON.parse(out) as { commands: Ours[] };
    const found = seeds.commands.flatMap((seed) => differencesOf(seed, commands));
    expect(listed.filter(({ where }) => where.startsWith("code42-")).map(withoutReason)).to.have.deep.members(found);
  });

  it("have their parameters, or the difference is listed", async () => {
    const { parameters } = await loadedManifest();
    const found = seeds.parameters.flatMap(({ name, required }) => {
      const ours = parameters.find((parameter) => parameter.name === name);
      if (ours?.required === required) return [];
      return [{ where: name, seed: required ? "required" : "optional", here: ours ? "optional" : "missing" }];
    });
    const unique = [...new Map(found.map((difference) => [difference.where, difference])).values()];
    expect(listed.filter(({ where }) => !where.startsWith("code42-")).map(withoutReason)).to.have.deep.members(unique);
  });

  it("differ for a reason each", () => {
    expect(listed.filter(({ why }) => why.length < 20)).to.deep.equal([]);
  });
});

// --- internal ---

async function loadedManifest() {
  const { manifest } = await import("./commands/tenant.ts");
  return manifest;
}

function withoutReason({ where, seed, here }: Difference): Difference {
  return { where, seed, here };
}

function differencesOf(seed: SeedCommand, commands: Ours[]): Difference[] {
  const ours = commands.find(({ name }) => name === seed.name);
  if (!ours) return [{ where: seed.name, seed: "a command", here: "missing" }];
  const own = ours.arguments ?? [];
  return [
    ...(seed.heading?.startsWith("code42-") && !ours["x-soar"]?.aliases?.includes(seed.heading)
      ? [{ where: seed.name, seed: `also ${seed.heading}`, here: "missing" }]
      : []),
    ...seed.arguments.flatMap((argument) => argumentDifferences(seed.name, argument, own)),
    ...own
      .filter(({ name }) => !seed.arguments.some((argument) => argument.name === name))
      .map(({ name }) => ({ where: `${seed.name} ${name}`, seed: "none", here: "added" })),
    ...seed.outputs.flatMap(({ path, type }) => {
      const output = ours.outputs?.find(({ contextPath }) => contextPath === path);
      if (!output) return [{ where: `${seed.name} ${path}`, seed: type, here: "missing" }];
      return typeName(output.type) === typeName(type)
        ? []
        : [{ where: `${seed.name} ${path}`, seed: type, here: output.type }];
    }),
  ];
}

function argumentDifferences(
  command: string,
  seed: SeedCommand["arguments"][number],
  own: NonNullable<Ours["arguments"]>,
): Difference[] {
  const where = `${command} ${seed.name}`;
  const ours = own.find(({ name }) => name === seed.name);
  if (!ours) return [{ where, seed: "an argument", here: "missing" }];
  const facts: [string, string, string][] = [
    ["", seed.required ? "required" : "optional", ours.required ? "required" : "optional"],
    [" default", seed.default ?? "none", ours.defaultValue === undefined ? "none" : String(ours.defaultValue)],
    [" choices", seed.choices?.join(", ") ?? "any", ours.predefined?.join(", ") ?? "any"],
  ];
  return facts
    .filter(([, given, here]) => given !== here)
    .map(([fact, given, here]) => ({
      where: `${where}${fact}`,
      seed: given,
      here,
    }));
}

/** The seeds write types in any letter case, and two by other names. */
function typeName(type: string): string {
  const name = type.toLowerCase();
  return { integer: "number", datetime: "date" }[name] ?? name;
}
