import { runTest } from "soarkit/testing";
import type { Scene } from "./_scene.ts";

export const scenes: Scene[] = [{ steps: [runTest] }];
