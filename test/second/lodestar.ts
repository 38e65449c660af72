import { join } from "node:path";
import {
  ask,
  root,
  soar,
  startSimulator,
  type Exchange,
  type Outcome,
  type RunningSimulator,
} from "../end-to-end/soar.ts";

export const folder = join(root, "test", "second");

export interface RunningLodestar {
  simulator: RunningSimulator;
  /** What makes it an instance of the integration. */
  env: Record<string, string>;
  /** `METHOD /path` of every request that changed something, in order. */
  applied: () => Promise<string[]>;
  /** `METHOD /path` of every request, in order. */
  requests: () => Promise<string[]>;
}

/** The second integration's own simulator, as a child process. */
export async function startLodestar(args: string[] = [], integration = folder): Promise<RunningLodestar> {
  const simulator = await startSimulator(args, integration);
  const journal = () => ask<Exchange[]>(simulator, "/journal");
  const shown = ({ method, path }: Exchange) => `${method} ${path}`;
  return {
    simulator,
    env: { LODESTAR_URL: simulator.url, LODESTAR_API_KEY: simulator.clientSecret },
    applied: async () => (await journal()).filter(({ applied }) => applied).map(shown),
    requests: async () => (await journal()).map(shown),
  };
}

/** `soar --integration DIR …` as a child process. */
export function soarOf(
  integration: string,
  options: { cwd: string; env?: Record<string, string> },
): (...args: string[]) => Promise<Outcome> {
  return (...args) => soar(["--integration", integration, ...args], options);
}
