import fc from "fast-check";
import type { Json, JsonObject } from "../../../src/json.ts";

/** Words of paths, members and parameters: good ones, and those that code, YAML or paging stumbles over. */
const words = fc.constantFrom(
  ...["tickets", "assets", "people", "status", "settings", "search", "close", "me", "count", "by-email", "v1", "api"],
  ...["items", "data", "id", "ID", "ticketId", "class", "default", "delete", "new", "query", "body", "limit", "page"],
  ...["offset", "cursor", "next", "total", "signal", "http", "args", "client", "constructor", "weird name", "it's"],
  ...['say "x"', "a.b", "@type", "$filter", "x[y]", "ünï", "1st", "Date", "Error", "using", "value", "type", "name"],
  ...["very-long-word-that-goes-on-and-on-and-on", "`tick`", "${x}", "*/", "A", "createdAt", "isActive", "tags"],
);

const texts = fc.constantFrom(
  "",
  "Plain.",
  "Ends */ here",
  "`code` and ${x}",
  "a: b # c",
  "- item",
  '"quoted"',
  "<b>x</b>",
);

const pathWords = fc.constantFrom(
  ...[
    "tickets",
    "assets",
    "people",
    "settings",
    "search",
    "close",
    "count",
    "by-email",
    "v1",
    "api",
    "me",
    "bulk-update",
  ],
  ...["alert-rules", "getUsers", "closeTicket", "default", "class", "comments", "status", "reset-password", "exports"],
);

const scalar = fc.oneof(
  fc.record({
    type: fc.constant("string"),
    format: fc.constantFrom("date", "date-time", "uuid", "email", "binary", "odd"),
  }),
  fc.record({
    type: fc.constant("string"),
    enum: fc.uniqueArray(words, { minLength: 1, maxLength: 4 }),
    default: words,
  }),
  fc.record({ type: fc.constantFrom("integer", "number", "boolean", "string"), description: texts }),
  fc.record({ type: fc.constant("integer"), minimum: fc.constant(1), maximum: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ type: fc.constant("string"), nullable: fc.constant(true), example: words }),
  fc.constant({}),
);

const component = fc.constantFrom("Ticket", "Asset", "Error", "User", "Date").map((name) => ({
  $ref: `#/components/schemas/${name}`,
}));

/** An object that requires about half of its members, at times one that it does not describe. */
function objectOf(member: fc.Arbitrary<JsonObject>, maxKeys: number): fc.Arbitrary<JsonObject> {
  const members = fc.dictionary(words, fc.tuple(member, fc.boolean()), { maxKeys, noNullPrototype: true });
  return fc.tuple(members, fc.uniqueArray(words, { maxLength: 1 })).map(([drawn, others]): JsonObject => {
    const own = Object.entries(drawn);
    const required = own.filter(([, [, isRequired]]) => isRequired).map(([name]) => name);
    return {
      type: "object",
      properties: Object.fromEntries(own.map(([name, [of]]) => [name, of])),
      required: [...new Set([...required, ...others])],
    };
  });
}

const schema = fc.letrec<{ any: JsonObject }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    component,
    fc.record({ type: fc.constant("array"), items: tie("any") }),
    fc.record({ allOf: fc.array(tie("any"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ oneOf: fc.array(tie("any"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ type: fc.constant("object"), additionalProperties: fc.boolean() }),
    fc.record({ object: objectOf(tie("any"), 5), description: texts }).map(({ object, description }) => ({
      ...object,
      description,
    })),
  ),
})).any;

/** A component says something of its own: one that is but a reference could refer to itself, which is refused. */
const described = objectOf(schema, 6);

function content(type: string, of: JsonObject): JsonObject {
  return { content: { [type]: { schema: of } } };
}

const operation = fc.record(
  {
    operationId: fc.constantFrom("x", "listTickets", "assignTicket", "x"),
    summary: texts,
    tags: fc.array(words, { maxLength: 1 }),
    parameters: fc.uniqueArray(
      fc.record({
        name: words,
        in: fc.constantFrom("query", "header", "query"),
        required: fc.boolean(),
        schema,
        style: fc.constantFrom("form", "deepObject", "pipeDelimited"),
        explode: fc.boolean(),
      }),
      { maxLength: 4, selector: (parameter) => `${parameter.in} ${parameter.name}` },
    ),
    requestBody: fc
      .tuple(fc.constantFrom("application/json", "application/x-www-form-urlencoded"), schema, fc.boolean())
      .map(([type, of, required]): JsonObject => ({ ...content(type, of), required })),
    responses: fc
      .tuple(fc.constantFrom("application/json", "application/json", "application/pdf", ""), schema)
      .map(([type, of]): JsonObject => ({ "200": { description: "x", ...(type === "" ? {} : content(type, of)) } })),
  },
  { requiredKeys: ["responses"] },
);

const path = fc
  .array(fc.tuple(pathWords, fc.constantFrom("", "/{id}", "/{ticketId}", "")), { minLength: 1, maxLength: 3 })
  .map((parts) => {
    let count = 0;
    return parts
      .map(([word, value]) => `/${word}${value.replace("}", () => (count++ === 0 ? "}" : `${String(count)}}`))}`)
      .join("");
  });

/** OpenAPI 3.0 documents that refer only to what they hold: mean, and never wrong in what matters. */
export const anyDocument: fc.Arbitrary<JsonObject> = fc
  .record({
    paths: fc.dictionary(
      path,
      fc.dictionary(fc.constantFrom("get", "post", "put", "patch", "delete"), operation, {
        minKeys: 1,
        maxKeys: 4,
        noNullPrototype: true,
      }),
      { minKeys: 1, maxKeys: 6, noNullPrototype: true },
    ),
    components: fc.record({
      schemas: fc.record({
        Ticket: described,
        Asset: described,
        Error: described,
        User: described,
        Date: described,
      }),
    }),
  })
  .map(({ paths, components }) => ({ ...HEAD, paths: plain(paths), components: plain(components) }));

// --- internal ---

const HEAD = { openapi: "3.0.3", info: { title: "Any", version: "1" }, servers: [{ url: "https://any.example" }] };

function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
