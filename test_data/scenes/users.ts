import { leaver, run, type Scene } from "./_scene.ts";

const created = { username: "new.hire@acme.test", email: "new.hire@acme.test" };
/** Under a legal hold from the start. */
const held = "piet.jansen@contractors.test";

export const scenes: Scene[] = [
  {
    steps: [
      run("code42-user-get", { username: held }),
      run("code42-user-get", { username: "nobody@acme.test" }),
      run("code42-user-create", { orgname: "Sales", ...created }),
      run("code42-user-create", { orgname: "Sales", ...created, username: "New.Hire@acme.test" }),
      run("code42-user-create", { orgname: "Legal", ...created }),
      run("code42-user-block", { username: leaver }),
      run("code42-user-block", { username: leaver.toUpperCase() }),
      run("code42-user-unblock", { username: leaver }),
      run("code42-user-deactivate", { username: leaver }),
      run("code42-user-deactivate", { username: held }),
      run("code42-user-list", { results: "50" }),
      run("code42-user-list", { active: "false" }),
      run("code42-user-reactivate", { username: leaver }),
    ],
  },
];
