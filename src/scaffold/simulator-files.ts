import { authParameter, urlVariable } from "./auth.ts";
import { namesOf, type FileTree, type IntegrationSpec } from "./scaffold.ts";
import { simulatedItems } from "./simulator-items.ts";
import { simulatedCredentials } from "./simulator-credentials.ts";
import { wrapped } from "./wrapped.ts";

/** `commands/_simulator/`: the vendor as a server on this machine, for learning, demos and tests. */
export function simulatorFiles(spec: IntegrationSpec): FileTree {
  return {
    "commands/_simulator/index.ts": indexModule(spec),
    "commands/_simulator/items.ts": simulatedItems(spec),
    "commands/_simulator/credentials.ts": simulatedCredentials(spec),
  };
}

/** The body of the simulator's `environment`: variables from what it gives, the secret's the last. */
export function environmentOf(spec: IntegrationSpec): string {
  const env = authParameter(spec)?.env ?? [];
  const halves = env.length === 1 ? ["clientSecret"] : ["clientId", "clientSecret"];
  const pairs = [`${urlVariable(spec)}: url`, ...env.map((name, index) => `${name}: ${halves[index] ?? ""}`)];
  const taken = ["url", ...halves.slice(0, env.length)];
  return `export function environment({ ${taken.join(", ")} }: Simulator): Record<string, string> {
${wrapped("return {", pairs, "};", "  ")}
}`;
}

// --- internal ---

function indexModule(spec: IntegrationSpec): string {
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
import { createItems } from "./items.ts";

/** What \`soar simulate\` offers as options. */
export const knobs: Knob[] = [
  { name: "items", description: "how many items there are, one an hour until now", value: "N", defaultValue: "25" },
  { name: "rate", description: "requests a minute; 0 for no limit", value: "N", defaultValue: "120", transient: true },
  { name: "fault", description: faultSyntax, value: "FAULT", repeatable: true, transient: true },
];

/** What makes a running simulator an instance of this integration. */
${environmentOf(spec)}

/**
 * Starts ${namesOf(spec).display} on a loopback port. The same seed gives the same items.
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
  const items = createItems({ count, seed, clock });
  return createVendorSimulator({
    port,
    seed,
    clock,
    state: options.state,
    credentials,
    authenticate,
    rate: { requests, perMs: 60_000 },
    faults,
    routes: [...routes, ...items.routes],
    streams: { items: items.stream },
  });
}
`;
}
