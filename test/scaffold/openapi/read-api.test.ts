import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { ArgumentError } from "../../../src/errors.ts";
import { readApi } from "../../../src/scaffold/openapi/read-api.ts";
import { answering, documentOf, documentText } from "./document-of.ts";

async function refused(text: string): Promise<ArgumentError> {
  try {
    await readApi(text, "api.json");
  } catch (error) {
    if (error instanceof ArgumentError) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("an OpenAPI document", () => {
  it("of version 3.0 is read with its server, credentials and operations", async () => {
    const { text, path } = documentText("quayside.yaml");
    const api = await readApi(text, path);
    expect(api.title).to.equal("Quayside Desk API");
    expect(api.baseUrl).to.equal("https://demo.quayside.example/api/v2");
    expect(api.auth).to.deep.equal({ kind: "api-key", keyHeader: "X-Desk-Key" });
    expect(api.operations).to.have.length(34);
    expect(api.remarks).to.deep.equal([]);
  });

  it("of version 2.0 is read alike: bodies, forms, lists joined, files", async () => {
    const { text, path } = documentText("larkfield.json");
    const api = await readApi(text, path);
    expect(api.baseUrl).to.equal("https://api.larkfield.example/rest/v1");
    expect(api.auth).to.deep.equal({ kind: "oauth", tokenPath: "https://api.larkfield.example/rest/v1/token" });
    const [list, create, , , mute, recording] = api.operations;
    expect(list?.parameters.map(({ name, style }) => `${name} ${style}`)).to.deep.equal([
      "pageNumber repeat",
      "pageSize repeat",
      "zones pipe",
      "ids comma",
    ]);
    expect([create?.body?.isForm, create?.body?.isRequired]).to.deep.equal([false, true]);
    expect([mute?.body?.isForm, mute?.body?.isRequired]).to.deep.equal([true, true]);
    expect(recording?.answer).to.deep.equal({ kind: "file", mediaType: "audio/wav" });
  });

  it("of version 3.1 is read alike, with its webhooks left alone", async () => {
    const { text, path } = documentText("mossgate.yaml");
    const api = await readApi(text, path);
    expect(api.baseUrl).to.equal("https://mossgate.example");
    expect(api.auth).to.deep.equal({ kind: "bearer" });
    expect(api.operations.map(({ operationId }) => operationId)).to.deep.equal([
      "indicators.list",
      "indicators.submit",
      "indicators.get",
      "indicators.change",
    ]);
    expect(api.operations[3]?.body?.mediaType).to.equal("application/merge-patch+json");
  });

  it("may write its version as a number", async () => {
    const paths = { "/a": { get: answering({ type: "string" }) } };
    const { operations } = await readApi(JSON.stringify({ openapi: 3.1, info: {}, paths }), "a.json");
    expect(operations).to.have.length(1);
    const old = JSON.stringify({ swagger: 2, info: {}, paths: { "/a": { get: { responses: {} } } } });
    expect((await readApi(old, "a.json")).operations).to.have.length(1);
  });

  it("may name one header twice, in other capitals: what the operation says of it goes before", async () => {
    const header = (name: string, type: string) => ({ name, in: "header", required: true, schema: { type } });
    const get = { parameters: [header("X-Site", "integer"), header("x-site", "string")], responses: {} };
    const { operations } = await readApi(
      documentOf({ "/a": { parameters: [header("X-SITE", "boolean")], get } }),
      "a.json",
    );
    expect(operations[0]?.parameters.map(({ name, shape }) => [name, shape.kind])).to.deep.equal([["x-site", "text"]]);
  });

  it("is refused with all its faults at once", async () => {
    const error = await refused(
      JSON.stringify({ openapi: "4.0", components: { schemas: { A: { $ref: "#/gone" }, B: { $ref: "b.yaml" } } } }),
    );
    expect(error.message).to.equal(
      "api.json cannot be used:\n" +
        '  it is of version "4.0"; 2.0 and 3.0 to 3.2 are understood\n' +
        '  #/components/schemas/A refers to "#/gone", which leads to nothing\n' +
        '  #/components/schemas/B refers to "b.yaml", which lies outside this document and is not read\n' +
        "  it describes no paths",
    );
    expect(error.hint).to.contain("Bundle the document");
    expect((await refused("{}")).message).to.contain("it says neither openapi: nor swagger:");
    expect((await refused(documentOf({}))).hint).to.equal("Mend the document: nothing was written.");
  });

  it("departs from the specification without harm: that is remarked, place by place", async () => {
    const text = documentOf({
      "/a": { get: { parameters: [{ name: "q", in: "quer", schema: {} }], responses: { 200: {} } } },
    });
    const { remarks, operations } = await readApi(text, "api.json");
    expect(operations).to.have.length(1);
    expect(remarks).to.deep.equal([
      "not as the specification has it: #/paths/~1a/get/parameters/0/in must be equal to one of the allowed values: path",
      "not as the specification has it: #/paths/~1a/get/responses/200 must have required property 'description'",
    ]);
  });

  it("is remarked on at most 20 places", async () => {
    const paths = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`/a${index}`, { get: {} }]));
    const { remarks } = await readApi(documentOf(paths), "api.json");
    expect(remarks).to.have.length(21);
    expect(remarks.at(-1)).to.contain("and 20 more places");
  });

  it("is refused with what the specification says where it cannot be understood at all", async () => {
    const error = await refused(
      JSON.stringify({
        swagger: "2.0",
        info: { title: "x", version: "1" },
        consumes: 5,
        paths: { "/a": { post: BODY } },
      }),
    );
    expect(error.message).to.equal(
      "api.json cannot be used:\n" +
        "  it cannot be brought to OpenAPI 3.1: consumes is not iterable\n" +
        "  #/consumes must be array",
    );
    expect(error.cause).to.be.instanceOf(TypeError);
  });

  it("opens no connection and no file, whatever it refers to", async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end("{}"));
    server.on("connection", () => (connections += 1));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const folder = mkdtempSync(join(tmpdir(), "soar-openapi-"));
    const secret = join(folder, "secret.json");
    writeFileSync(secret, '{"type":"string","description":"a secret"}');
    try {
      for (const reference of [`http://127.0.0.1:${port}/x.json`, secret, `file://${secret}`, "secret.json"]) {
        const text = documentOf({ "/a": { get: answering({ $ref: reference }) } });
        const error = await refused(text);
        expect(error.message).to.contain("lies outside this document and is not read");
        expect(error.message).not.to.contain("a secret");
        // In an example it is data, which the validator must not follow either.
        const harmless = documentOf({ "/a": { get: answering({ type: "object", example: { $ref: reference } }) } });
        const { operations } = await readApi(harmless, secret);
        expect(JSON.stringify(operations)).not.to.contain("a secret");
      }
      expect(connections).to.equal(0);
    } finally {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("ends soon, however its schemas multiply", async () => {
    const schemas: Record<string, object> = { S40: { type: "object", properties: { id: { type: "string" } } } };
    for (let level = 0; level < 40; level++) {
      const next = { $ref: `#/components/schemas/S${level + 1}` };
      schemas[`S${level}`] = { type: "object", properties: { a: next, b: next }, allOf: [next, next] };
    }
    const text = documentOf(
      { "/a": { get: answering({ $ref: "#/components/schemas/S0" }) } },
      { components: { schemas: JSON.parse(JSON.stringify(schemas)) as never } },
    );
    expect((await readApi(text, "a.json")).operations).to.have.length(1);
  });

  it("says what stands in an operation's way", async () => {
    const form = (type: string) => ({ required: true, content: { [type]: { schema: { type: "string" } } } });
    const text = documentOf({
      "/a": {
        post: { requestBody: form("multipart/form-data"), responses: {} },
        put: { requestBody: form("application/x-www-form-urlencoded"), responses: {} },
        get: { responses: { "200": { description: "", content: { "application/xml": {} } } } },
        delete: { parameters: [{ name: "c", in: "cookie", required: true, schema: {} }], responses: {} },
        patch: { parameters: [{ name: "no header", in: "header", required: true, schema: {} }], responses: {} },
      },
      "/b/{id}.json": { get: { responses: {} } },
      "/c d": { get: { responses: {} } },
      "/f/{x}": { get: { responses: {} } },
      "/f/{y}": { get: { responses: {} } },
      [`/${"e".repeat(500)}`]: { get: { responses: {} } },
    });
    const { operations } = await readApi(text, "a.json");
    expect(operations.map(({ obstacles }) => obstacles[0])).to.deep.equal([
      "its body is multipart/form-data, and only JSON and plain forms are sent",
      "its form has no fields that could be filled in",
      "it answers application/xml, and only JSON and files are read",
      "it needs the cookie c",
      "it needs the header no header, which is none",
      "the part {id}.json of its path is a parameter only in part",
      "its path holds what no path may hold",
      undefined,
      "its path is that of /f/{x} under other names",
      "its path has more than 400 characters",
    ]);
  });
});

const BODY = { parameters: [{ in: "body", name: "b", schema: {} }], responses: { "200": { description: "" } } };
