import { expect } from "chai";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { newFrom } from "../../src/cli/new-from.ts";
import { ArgumentError } from "../../src/errors.ts";
import { recordingIo } from "../scaffold/new-io.ts";
import { soar } from "./soar.ts";

const answer = {
  description: "fine",
  content: { "application/json": { schema: { type: "object", properties: { id: { type: "string" } } } } },
};
const idOf = [{ name: "id", in: "path", required: true, schema: { type: "string" } }];

/** A document of one operation that becomes a command, and `odd` that cannot. */
function documentOf(odd: number): string {
  const feeds = Array.from({ length: odd }, (_, index) => [
    `/feeds/${index}`,
    { get: { responses: { 200: { description: "", content: { "application/atom+xml": {} } } } } },
  ]);
  return stringify({
    openapi: "3.0.3",
    info: { title: "Acme", version: "1" },
    paths: {
      "/things/{id}": { get: { operationId: "getThing", parameters: idOf, responses: { 200: answer } } },
      ...(Object.fromEntries(feeds) as object),
    },
  });
}

describe("soar new integration --from", () => {
  let parent = "";
  let from = "";
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "soar-new-"));
    from = join(parent, "openapi.yaml");
  });
  afterEach(() => rmSync(parent, { recursive: true, force: true }));
  const globals = { store: "" };

  it("writes an integration from a document, and tells what was left out and why", async () => {
    writeFileSync(from, documentOf(22));
    const io = recordingIo();
    expect(await newFrom("acme", { from }, globals, io, parent)).to.equal(0);
    const said = io.out.join("\n");
    expect(said).to.include("\n1 command of 23 operations.\n\nLeft out:\n  GET /feeds/0: ");
    expect(said).to.include("\n  and 2 more (--json tells them all)\n");
    expect(said).to.include("\nOf the document:\n  it names no server");
    expect(said.endsWith("\n\nNext:\n\ncd acme && npm install\nnpx soar demo\nnpm test")).to.equal(true);
    expect(existsSync(join(parent, "acme", "commands", "acme-thing-get.ts"))).to.equal(true);
    expect(existsSync(join(parent, "acme", "test_data", "acme-thing-get.json"))).to.equal(true);
  });

  it("asks on a terminal which operations are wanted, and takes all where nothing is answered", async () => {
    writeFileSync(from, documentOf(1));
    const io = recordingIo(["GET /things*, getThing"]);
    await newFrom("acme", { from }, globals, io, parent);
    expect(io.err.slice(0, 2)).to.deep.equal([
      "acme-thing-get  GET /things/{id}",
      "Tags, operationIds or METHOD /path, with commas between them; * fits anything.",
    ]);
    expect(io.questions).to.deep.equal(["Which of these 1 operations [all]: "]);
    expect(existsSync(join(parent, "acme", "commands", "acme-thing-get.ts"))).to.equal(true);
    expect(await newFrom("acme-two", { from }, globals, recordingIo([""]), parent)).to.equal(0);
    const error = await newFrom("acme-three", { from }, globals, recordingIo(["Nothing"]), parent).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(ArgumentError);
  });

  it("tells all of it in one JSON document, with the base URL that was given", async () => {
    writeFileSync(from, documentOf(0));
    const io = recordingIo();
    const options = { from, baseUrl: "api.acme.example", operations: ["getThing"] };
    await newFrom("acme", options, { ...globals, json: true }, io, parent);
    expect(io.out).to.have.length(1);
    expect(JSON.parse(io.out.join(""))).to.deep.include({
      folder: join(parent, "acme"),
      commands: [{ command: "acme-thing-get", operation: "GET /things/{id}" }],
      leftOut: [],
      remarks: [],
    });
  });

  it("names everything that is wrong at once, and writes nothing", async () => {
    writeFileSync(from, documentOf(0));
    const options = { from, auth: "basic", paging: "page", baseUrl: "ftp://x" };
    const error = await newFrom("Acme", options, globals, recordingIo(), parent).catch((thrown: unknown) => thrown);
    expect(error)
      .to.be.instanceOf(ArgumentError)
      .with.property("message")
      .that.equals(
        [
          'The name must be lower-case words joined by hyphens, such as acme-edr, not "Acme". Did you mean "acme"?',
          'The base URL must begin with https://, http:// being for this machine alone, got "ftp://x".',
          "--auth says nothing beside --from: the document says how requests prove who asks.",
          "--paging says nothing beside --from: the document says how lists are given.",
        ].join("\n"),
      );
    expect(existsSync(join(parent, "Acme"))).to.equal(false);
  });

  it("is reached by its words", async () => {
    const { code, err } = await soar(["new", "integration", "acme", "--from", from]);
    expect(code).to.equal(2);
    expect(err).to.include("there is no such file");
  });
});
