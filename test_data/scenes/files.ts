import { control, run, type Scene } from "./_scene.ts";

/** "foo": the file of Incydr's published example. */
const exemplary = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";

/** What the example's event has as MD5. */
const otherFile = "0f343b0931126a20f133d67c2b018a3b";

export const scenes: Scene[] = [
  {
    steps: [
      run("code42-download-file", { hash: exemplary, filename: "ledger_core.py" }),
      run("code42-download-file", { hash: "00000000000000000000000000000000" }),
      run("code42-download-file-by-xfc-id", { xfc_id: "xfc-0001" }),
      run("code42-download-file-by-xfc-id", { xfc_id: "xfc-0000000000000000" }),
      control("/faults", [{ path: "/v2/file-events", kind: "status", status: 403 }]),
      run("code42-download-file", { hash: otherFile }),
    ],
  },
];
