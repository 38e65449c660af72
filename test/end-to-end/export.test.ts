import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFaults } from "../export/xsoar-schemas.ts";
import { soar, temporaryFolder } from "./soar.ts";

describe("soar export, built", () => {
  const cwd = temporaryFolder();
  after(() => cwd.remove());

  it("writes a pack that XSOAR's schemas take, and lints clean as an integration again", async () => {
    const { code, stdout } = await soar(["export", "--json"], { cwd: cwd.path });
    expect(code).to.equal(0);
    const { folder, files } = JSON.parse(stdout) as { folder: string; files: string[] };
    expect(folder).to.equal("Packs/Code42");
    const pack = join(cwd.path, folder);
    expect(
      schemaFaults(Object.fromEntries(files.map((path) => [path, readFileSync(join(pack, path), "utf8")]))),
    ).to.deep.equal([]);
    const found = readdirSync(pack, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(found).to.have.length(files.length + 1);
    const linted = await soar(["lint", join(folder, "Integrations/Code42/Code42.yml")], { cwd: cwd.path });
    expect([linted.code, linted.stdout, linted.stderr]).to.deep.equal([0, "", "1 file, 0 errors, 0 warnings\n"]);
  });
});
