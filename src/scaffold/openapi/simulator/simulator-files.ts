import type { FileTree, IntegrationSpec } from "../../scaffold.ts";
import { simulatedCredentials } from "../../simulator-credentials.ts";
import { environmentOf } from "../../simulator-files.ts";
import { namesOf } from "../../scaffold.ts";
import { importOf, lines, list, literal, paragraphs } from "../code.ts";
import { print } from "../layout.ts";
import type { CommandPlan } from "../plan.ts";
import { camelOf } from "../words.ts";
import { CHECKS_MODULE } from "./checks-module.ts";
import { COLLECTIONS_MODULE } from "./collections-module.ts";
import { LISTS_MODULE } from "./lists-module.ts";
import { OPERATION_MODULE } from "./operation-module.ts";
import { ROUTES_MODULE } from "./routes-module.ts";
import { collectionsOf, operationRow, type CollectionRow } from "./tables.ts";
import { VALUES_MODULE } from "./values-module.ts";

/** `commands/_simulator/`: the vendor as a server on this machine, made of what the document says of its answers. */
export function simulatorFiles(spec: IntegrationSpec, plans: readonly CommandPlan[]): FileTree {
  const collections = collectionsOf(plans);
  const groups = [...Map.groupBy(plans, ({ naming }) => naming.resource.join("-"))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const tables = groups.map(([file, members]) => {
    const resource = members[0]?.naming.resource ?? [];
    const own = [...collections.values()].filter((row) => members.some((plan) => isOf(plan, row)));
    return { file, variable: camelOf(resource), text: tableModule(camelOf(resource), members, own, collections) };
  });
  return {
    "commands/_simulator/index.ts": indexModule(spec, tables),
    "commands/_simulator/credentials.ts": simulatedCredentials(spec),
    "commands/_simulator/operation.ts": OPERATION_MODULE,
    "commands/_simulator/values.ts": VALUES_MODULE,
    "commands/_simulator/checks.ts": CHECKS_MODULE,
    "commands/_simulator/lists.ts": LISTS_MODULE,
    "commands/_simulator/collections.ts": COLLECTIONS_MODULE,
    "commands/_simulator/routes.ts": ROUTES_MODULE,
    ...Object.fromEntries(tables.map(({ file, text }) => [`commands/_simulator/tables/${file}.ts`, text])),
  };
}

// --- internal ---

/** Whether a collection goes into the file of a command: the one whose path it has, or lies under. */
function isOf({ operation }: CommandPlan, { path }: CollectionRow): boolean {
  const own = operation.path.replaceAll(/\{[^{}]*\}/g, ":");
  const wanted = path.replaceAll(/:[^/]+/g, ":");
  return own === wanted || own === `${wanted}/:`;
}

function tableModule(
  variable: string,
  plans: readonly CommandPlan[],
  own: readonly CollectionRow[],
  all: ReadonlyMap<string, CollectionRow>,
): string {
  const rows = plans.map((plan) => literal(operationRow(plan, all)));
  const kept = own.map(({ path, item, key }) => literal({ path, item, ...(key !== undefined && { key }) }));
  return print(
    paragraphs([
      importOf(["Collection", "Operation"], "../operation.ts", true),
      [`export const ${variable}Collections: Collection[] = `, list(kept, kept.length > 1), ";"],
      [`export const ${variable}Operations: Operation[] = `, list(rows, rows.length > 1), ";"],
    ]),
  );
}

function indexModule(spec: IntegrationSpec, tables: readonly { file: string; variable: string }[]): string {
  const imports = tables.map(({ file, variable }) =>
    importOf([`${variable}Collections`, `${variable}Operations`], `./tables/${file}.ts`),
  );
  const all = (what: string) => list(tables.map(({ variable }) => `...${variable}${what}`));
  return `import {
  createClock,
  createVendorSimulator,
  faultSyntax,
  readKnobs,
  type Knob,
  type Simulator,
  type SimulatorOptions,
} from "soarkit/simulator";
import { createCredentials } from "./credentials.ts";
import { createRoutes } from "./routes.ts";
${print(lines(imports))}
/** What \`soar simulate\` offers as options. */
export const knobs: Knob[] = [
  { name: "items", description: "how many things of each kind there are", value: "N", defaultValue: "25" },
  { name: "rate", description: "requests a minute; 0 for no limit", value: "N", defaultValue: "120", transient: true },
  { name: "fault", description: faultSyntax, value: "FAULT", repeatable: true, transient: true },
];

/** What makes a running simulator an instance of this integration. */
${environmentOf(spec)}

${print(["const operations = ", all("Operations"), ";"])}${print(["const collections = ", all("Collections"), ";"])}
/**
 * Starts ${namesOf(spec).display} on a loopback port. The same seed gives the same things.
 * @throws ArgumentError for knobs with a wrong value, and for a port that cannot be had
 */
export async function create(options: SimulatorOptions): Promise<Simulator> {
  const { port = 0, seed = 1 } = options;
  const given = readKnobs(knobs, options.knobs ?? {});
  const count = given.integer("items", { min: 0, max: 10_000 });
  const requests = given.integer("rate", { min: 0, max: 1_000_000 });
  const faults = given.faults("fault");
  given.check();
  const clock = createClock({ now: Date.now, startAt: options.startAt, speed: options.speed });
  const { credentials, routes, authenticate } = createCredentials(${spec.auth === "oauth" ? "clock" : ""});
  return createVendorSimulator({
    port,
    seed,
    clock,
    state: options.state,
    credentials,
    authenticate,
    rate: { requests, perMs: 60_000 },
    faults,
    routes: [...routes, ...createRoutes({ operations, collections, count, seed, clock })],
  });
}
`;
}
