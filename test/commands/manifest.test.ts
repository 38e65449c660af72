import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { generateTypes } from "../../src/manifest/generate-types.ts";
import { lintManifest } from "../../src/manifest/lint.ts";
import { manifest } from "./tenant.ts";

describe("Code42's manifest", () => {
  it("has no findings", () => {
    expect(lintManifest(readFileSync("integration.yml", "utf8"), "integration.yml")).to.deep.equal([]);
  });

  it("is what the committed types were generated from", () => {
    expect(readFileSync("commands/_manifest.gen.ts", "utf8")).to.equal(generateTypes(manifest));
  });

  it("has a handler for every command, for the test and for the fetch", () => {
    const names = [...manifest.commands.map(({ name }) => name), "test-module", "fetch-incidents"];
    expect(names.filter((name) => !existsSync(`commands/${name}.ts`))).to.deep.equal([]);
  });

  it("names the successor of what is deprecated", () => {
    const deprecated = manifest.commands.filter((command) => command.deprecated);
    expect(deprecated.map(({ name, successor }) => [name, successor])).to.deep.equal([
      ["code42-alert-resolve", "code42-alert-update"],
      ["code42-departingemployee-add", "code42-watchlists-add-user"],
      ["code42-departingemployee-remove", "code42-watchlists-remove-user"],
      ["code42-departingemployee-get-all", "code42-watchlists-list-included-users"],
      ["code42-departingemployee-get", "code42-watchlists-list-included-users"],
      ["code42-highriskemployee-add", "code42-watchlists-add-user"],
      ["code42-highriskemployee-remove", "code42-watchlists-remove-user"],
      ["code42-highriskemployee-get-all", "code42-watchlists-list-included-users"],
      ["code42-highriskemployee-get", "code42-watchlists-list-included-users"],
      ["code42-highriskemployee-add-risk-tags", "code42-watchlists-add-user"],
      ["code42-highriskemployee-remove-risk-tags", "code42-watchlists-remove-user"],
    ]);
  });
});
