import { expect } from "chai";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keptManifest, rememberedManifest } from "../../src/dispatch/kept-manifest.ts";
import { ManifestError } from "../../src/errors.ts";
import { loadManifest } from "../../src/manifest/load.ts";

const YAML = (name: string) => `
commonfields: { id: Kept, version: -1 }
name: ${name}
display: Kept
category: Utilities
description: A manifest to keep.
configuration: []
script: { type: javascript, script: "-", commands: [{ name: kept-get, description: Gets. }] }
`;

describe("a manifest kept in parsed form", () => {
  let root = "";
  let path = "";
  let folder = "";
  let loads = 0;
  const read = () =>
    keptManifest(path, folder, () => {
      loads += 1;
      return loadManifest(path);
    });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "soar-kept-"));
    path = join(root, "integration.yml");
    folder = join(root, "kept");
    loads = 0;
    writeFileSync(path, YAML("First"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("is parsed once as long as its file stays the same", async () => {
    const first = await read();
    const second = await read();
    expect(loads).to.equal(1);
    expect(second).to.deep.equal(first);
    expect(second.commands.map(({ name }) => name)).to.deep.equal(["kept-get"]);
  });

  it("is parsed again when its file has changed, and takes the place of the one before", async () => {
    await read();
    writeFileSync(path, YAML("Second"));
    expect((await read()).name).to.equal("Second");
    expect((await read()).name).to.equal("Second");
    expect(loads).to.equal(2);
    expect(readdirSync(folder)).to.have.length(1);
  });

  it("is parsed again when the copy is torn or is no copy", async () => {
    for (const text of ["{", "[]", '{"of":1}']) {
      await read();
      const [name = ""] = readdirSync(folder);
      writeFileSync(join(folder, name), text);
      loads = 0;
      expect((await read()).name).to.equal("First");
      expect(loads).to.equal(1);
      expect(readFileSync(join(folder, name), "utf8")).to.match(/^\{"of":"[0-9a-f]{64}","manifest":/);
    }
  });

  it("is parsed each time where nothing can be written", async () => {
    writeFileSync(folder, "a file where the folder should be");
    expect((await read()).name).to.equal("First");
    expect((await read()).name).to.equal("First");
    expect(loads).to.equal(2);
  });

  it("leaves no draft behind when the copy cannot take its place", async () => {
    await read();
    const [name = ""] = readdirSync(folder);
    rmSync(join(folder, name));
    mkdirSync(join(folder, name));
    expect((await read()).name).to.equal("First");
    expect(readdirSync(folder)).to.deep.equal([name]);
  });

  it("leaves what cannot be read to whoever loads it", async () => {
    rmSync(path);
    const error = await read().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(ManifestError);
    expect(String(error)).to.contain("there is no such file");
  });

  it("is not kept when it has faults", async () => {
    writeFileSync(path, "commonfields: {}");
    await read().catch(() => undefined);
    await read().catch(() => undefined);
    expect(loads).to.equal(2);
  });
});

describe("a manifest remembered in parsed form", () => {
  let root = "";
  let loads: string[] = [];
  const read = (name: string) => {
    const path = join(root, name);
    return rememberedManifest(path, () => {
      loads.push(name);
      return loadManifest(path);
    });
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "soar-remembered-"));
    loads = [];
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("is parsed again only when its file has changed", async () => {
    writeFileSync(join(root, "a.yml"), YAML("First"));
    await read("a.yml");
    expect((await read("a.yml")).name).to.equal("First");
    writeFileSync(join(root, "a.yml"), YAML("Second"));
    expect((await read("a.yml")).name).to.equal("Second");
    expect((await read("a.yml")).name).to.equal("Second");
    expect(loads).to.deep.equal(["a.yml", "a.yml"]);
  });

  it("is everyone's own", async () => {
    writeFileSync(join(root, "a.yml"), YAML("Mine"));
    for (const manifest of [await read("a.yml"), await read("a.yml")]) manifest.commands.length = 0;
    expect((await read("a.yml")).commands.map(({ name }) => name)).to.deep.equal(["kept-get"]);
    expect(loads).to.deep.equal(["a.yml"]);
  });

  it("is forgotten for eight others, and never for one with faults", async () => {
    const names = Array.from({ length: 9 }, (_, index) => `${index}.yml`);
    for (const name of names) writeFileSync(join(root, name), YAML(name));
    for (const name of names) await read(name);
    writeFileSync(join(root, "bad.yml"), "name: [");
    for (const name of ["bad.yml", "none.yml"]) {
      expect(await read(name).catch((error: unknown) => error)).to.be.instanceOf(ManifestError);
    }
    loads = [];
    await read("1.yml");
    await read("0.yml");
    expect(loads).to.deep.equal(["0.yml"]);
  });
});
