import { expect } from "chai";
import { check } from "prettier";
import { lintManifest } from "../../src/manifest/lint.ts";
import { integrationFiles } from "../../src/scaffold/integration-files.ts";
import { everyKind, specOf, toolchain } from "./kinds.ts";

/** The files that prettier would lay out otherwise. */
async function unformatted(tree: Record<string, string>): Promise<string[]> {
  const known = Object.entries(tree).filter(([path]) => /\.(?:ts|cjs|json|yml|md)$/.test(path));
  const faulty = [];
  for (const [path, text] of known) {
    if (!(await check(text, { filepath: path, printWidth: 120 }))) faulty.push(path);
  }
  return faulty;
}

describe("the files of a new integration", () => {
  it("are those that an integration and its package need", () => {
    expect(Object.keys(integrationFiles(specOf("acme", { auth: "oauth" }), toolchain)).sort()).to.deep.equal([
      ".gitignore",
      ".mocharc.cjs",
      ".npmrc",
      ".prettierrc.json",
      "README.md",
      "commands/_api.ts",
      "commands/_connect.ts",
      "commands/_fetch.ts",
      "commands/_manifest.gen.ts",
      "commands/_map.ts",
      "commands/_oauth.ts",
      "commands/_simulator/credentials.ts",
      "commands/_simulator/index.ts",
      "commands/_simulator/items.ts",
      "commands/acme-item-create.ts",
      "commands/acme-item-get.ts",
      "commands/acme-item-list.ts",
      "commands/fetch-incidents.ts",
      "commands/test-module.ts",
      "integration.yml",
      "package.json",
      "soar.yml",
      "test/commands/acme-item-create.test.ts",
      "test/commands/acme-item-get.test.ts",
      "test/commands/acme-item-list.test.ts",
      "test/commands/fetch-incidents.test.ts",
      "test/commands/test-module.test.ts",
      "tsconfig.json",
    ]);
  });

  for (const spec of everyKind) {
    it(`have no finding and lie as prettier lays them out: ${spec.auth}, paging ${spec.paging}`, async () => {
      const tree = integrationFiles(spec, toolchain);
      expect(lintManifest(tree["integration.yml"] ?? "", "integration.yml")).to.deep.equal([]);
      expect(await unformatted(tree)).to.deep.equal([]);
    });
  }

  it("lie so with names of any length, too", async () => {
    const long = "a-very-long-name-of-a-vendor-and-product";
    for (const length of [1, 4, 9, 14, 18, 22, 26, 30, 35, 40]) {
      for (const auth of ["oauth", "basic"] as const) {
        const tree = integrationFiles(specOf(long.slice(0, length).replace(/-$/, "s"), { auth }), toolchain);
        expect(await unformatted(tree), `${length} ${auth}`).to.deep.equal([]);
      }
    }
  }).timeout(60_000);

  it("say what was said: header, token path, base URL, display", () => {
    const keyed = integrationFiles(specOf("acme", { keyHeader: "X-Acme-Token", display: "Acme: #1" }), toolchain);
    expect(keyed["commands/_connect.ts"]).to.include('name: "X-Acme-Token"');
    expect(keyed["commands/_simulator/credentials.ts"]).to.include('headers["x-acme-token"]');
    expect(keyed["integration.yml"]).to.include('\ndisplay: "Acme: #1"\n');
    expect(keyed["integration.yml"]).to.include("defaultvalue: https://acme.example\n");
    const oauth = integrationFiles(specOf("acme", { auth: "oauth", tokenPath: "/v2/token" }), toolchain);
    expect(oauth["commands/_oauth.ts"]).to.include('path: "/v2/token"');
    expect(oauth["commands/_simulator/credentials.ts"]).to.include('path: "/v2/token"');
  });

  it("depend on soarkit as it stands, and on exact versions", () => {
    const tree = integrationFiles(specOf("acme"), { soarkit: "file:../soarkit", versions: { valibot: "1.2.3" } });
    const { dependencies } = JSON.parse(tree["package.json"] ?? "") as { dependencies: unknown };
    expect(dependencies).to.deep.equal({ soarkit: "file:../soarkit", valibot: "1.2.3" });
  });

  it("refer to secrets in soar.yml and never hold them", () => {
    const { "soar.yml": text } = integrationFiles(specOf("acme", { auth: "basic" }), toolchain);
    expect(text).to.include("identifier: ${env:ACME_USERNAME}\n        password: ${env:ACME_PASSWORD}\n");
    const { "soar.yml": open } = integrationFiles(specOf("acme", { auth: "none" }), toolchain);
    expect(open).to.not.include("credentials");
  });
});
