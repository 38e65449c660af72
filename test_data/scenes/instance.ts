import { runTest } from "soarkit/testing";
import { run, type Scene } from "./_scene.ts";

export const scenes: Scene[] = [{ steps: [runTest, run("get-mapping-fields")] }];
