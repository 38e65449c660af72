import { leaver, run, type Scene } from "./_scene.ts";

export const scenes: Scene[] = [
  {
    steps: [
      run("code42-device-list", { username: leaver }),
      run("code42-device-list", { results: "3" }),
      run("code42-device-list", { username: "nobody@acme.test" }),
    ],
  },
];
