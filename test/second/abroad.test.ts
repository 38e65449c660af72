import { expect } from "chai";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { root, temporaryFolder } from "../end-to-end/soar.ts";
import { folder, soarOf, startLodestar } from "./lodestar.ts";

/** The integration as somebody else has it: outside the checkout, with its own node_modules, and without soarkit. */
function copyTo(path: string): void {
  const isTest = (source: string) => /^.(lodestar|\w+\.test)\.ts$/.test(source.slice(folder.length));
  cpSync(folder, path, { recursive: true, filter: (source) => !isTest(source) });
  mkdirSync(join(path, "node_modules"));
  symlinkSync(join(root, "node_modules", "valibot"), join(path, "node_modules", "valibot"));
}

/** Its modules as JavaScript. */
function toJavaScript(path: string): void {
  const modules = readdirSync(join(path, "commands"), { recursive: true, encoding: "utf8" });
  for (const name of modules.filter((each) => each.endsWith(".ts"))) {
    const file = join(path, "commands", name);
    const code = stripTypeScriptTypes(readFileSync(file, "utf8")).replaceAll(/(from "\..*)\.ts"/g, '$1.js"');
    writeFileSync(file, code);
    renameSync(file, file.replace(/\.ts$/, ".js"));
  }
}

for (const language of ["TypeScript", "JavaScript"]) {
  describe(`the second integration outside the checkout, in ${language}`, () => {
    const place = temporaryFolder();
    const cwd = temporaryFolder();
    before(() => {
      copyTo(join(place.path, "lodestar"));
      if (language === "JavaScript") toJavaScript(join(place.path, "lodestar"));
    });
    after(() => {
      place.remove();
      cwd.remove();
    });

    it("runs with soarkit bound to the running copy, its errors and files included", async () => {
      const integration = join(place.path, "lodestar");
      const lodestar = await startLodestar([], integration);
      try {
        const soar = soarOf(integration, { cwd: cwd.path, env: lodestar.env });
        const fetched = await soar("fetch", "--json");
        expect([fetched.code, fetched.stderr]).to.deep.equal([0, ""]);
        expect((JSON.parse(fetched.stdout) as { incidents: unknown[] }).incidents).to.have.length(25);
        const got = await soar("run", "lodestar-attachment-get", "2", "--json");
        expect([got.code, got.stderr]).to.deep.equal([0, ""]);
        // A NotFoundError of another copy of soarkit would come out as UNEXPECTED.
        const none = await soar("run", "lodestar-attachment-get", "99", "--json");
        expect([none.code, none.stderr]).to.deep.equal([2, ""]);
        expect((JSON.parse(none.stdout) as { error: unknown }).error).to.deep.equal({
          code: "NOT_FOUND",
          who: "analyst",
          message: "Ticket 99 has no attachment.",
          hint: "`lodestar-ticket-list` shows the tickets.",
        });
      } finally {
        await lodestar.simulator.stop();
      }
    });
  });
}
