import { expect } from "chai";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newIntegration } from "../../src/cli/new-integration.ts";
import { writeTree } from "../../src/cli/new-write.ts";
import { ArgumentError, StoreError } from "../../src/errors.ts";
import { recordingIo } from "../scaffold/new-io.ts";
import { soar } from "./soar.ts";

describe("soar new integration", () => {
  let parent = "";
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "soar-new-"));
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));

  const globals = { store: "" };
  const failed = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it("tells what it wrote, folder by folder, and the next three commands", async () => {
    const io = recordingIo();
    expect(await newIntegration("acme", {}, globals, io, parent)).to.equal(0);
    expect(io.out.join("\n")).to.equal(
      [
        "acme/",
        "  .gitignore  .mocharc.cjs  .npmrc  .prettierrc.json  README.md  integration.yml",
        "  package.json  soar.yml  tsconfig.json",
        "acme/commands/",
        "  _api.ts  _connect.ts  _fetch.ts  _manifest.gen.ts  _map.ts",
        "  acme-item-create.ts  acme-item-get.ts  acme-item-list.ts  fetch-incidents.ts",
        "  test-module.ts",
        "acme/commands/_simulator/",
        "  credentials.ts  index.ts  items.ts",
        "acme/test/commands/",
        "  acme-item-create.test.ts  acme-item-get.test.ts  acme-item-list.test.ts",
        "  fetch-incidents.test.ts  test-module.test.ts",
        "acme/test_data/items/",
        "  acme-item-create.json  acme-item-get.json  acme-item-list.json",
        "  fetch-incidents.json  test-module.json",
        "",
        "Next:",
        "",
        "cd acme && npm install",
        "npx soar demo",
        "npm test",
      ].join("\n"),
    );
  });

  it("gives one JSON document with --json", async () => {
    const io = recordingIo();
    await newIntegration("acme", { auth: "none", paging: "none" }, { ...globals, json: true }, io, parent);
    const { folder, files } = JSON.parse(io.out.join("\n")) as { folder: string; files: string[] };
    expect(folder).to.equal(join(parent, "acme"));
    expect(files).to.include.members(["integration.yml", "test_data/items/fetch-incidents.json"]);
    expect(files.filter((file) => !existsSync(join(folder, file)))).to.deep.equal([]);
  });

  it("asks on a terminal for what was not said, again until it understands", async () => {
    const io = recordingIo(["api.acme.example/v1/", "outh", "oauth", ""]);
    await newIntegration("acme", {}, globals, io, parent);
    expect(io.questions).to.deep.equal([
      "Base URL of the vendor's API [https://acme.example]: ",
      "How requests prove who asks (none, api-key, basic, bearer, oauth) [api-key]: ",
      "How requests prove who asks (none, api-key, basic, bearer, oauth) [api-key]: ",
      "How the vendor gives long lists (none, page, offset, token) [page]: ",
    ]);
    expect(io.err).to.deep.equal(['There is no kind of authentication "outh". Did you mean "oauth"?']);
    const read = (file: string) => readFileSync(join(parent, "acme", file), "utf8");
    expect(read("soar.yml")).to.include("url: https://api.acme.example/v1\n");
    expect(read("commands/_connect.ts")).to.include("clientCredentials");
    expect(read("commands/_api.ts")).to.include("pageByNumber");
  });

  it("asks nothing that was said", async () => {
    const io = recordingIo([]);
    const given = { baseUrl: "https://acme.example", auth: "basic", paging: "token" };
    await newIntegration("acme", given, { ...globals, quiet: true }, io, parent);
    expect([io.questions, io.out, io.err]).to.deep.equal([[], [], []]);
  });

  it("names everything that is wrong at once, and writes nothing", async () => {
    const given = { baseUrl: "ftp://x", auth: "outh", paging: "pag" };
    const error = await failed(newIntegration("Acme", given, globals, recordingIo([]), parent));
    expect(error)
      .to.be.instanceOf(ArgumentError)
      .with.property("message")
      .that.equals(
        [
          'The name must be lower-case words joined by hyphens, such as acme-edr, not "Acme". Did you mean "acme"?',
          'The base URL must begin with https://, http:// being for this machine alone, got "ftp://x".',
          'There is no kind of authentication "outh". Did you mean "oauth"?',
          'There is no kind of paging "pag". Did you mean "page"?',
        ].join("\n"),
      );
    expect(existsSync(join(parent, "Acme"))).to.equal(false);
  });

  it("takes an empty folder, and refuses one that is used, a file, and a disk that refuses", async () => {
    mkdirSync(join(parent, "empty"));
    expect(await newIntegration("empty", {}, globals, recordingIo(), parent)).to.equal(0);
    const again = await failed(newIntegration("empty", {}, globals, recordingIo(), parent));
    expect(again).to.be.instanceOf(ArgumentError).with.property("message").that.includes("is there already");
    writeFileSync(join(parent, "file"), "");
    expect(await failed(newIntegration("file", {}, globals, recordingIo(), parent))).to.be.instanceOf(ArgumentError);
    const error = await failed(writeTree(join(parent, "file"), { "a.ts": "" }));
    expect(error).to.be.instanceOf(StoreError).with.property("message").that.includes("cannot be written: ");
  });

  it("is reached by its words", async () => {
    const { code, err } = await soar(["new", "integration", "Acme", "--auth", "x"]);
    expect(code).to.equal(2);
    expect(err).to.include('Did you mean "acme"?').and.include('There is no kind of authentication "x".');
  });

  it("refuses --operations without the document to choose them from", async () => {
    const { code, err } = await soar(["new", "integration", "acme", "--operations", "x"]);
    expect([code, err]).to.deep.equal([
      2,
      "error: --operations chooses from an OpenAPI document.\nto you: Name it: --from openapi.yaml.\n",
    ]);
  });
});
