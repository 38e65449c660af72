import { connectFiles } from "../connect-files.ts";
import { manifestTypes } from "../manifest-types.ts";
import { packageFiles } from "../package-files.ts";
import { namesOf, type FileTree, type IntegrationSpec, type Toolchain } from "../scaffold.ts";
import { soarYml } from "../soar-yml.ts";
import { importOf, lines, object, paragraphs } from "./code.ts";
import { apiModule, factoryName } from "./emit-api.ts";
import { handlerModule, testModule } from "./emit-handler.ts";
import { manifestYaml } from "./emit-manifest.ts";
import { mapModule } from "./emit-map.ts";
import { testFiles } from "./emit-tests.ts";
import { hardline, indent, print } from "./layout.ts";
import type { CommandPlan } from "./plan.ts";
import { sharedFiles } from "./shared-files.ts";
import { simulatorFiles } from "./simulator/simulator-files.ts";
import { camelOf } from "./words.ts";

/** All files of an integration with these commands. */
export function describedIntegration(
  spec: IntegrationSpec,
  plans: readonly CommandPlan[],
  toolchain: Toolchain,
  { description, demo }: { description: string; demo: readonly string[] },
): FileTree {
  const manifest = manifestYaml(spec, plans, { description, demo });
  const modules = handlerFiles(spec, plans);
  return {
    "integration.yml": manifest,
    "soar.yml": soarYml(spec),
    ...connectFiles(spec),
    "commands/_manifest.gen.ts": manifestTypes(manifest),
    ...modules,
    ...sharedFiles(modules),
    ...simulatorFiles(spec, plans),
    ...testFiles(spec, plans),
    ...packageFiles(spec, toolchain),
  };
}

/** The command that shows what there is of one kind, by the file of that kind. */
export function listers(plans: readonly CommandPlan[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { answer, naming, arguments: planned, effect } of plans) {
    const isOpen = effect === "read" && planned.every(({ isRequired }) => !isRequired);
    const file = naming.resource.join("-");
    if (answer.kind === "entity" && answer.isMany && isOpen && !found.has(file)) found.set(file, naming.command);
  }
  return found;
}

// --- internal ---

function handlerFiles(spec: IntegrationSpec, plans: readonly CommandPlan[]): FileTree {
  const { brand, display } = namesOf(spec);
  const files: FileTree = { "commands/_api.ts": rootModule(plans, display) };
  const shows = listers(plans);
  const groups = Map.groupBy(plans, ({ naming }) => naming.resource.join("-"));
  for (const [file, members] of groups) {
    const resource = members[0]?.naming.resource ?? [];
    files[`commands/_api/${file}.ts`] = apiModule(resource, members);
    const mapped = mapModule(resource, members);
    if (mapped !== undefined) files[`commands/_map/${file}.ts`] = mapped;
    for (const plan of members) {
      files[`commands/${plan.naming.command}.ts`] = handlerModule(plan, brand, shows.get(file));
    }
  }
  files["commands/test-module.ts"] = testModule(easiest(plans), brand);
  return files;
}

/** A read that needs nothing, a list before anything else: it tries URL, credentials and permission. */
function easiest(plans: readonly CommandPlan[]): CommandPlan | undefined {
  const free = plans.filter(
    ({ effect, arguments: planned, operation }) =>
      effect === "read" && operation.method === "GET" && planned.every(({ isRequired }) => !isRequired),
  );
  return free.find(({ paging }) => paging !== undefined) ?? free[0];
}

/** `commands/_api.ts`: the client that handlers are given, of one part for each kind of thing. */
function rootModule(plans: readonly CommandPlan[], display: string): string {
  const resources = [...new Map(plans.map(({ naming }) => [naming.resource.join("-"), naming.resource])).entries()];
  const sorted = resources.sort(([left], [right]) => (left < right ? -1 : 1));
  const imports = [
    importOf(["HttpClient"], "soarkit", true),
    ...sorted.map(([file, words]) => importOf([factoryName(words)], `./_api/${file}.ts`)),
  ];
  const parts = sorted.map(([, words]) => ({ key: camelOf(words), value: `${factoryName(words)}(http)` }));
  return print(
    paragraphs([
      lines(imports),
      "export type Api = ReturnType<typeof createApi>;",
      [
        `/** ${display} over HTTP. */`,
        hardline,
        "export function createApi(http: HttpClient) {",
        indent(hardline, "return ", object(parts, true), ";"),
        hardline,
        "}",
      ],
    ]),
  );
}
