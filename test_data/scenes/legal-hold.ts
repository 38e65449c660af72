import { colleague, leaver, run, type Scene } from "./_scene.ts";

const contractor = "piet.jansen@contractors.test";

export const scenes: Scene[] = [
  {
    steps: [
      run("code42-legalhold-add-user", { username: leaver, mattername: "Ledger dispute" }),
      run("code42-legalhold-add-user", { username: contractor, mattername: "Ledger dispute 2" }),
      run("code42-legalhold-add-user", { username: leaver, mattername: "ledger" }),
      run("code42-legalhold-add-user", { username: leaver, mattername: "Old ledger dispute" }),
      run("code42-legalhold-list-custodians", { mattername: "Ledger dispute 2" }),
      run("code42-legalhold-list-custodians", { mattername: "Merger" }),
      run("code42-legalhold-remove-user", { username: contractor, mattername: "Ledger dispute 2" }),
      run("code42-legalhold-remove-user", { username: contractor, mattername: "Ledger dispute" }),
    ],
  },
  {
    knobs: { "legal-hold": "console" },
    steps: [
      run("code42-legalhold-add-user", { username: colleague, mattername: "Ledger dispute" }),
      run("code42-legalhold-list-custodians", { mattername: "Ledger dispute" }),
      run("code42-legalhold-remove-user", { username: colleague, mattername: "Ledger dispute" }),
    ],
  },
];
