import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveInstances } from "../../src/engine/resolve-instances.ts";
import { ArgumentError, ManifestError, ParameterError } from "../../src/errors.ts";
import type { InstanceConfig } from "../../src/instance/load.ts";

describe("resolveInstances", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "soar-resolve-"));
    mkdirSync(join(folder, "acme"));
    writeFileSync(
      join(folder, "acme", "integration.yml"),
      `commonfields: {id: Acme, version: -1}
name: Acme
display: Acme
category: Utilities
description: For tests.
configuration:
- {name: url, display: URL, type: 0, required: true}
- {name: limit, display: Limit, type: 1, required: false}
script: {type: javascript, script: '-', commands: []}
`,
    );
    mkdirSync(join(folder, "broken"));
    writeFileSync(join(folder, "broken", "integration.yml"), "name: [");
  });
  after(() => rmSync(folder, { recursive: true }));

  const config = (name: string, rest: Partial<InstanceConfig> = {}): InstanceConfig => ({
    name,
    params: { url: "x" },
    referenced: [],
    ...rest,
  });

  async function resolve(configs: InstanceConfig[], fallback = "acme") {
    return resolveInstances(configs, { fallback: join(folder, fallback), env: {} });
  }

  async function refused(configs: InstanceConfig[], fallback?: string): Promise<unknown> {
    try {
      await resolve(configs, fallback);
    } catch (thrown) {
      return thrown;
    }
    throw new Error("nothing was refused");
  }

  it("gives every instance its parameters, and those of one integration one manifest", async () => {
    const [one, two] = await resolve([config("one"), config("two", { integration: join(folder, "acme") })]);
    expect(one?.params.params).to.deep.equal({ url: "x" });
    expect(two?.integration).to.equal(one?.integration);
  });

  it("names every fault of every instance", async () => {
    const error = await refused([
      config("one", { params: { limit: "x" } }),
      config("two"),
      config("three", { integration: join(folder, "nowhere") }),
    ]);
    expect(error).to.be.instanceOf(ParameterError);
    const { message, hint } = error as ParameterError;
    expect(message.split("\n")).to.deep.equal([
      'Instance "one": Missing parameter "url" (URL): set SOAR_URL.',
      'Instance "one": Parameter "limit" must be a whole number, not "x" (from soar.yml).',
      `Instance "three": ${join(folder, "nowhere")} holds no integration.yml.`,
    ]);
    expect(hint).to.equal(
      "Set the variable named, or write the parameter under params of the instance in soar.yml. " +
        "Correct the instance's `integration`: the folder, from soar.yml's own.",
    );
  });

  it("does not name the instance where there is but one", async () => {
    expect(await refused([config("one", { params: {} })])).to.have.property(
      "message",
      'Missing parameter "url" (URL): set SOAR_URL.',
    );
  });

  it("leaves to whoever asked for a folder, or wrote a manifest, what is theirs", async () => {
    expect(await refused([config("one"), config("two")], "nowhere")).to.be.instanceOf(ArgumentError);
    expect(await refused([config("one", { integration: join(folder, "broken") })])).to.be.instanceOf(ManifestError);
  });
});
