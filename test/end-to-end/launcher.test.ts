import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root, temporaryFolder } from "./soar.ts";

/** Makes a process believe that its Node is too old for soarkit. */
const TOO_OLD =
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})';

describe("the launcher on an old Node", () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const launch = (...words: string[]) =>
    spawn(process.execPath, ["--import", TOO_OLD, join(root, "bin", "soar.js"), ...words], {
      cwd: folder.path,
      env: { PATH: process.env.PATH, HOME: folder.path },
      stdio: ["ignore", "pipe", "inherit"],
    });

  it("runs on the Node beside soarkit, and ends as that does", async () => {
    const child = launch("run", "--json");
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
    expect(await once(child, "close")).to.deep.equal([2, null]);
    expect(printed).to.contain('"code":"ARGUMENT"');
  });

  it("hands on what tells it to end, so that nothing is left running", async () => {
    const child = launch("simulate", "--quiet");
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const { control } = JSON.parse(line) as { control: string };
    expect((await fetch(`${control}/journal`)).status).to.equal(200);
    child.kill("SIGTERM");
    expect(await once(child, "close")).to.deep.equal([0, null]);
    const gone = await fetch(`${control}/journal`).then(
      () => "answers",
      () => "gone",
    );
    expect(gone).to.equal("gone");
  });
});
