import { join } from "node:path";
import { openIntegration } from "../../src/dispatch/integration.ts";
import { prove, type Proof, type ProveOptions } from "../../src/prove/prove.ts";
import { root } from "../end-to-end/soar.ts";

/** A short proof in this process; its children run the built soar. */
export async function proof(
  options: Pick<ProveOptions, "what" | "crashes"> & Partial<ProveOptions>,
  folder = root,
): Promise<Proof> {
  return prove({
    integration: await openIntegration(folder),
    seed: 7,
    signal: new AbortController().signal,
    onCrash: () => undefined,
    clock: () => performance.now(),
    ...options,
  });
}

/** A module of this folder, to be loaded into the children. */
export function sabotage(name: string): ProveOptions["child"] {
  return { preloads: [join(root, "test", "prove", `${name}.ts`)] };
}

/** How many ids of the proof are lost and doubled. */
export function counts({ streams }: Proof): { lost: number; doubled: number } {
  const sum = (kind: "lost" | "doubled") => streams.reduce((total, each) => total + each[kind].length, 0);
  return { lost: sum("lost"), doubled: sum("doubled") };
}
