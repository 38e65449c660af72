import { run, type Scene } from "./_scene.ts";

export const scenes: Scene[] = [
  {
    steps: [run("code42-trusted-activity-list"), run("code42-trusted-activity-list", { type: "SLACK", limit: "10" })],
  },
];
