import { expect } from "chai";
import fc from "fast-check";
import { ParameterError } from "../../../src/errors.ts";
import { readSourceConfiguration } from "../../../src/events/source/configuration.ts";
import type { Json, JsonObject } from "../../../src/json.ts";

const schema = {
  schema: "AcmeCloud",
  params: { baseURL: "api_url", clientID: "credentials.identifier", secretKey: "credentials.password" },
  streams: { auditLogs: "audit-logs", alerts: "alerts", fileEvents: "file-events" },
  hosts: { baseURL: ["api.us.acme.test", "api.eu.acme.test"] },
};

const config: JsonObject = {
  name: "Acme",
  description: "All of it",
  category: "acme",
  fields: { team: "soc", _siemForward: true },
  baseURL: "https://api.us.acme.test",
  clientID: "key-1",
  secretKey: "canary-4711",
  dataCollection: ["fileEvents", "auditLogs", "auditLogs"],
};

function documentOf(changes: JsonObject = {}, source: JsonObject = {}): string {
  const whole = { config: { ...config, ...changes }, schemaRef: { type: "AcmeCloud" }, sourceType: "Universal" };
  return JSON.stringify({ "api.version": "v1", source: { ...whole, ...source } });
}

function faultsOf(text: string): string[] {
  try {
    readSourceConfiguration(text, schema);
  } catch (thrown) {
    if (!(thrown instanceof ParameterError)) throw thrown;
    expect(`${thrown.message}${thrown.hint}`).not.to.include("canary");
    return thrown.message.split("\n").slice(1);
  }
  return [];
}

