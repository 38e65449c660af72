import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generateTypes } from "../../src/manifest/generate-types.ts";
import { lintManifest } from "../../src/manifest/lint.ts";
import { loadManifest } from "../../src/manifest/load.ts";
import { folder } from "./lodestar.ts";

const path = join(folder, "integration.yml");

describe("the second integration's manifest", () => {
  it("has no finding", () => {
    expect(lintManifest(readFileSync(path, "utf8"), path)).to.deep.equal([]);
  });

  it("has given the types that are committed (else: soar types --write --integration test/second)", async () => {
    const committed = readFileSync(join(folder, "commands", "_manifest.gen.ts"), "utf8");
    expect(generateTypes(await loadManifest(path))).to.equal(committed);
  });
});
