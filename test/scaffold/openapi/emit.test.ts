import { expect } from "chai";
import type { JsonObject } from "../../../src/json.ts";
import { openApiIntegration } from "../../../src/scaffold/openapi/scaffold-openapi.ts";
import { answering, documentOf } from "./document-of.ts";

async function filesOf(paths: JsonObject, rest: JsonObject = {}): Promise<Record<string, string>> {
  const { files } = await openApiIntegration(
    documentOf(paths, rest),
    "a.json",
    { name: "acme", operations: ["*"] },
    {
      soarkit: "*",
      versions: {},
    },
  );
  return files;
}

/** The lines of a file that hold a word. */
function linesWith(text: string | undefined, word: string): string[] {
  return (text ?? "").split("\n").flatMap((line) => (line.includes(word) ? [line.trim()] : []));
}

const thing = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
const text = { type: "string" };

describe("what is written for a command", () => {
  it("lets a GET that does something be repeated by nobody", async () => {
    const files = await filesOf({ "/rebootHost": { get: answering(thing) } });
    expect(linesWith(files["commands/_api/host.ts"], "http.send")).to.deep.equal([
      'http.send({ method: "GET", path: "/rebootHost", reads: false, answer: hostRebootSchema, signal }),',
    ]);
    expect(linesWith(files["integration.yml"], "effect:")).to.deep.equal(["effect: write"]);
  });

  it("passes values as the vendor wants them: joined, as JSON, as moments and days, as text in headers", async () => {
    const list = { type: "array", items: { type: "string", format: "date" } };
    const object = { type: "object", properties: { a: text } };
    const parameters = [
      { name: "days", in: "query", explode: false, schema: list },
      { name: "each", in: "query", schema: list },
      { name: "spaced", in: "query", style: "spaceDelimited", explode: false, schema: { type: "array", items: text } },
      { name: "where", in: "query", content: { "application/json": { schema: object } } },
      { name: "whole", in: "query", content: { "application/json": { schema: { type: "array", items: object } } } },
      { name: "at", in: "query", required: true, schema: { type: "string", format: "date-time" } },
      { name: "X-Count", in: "header", required: true, schema: { type: "integer" } },
      { name: "X-Share", in: "header", required: true, schema: { type: "number" } },
      { name: "X-Names", in: "header", required: true, schema: { type: "array", items: text } },
    ];
    const files = await filesOf({ "/things": { get: { parameters, ...answering(thing) } } });
    expect(files["commands/acme-thing-get.ts"]).to.contain(`  const query = {
    at: toMoment(args.at),
    days: args.days?.map((each) => toDay(each)).join(","),
    each: args.each?.map((each) => toDay(each)),
    spaced: args.spaced?.join(" "),
    where: toJsonText(args.where),
    whole: toJsonText(args.whole),
  };
  const headers = { "X-Count": String(args.x_count), "X-Share": args.x_share, "X-Names": args.x_names.join(",") };
`);
  });

  it("asks for pages until one is empty where nothing else tells the end", async () => {
    const parameters = [
      { name: "page", in: "query", schema: { type: "integer" } },
      { name: "size", in: "query", schema: { type: "integer", default: 200 } },
    ];
    const files = await filesOf({ "/things": { get: { parameters, ...answering({ type: "array", items: thing }) } } });
    expect(linesWith(files["commands/_api/thing.ts"], "size")).to.deep.equal([
      "size: 1,",
      "query: { page: number, size: 200 },",
    ]);
  });

  it("asks for no more at once than the vendor gives", async () => {
    const of = (schema: JsonObject) => ({
      get: { parameters: [{ name: "limit", in: "query", schema }], ...answering({ type: "array", items: thing }) },
    });
    const files = await filesOf({ "/things": of({ type: "integer", maximum: 7 }), "/hosts": of({ type: "integer" }) });
    expect(linesWith(files["commands/_api/thing.ts"], "query:")).to.deep.equal([
      "query: { limit: Math.min(limit, 7) },",
    ]);
    expect(linesWith(files["commands/_api/host.ts"], "{ limit }")).to.have.length(1);
  });

  it("names files by what they are, and says when they are not there", async () => {
    const pdf = { responses: { "200": { description: "", content: { "application/pdf": {} } } } };
    const files = await filesOf({ "/reports/{id}": { get: pdf }, "/reports/export": { get: pdf } });
    expect(linesWith(files["commands/_api/report.ts"], "fileName(answered")).to.deep.equal([
      'return { name: fileName(answered, "report.pdf"), content };',
      'return { name: fileName(answered, "report.pdf"), content };',
    ]);
    expect(linesWith(files["commands/acme-report-download.ts"], "undefined")).to.deep.equal([
      "if (file === undefined) return { warnings: [`There is no report ${args.id}.`] };",
    ]);
    expect(linesWith(files["commands/acme-report-export.ts"], "await")).to.deep.equal([
      "const file = await client.report.export(signal);",
    ]);
  });

  it("keeps deprecated arguments and commands, and says what they are", async () => {
    const parameters = [{ name: "old", in: "query", required: true, deprecated: true, schema: text }];
    const files = await filesOf({ "/things": { get: { deprecated: true, parameters, ...answering(thing) } } });
    expect(linesWith(files["integration.yml"], "eprecated")).to.deep.equal([
      "description: Deprecated. Looks up a thing.",
      "deprecated: true",
      "description: Deprecated. Old.",
      "deprecated: true",
    ]);
  });

  it("calls things otherwise that are called like what the code is made of", async () => {
    const many = answering({ type: "array", items: thing });
    const files = await filesOf({ "/args": { get: many }, "/bodies/{body}": { get: answering(thing) } });
    expect(linesWith(files["commands/acme-arg-list.ts"], "await ")).to.deep.equal([
      "const argsList = await client.arg.list(signal);",
    ]);
    expect(linesWith(files["commands/acme-body-get.ts"], "await ")).to.deep.equal([
      "const bodyEntity = await ifFound(client.body.get(args.body, signal));",
    ]);
    expect(linesWith(files["commands/_api/body.ts"], "signal: AbortSignal")).to.deep.equal([
      "get: (bodyValue: string, signal: AbortSignal) =>",
    ]);
  });

  it("has a test-module that says what to write where nothing can be read without being told what", async () => {
    const files = await filesOf({ "/things/{id}": { get: answering(thing) } });
    expect(files["commands/test-module.ts"]).to.contain("write here what tries URL and credentials");
    const listed = await filesOf({ "/things": { get: answering({ type: "array", items: thing }) } });
    expect(linesWith(listed["commands/test-module.ts"], "await")).to.deep.equal(["await client.thing.list(signal);"]);
  });

  it("reads members that may be missing or null as such, and their parts only where they are there", async () => {
    const schema = {
      type: "object",
      required: ["sure", "maybe"],
      properties: {
        sure: thing,
        maybe: { ...thing, nullable: true },
        some: { type: "array", items: thing },
        gaps: { type: "array", items: { ...thing, nullable: true } },
        numbers: { type: "array", items: { type: "integer", nullable: true } },
        grid: { type: "array", items: { type: "array", items: text } },
      },
    };
    const files = await filesOf({ "/things": { get: answering(schema) } });
    expect(files["commands/_api/thing.ts"]).to.contain(`export const thingSchema = v.object({
  sure: v.object({ id: v.string() }),
  maybe: v.nullable(v.object({ id: v.string() })),
  some: v.optional(v.array(v.object({ id: v.string() }))),
  gaps: v.optional(v.array(v.nullable(v.record(v.string(), v.unknown())))),
  numbers: v.optional(v.array(v.nullable(v.number()))),
  grid: v.optional(v.array(v.array(v.string()))),
});
`);
    expect(files["commands/_map/thing.ts"]).to.contain(`  return {
    Sure: { ID: thing.sure.id },
    Maybe: thing.maybe && { ID: thing.maybe.id },
    Some: thing.some?.map((each) => ({ ID: each.id })),
    Gaps: thing.gaps,
    Numbers: thing.numbers,
    Grid: thing.grid,
  };
`);
  });

  it("signs in as the document says, its token asked for where the document says", async () => {
    const scheme = (tokenUrl: string) => ({
      servers: [{ url: "https://acme.example/api" }],
      components: {
        securitySchemes: { o: { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: {} } } } },
      },
    });
    const paths = { "/things": { get: answering(thing) } };
    const below = await filesOf(paths, scheme("https://acme.example/api/token"));
    expect(below["commands/_oauth.ts"]).to.contain('"/token"');
    const elsewhere = await filesOf(paths, scheme("https://login.example/token"));
    expect(elsewhere["commands/_oauth.ts"]).to.contain("login.example");
  });

  it("shows examples in the simulator, wherever the document has them", async () => {
    const schema = { type: "object", properties: { id: text, name: text, tags: { type: "array", items: text } } };
    const files = await filesOf({
      "/things": {
        get: {
          responses: {
            "200": {
              description: "",
              content: {
                "application/json": {
                  schema: { type: "object", properties: { items: { type: "array", items: schema } } },
                  example: { items: [{ id: "T-7", name: "Lamp", tags: ["red"] }] },
                },
              },
            },
          },
        },
      },
    });
    expect(linesWith(files["commands/_simulator/tables/thing.ts"], "example")).to.deep.equal([
      'id: { kind: "text", example: "T-7" },',
      'name: { kind: "text", example: "Lamp" },',
      'tags: { kind: "list", item: { kind: "text", example: "red" } },',
    ]);
  });
});