describe("readSourceConfiguration", () => {
  it("reads a source: its parameters, its streams in the manifest's order, and what its events carry", () => {
    expect(readSourceConfiguration(documentOf(), schema)).to.deep.equal({
      name: "Acme",
      category: "acme",
      fields: { team: "soc", _siemForward: "true" },
      params: {
        api_url: "https://api.us.acme.test",
        "credentials.identifier": "key-1",
        "credentials.password": "canary-4711",
      },
      streams: ["audit-logs", "file-events"],
      config,
    });
  });

  it("reads one that says no more than it must: all streams, no category, no fields", () => {
    const { baseURL, clientID, secretKey } = config;
    const least = { name: "Acme", baseURL, clientID, secretKey } as JsonObject;
    const text = `\uFEFF${documentOf({}, { config: least })}`;

    expect(readSourceConfiguration(text, schema)).to.deep.include({
      fields: {},
      streams: ["audit-logs", "alerts", "file-events"],
    });
    expect(readSourceConfiguration(text, schema)).to.not.have.property("category");
  });

  it("resolves references before it looks at what they stand for", () => {
    const resolve = (text: string) =>
      text === "nowhere" ? { faults: ["X is not set."] } : { value: text.replace("where", "api.eu.acme.test") };
    const { params } = readSourceConfiguration(documentOf({ baseURL: "where" }), schema, resolve);

    expect(params.api_url).to.equal("api.eu.acme.test");
    expect(() => readSourceConfiguration(documentOf({ clientID: "nowhere" }), schema, resolve)).to.throw(
      ParameterError,
      "$.source.config.clientID: X is not set.",
    );
  });

  it("takes a text where the streams are one, or several behind commas", () => {
    const streams = (dataCollection: Json) => readSourceConfiguration(documentOf({ dataCollection }), schema).streams;

    expect([streams("alerts"), streams("fileEvents, alerts"), streams(null)]).to.deep.equal([
      ["alerts"],
      ["alerts", "file-events"],
      ["audit-logs", "alerts", "file-events"],
    ]);
  });

  it("names every fault, with its place and what was meant", () => {
    const text = JSON.stringify({
      "api.versoin": "v1",
      source: {
        config: {
          nmae: "Acme",
          category: 5,
          fields: { team: 1, "a b": null },
          baseURL: "https://api.uss.acme.test",
          clientID: true,
          dataCollection: ["auditLog", 7],
        },
        schemaRef: { type: "AcmeClod", version: 2 },
        sourceType: "HTTP",
        id: 1,
      },
    });

    expect(faultsOf(text)).to.deep.equal([
      '$["api.versoin"]: this key is not known. Did you mean "api.version"?',
      '$["api.version"]: it must be "v1".',
      "$.source.id: this key is not known.",
      "$.source.schemaRef.version: this key is not known.",
      '$.source.schemaRef.type: it must be "AcmeCloud". Did you mean "AcmeCloud"?',
      '$.source.sourceType: it must be "Universal".',
      '$.source.config.nmae: this key is not known. Did you mean "name"?',
      "$.source.config.name: it is missing.",
      "$.source.config.category: it must be a text.",
      '$.source.config.baseURL: api.uss.acme.test is none of its hosts. Did you mean "api.us.acme.test"?',
      "$.source.config.clientID: it must be a text.",
      "$.source.config.secretKey: it is missing.",
      "$.source.config.fields.team: it must be a text.",
      '$.source.config.fields["a b"]: it must be a text.',
      '$.source.config.dataCollection[0]: "auditLog" is nothing to collect. Did you mean "auditLogs"?',
      "$.source.config.dataCollection[1]: it must be a text.",
    ]);
  });

  it("refuses what is no source at all", () => {
    expect(faultsOf("")).to.deep.equal(["$: it is no JSON."]);
    expect(faultsOf('{ "secretKey": "canary-4711", }')).to.deep.equal(["$: it is no JSON."]);
    expect(faultsOf("[]")).to.deep.equal(["$: it is no object."]);
    expect(faultsOf('{"api.version":"v1"}')).to.deep.equal(["$.source: it is missing."]);
    expect(
      faultsOf('{"api.version":"v1","source":{"config":5,"schemaRef":[],"sourceType":"Universal"}}'),
    ).to.deep.equal(["$.source.schemaRef: it must be an object.", "$.source.config: it must be an object."]);
    expect(faultsOf(documentOf({ dataCollection: [] }))).to.deep.equal([
      "$.source.config.dataCollection: it must be a list of names.",
    ]);
    expect(faultsOf(documentOf({}, { schemaRef: { type: 5 } }))).to.deep.equal([
      '$.source.schemaRef.type: it must be "AcmeCloud".',
    ]);
    expect(faultsOf(documentOf({ name: "a\nb" }))).to.deep.equal([
      "$.source.config.name: it must be at most 128 letters on one line.",
    ]);
  });

  it("refuses what is too large, too deep, or reaches into prototypes", () => {
    const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;

    expect(faultsOf(documentOf({ description: "a".repeat(70_000) }))).to.deep.equal([
      "$: it has more than 65536 bytes.",
    ]);
    expect(faultsOf(deep)).to.have.length(1);
    expect(faultsOf(deep)[0]).to.match(/it is nested more than 20 deep\.$/);
    expect(faultsOf(documentOf().replace('"fields":{', '"fields":{"__proto__":"x",'))).to.deep.equal([
      "$.source.config.fields.__proto__: this key is refused.",
    ]);
    const wrong = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`key${String(at)}`, at]));
    expect(faultsOf(documentOf(wrong))).to.have.length(31);
    expect(faultsOf(documentOf(wrong)).at(-1)).to.equal("… and 20 more.");
  });

  const addresses: [string, string | undefined][] = [
    ["api.eu.acme.test", undefined],
    ["https://api.eu.acme.test/", undefined],
    ["http://127.0.0.1:8080/gateway", undefined],
    ["https://localhost", undefined],
    ["http://[::1]:8080", undefined],
    ["http://api.eu.acme.test", "it must begin with https://."],
    ["ftp://127.0.0.1", "it must begin with https://."],
    ["https://api.eu.acme.test:8443", 'api.eu.acme.test:8443 is none of its hosts. Did you mean "api.eu.acme.test"?'],
    ["https://api.eu.acme.test/v1", "it must be a host alone, without a path."],
    ["https://me:canary@api.eu.acme.test", "it is no address."],
    ["https://", "it is no address."],
  ];

  for (const [baseURL, fault] of addresses) {
    it(`${fault === undefined ? "takes" : "refuses"} the address ${baseURL}`, () => {
      expect(faultsOf(documentOf({ baseURL }))).to.deep.equal(
        fault === undefined ? [] : [`$.source.config.baseURL: ${fault}`],
      );
    });
  }

  it("answers for any JSON, with a source or with faults", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const text = fc.oneof(
      value.map((any) => JSON.stringify(any)),
      fc.string(),
      fc.dictionary(fc.constantFrom(...Object.keys(config)), value).map((any) => documentOf(any as JsonObject)),
    );
    fc.assert(fc.property(text, (given) => void faultsOf(given)));
  });
});
