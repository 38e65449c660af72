import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageFiles } from "../../src/scaffold/package-files.ts";
import { root, specOf, toolchain } from "./kinds.ts";

describe("a new integration's package", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-npm-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("links soarkit with npm, and does not have it built anew", () => {
    const [kit, integration] = [join(folder, "kit"), join(folder, "acme")];
    const built = join(folder, "built");
    for (const each of [kit, integration]) mkdirSync(each);
    const prepare = `node -e "require('fs').writeFileSync('${built}', '')"`;
    writeFileSync(
      join(kit, "package.json"),
      JSON.stringify({ name: "soarkit", version: "1.0.0", scripts: { prepare } }),
    );
    // Without what would have to be fetched.
    writeFileSync(
      join(integration, "package.json"),
      JSON.stringify({ name: "acme", version: "0.1.0", dependencies: { soarkit: "file:../kit" } }),
    );
    const install = () =>
      spawnSync("npm", ["install", "--offline", "--cache", join(folder, "cache")], {
        cwd: integration,
        encoding: "utf8",
      });
    expect(install().status).to.equal(0);
    expect(existsSync(built), "npm would build it").to.equal(true);
    rmSync(built);
    rmSync(join(integration, "node_modules"), { recursive: true });

    writeFileSync(join(integration, ".npmrc"), packageFiles(specOf("acme"), toolchain)[".npmrc"] ?? "");
    expect(install().status).to.equal(0);
    expect(existsSync(join(integration, "node_modules", "soarkit", "package.json"))).to.equal(true);
    expect(existsSync(built)).to.equal(false);
  }).timeout(60_000);

  it("runs its tests on a Node that soarkit supports", () => {
    const { unit } = (JSON.parse(packageFiles(specOf("acme"), toolchain)["package.json"] ?? "") as Package).scripts;
    const [, onNode] = /^node node_modules\/soarkit\/(\S+) /.exec(unit ?? "") ?? [];
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(root, onNode ?? ""), ...args], { cwd: folder, encoding: "utf8" });
    writeFileSync(join(folder, "say.mjs"), "console.log(process.argv.slice(1).join(' '));\n");
    expect(run("say.mjs", "--a", "b").stdout).to.equal(`${join(folder, "say.mjs")} --a b\n`);
    expect(run()).to.include({ status: 2, stderr: "on-node.js needs the path of a program to run.\n" });
  });
});

interface Package {
  scripts: Record<string, string>;
}
