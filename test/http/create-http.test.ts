import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import { ApiError, CredentialsError, ParameterError } from "../../src/errors.ts";
import { createHttp } from "../../src/http/create-http.ts";
import { DryRunStop } from "../../src/http/dry-run.ts";
import { isNotFound } from "../../src/http/not-found.ts";
import { Secret } from "../../src/secrets.ts";
import { anything, bearer, dependencies, json, options, rejection, schema, serve } from "./loopback.ts";
import type { Answering, TestServer } from "./loopback.ts";

const isText = (value: unknown): value is string => typeof value === "string";

describe("createHttp", () => {
  let server: TestServer;
  const start = async (answer: Answering) => (server = await serve(answer));
  afterEach(() => server.close());

  it("sends method, path, query, headers and JSON body, and gives the parsed answer", async () => {
    await start((_, response) => json(response, { ok: true }));
    const client = createHttp(dependencies().deps)(options(`${server.url}/base/`));
    const answer = await client.send({
      method: "POST",
      path: "/v1/items",
      query: { state: ["OPEN", "CLOSED"], none: undefined, empty: null, size: 50, all: false },
      body: { a: [1, "ü"] },
      headers: { "X-Extra": "1" },
      answer: anything,
    });
    expect(answer).to.deep.equal({ ok: true });
    expect(server.seen).to.have.length(1);
    const [request] = server.seen;
    expect(request?.method).to.equal("POST");
    expect(request?.path).to.equal("/base/v1/items?state=OPEN&state=CLOSED&size=50&all=false");
    expect(request?.body).to.equal('{"a":[1,"ü"]}');
    expect(request?.headers).to.include({
      "content-type": "application/json",
      accept: "application/json",
      "user-agent": "Test/1.0 (Example; example.com)",
      "x-extra": "1",
    });
  });

  it("parses a long list as it arrives, and gives the schema what stands for its elements", async () => {
    const text = `{"total":2,"items":[${Array.from({ length: 5000 }, (_, n) => `{"id":${n},"ü":"ü€"}`).join(",")}]}`;
    await start((_, response) => response.end(text));
    const client = createHttp(dependencies().deps)(options(server.url));
    const each = (_: unknown, json: string) => json;
    const answer = await client.send({ method: "GET", path: "/x", list: { key: "items", each }, answer: anything });
    expect(answer).to.have.property("total", 2);
    const { items } = answer as { items: string[] };
    expect([items.length, items[0], items[4999]]).to.deep.equal([5000, '{"id":0,"ü":"ü€"}', '{"id":4999,"ü":"ü€"}']);
  });

  it("says of an answer with a long list that is broken or of another shape what it says of any", async () => {
    const answers = ['{"items":[{"id":1},{"id":', '{"items":[{"id":1},{"id":2}]}'];
    await start((_, response, count) => response.end(answers[count - 1]));
    const client = createHttp(dependencies().deps)(options(server.url));
    const send = () =>
      client.send({
        method: "GET",
        path: "/x",
        list: { key: "items", each: (element) => element },
        answer: schema(isText, "items", "is no text"),
      });
    const broken = (await rejection(send())) as ApiError;
    expect(broken.message).to.match(/^GET \/x was answered with what is no JSON: /);
    expect(broken.body).to.equal(answers[0]);
    const other = (await rejection(send())) as ApiError;
    expect(other.message).to.match(/^GET \/x was answered with data of another shape than expected: /);
    expect(other.body).to.equal(answers[1]);
  });

  it("gives undefined where no answer is wanted, whatever the body is", async () => {
    await start((_, response) => response.end("<html>not JSON"));
    const client = createHttp(dependencies().deps)(options(server.url));
    const answers = await Promise.all([
      client.send({ method: "POST", path: "/x" }),
      client.send({ method: "DELETE", path: "/x" }),
    ]);
    expect(answers).to.deep.equal([undefined, undefined]);
    expect(server.seen.map(({ headers }) => headers["content-type"])).to.deep.equal([undefined, undefined]);
  });

  it("proves itself with basic credentials or a header of the vendor's", async () => {
    await start((_, response) => json(response, 1));
    const make = createHttp(dependencies().deps);
    await make(options(server.url, { kind: "basic", username: "ann", password: new Secret("pä:ss") })).send({
      method: "GET",
      path: "/x",
    });
    await make(options(server.url, { kind: "header", name: "X-Api-Key", value: new Secret("k1") })).send({
      method: "GET",
      path: "/x",
    });
    await make(options(server.url)).send({ method: "GET", path: "/x" });
    const [basic, header, none] = server.seen.map((request) => request.headers);
    expect(basic?.authorization).to.equal("Basic YW5uOnDDpDpzcw==");
    expect(header?.["x-api-key"]).to.equal("k1");
    expect(none).to.not.have.any.keys("authorization", "x-api-key");
  });

  it("refuses a base URL that is none before anything is sent", async () => {
    await start((_, response) => json(response, 1));
    expect(() => createHttp(dependencies().deps)(options("api.example.com"))).to.throw(ParameterError);
  });

  it("names an answer that is no JSON, or a page, and keeps its beginning", async () => {
    const bodies = ['{"items": [', "", "<!DOCTYPE html><title>Log in</title>"];
    const answer = schema(isText, "", "expected a text");
    await start((_, response, count) => response.end(bodies[count - 1]));
    const client = createHttp(dependencies().deps)(options(server.url));
    const errors: unknown[] = [];
    while (errors.length < bodies.length) {
      errors.push(await rejection(client.send({ method: "GET", path: "/x", answer })));
    }
    expect(errors.map((error) => (error as ApiError).message)).to.deep.equal([
      'GET /x was answered with what is no JSON: {"items": [',
      "GET /x was answered with what is no JSON: nothing at all",
      "GET /x was answered with a page, not with data: <!DOCTYPE html><title>Log in</title>",
    ]);
    expect(errors.map((error) => (error as ApiError).hint)).to.deep.equal([
      "The answer is damaged or incomplete. Try again; if it stays so, check the instance's URL and its proxy.",
      "The answer is damaged or incomplete. Try again; if it stays so, check the instance's URL and its proxy.",
      "This may be a login page or a proxy's page. Check the instance's URL and its proxy.",
    ]);
    expect(errors.map((error) => (error as ApiError).body)).to.deep.equal(bodies);
    expect(errors.every((error) => error instanceof ApiError && error.status === 200)).to.equal(true);
  });

  it("names where an answer differs from what was expected", async () => {
    await start((_, response) => json(response, { items: [{ id: 7 }] }));
    const client = createHttp(dependencies().deps)(options(server.url));
    const answer = schema(isText, "items.0.id", "expected a text, received 7");
    const error = await rejection(client.send({ method: "GET", path: "/x", answer }));
    expect(error).to.be.instanceOf(ApiError);
    expect((error as ApiError).message).to.equal(
      "GET /x was answered with data of another shape than expected: items.0.id: expected a text, received 7.",
    );
    expect(server.seen).to.have.length(1);
  });

  it("asks once where there is no token to renew", async () => {
    await start((_, response) => json(response, {}, 401));
    const auth = { kind: "header", name: "X-Api-Key", value: new Secret("k1") } as const;
    const error = await rejection(
      createHttp(dependencies().deps)(options(server.url, auth)).send({ method: "GET", path: "/x" }),
    );
    expect(error).to.be.instanceOf(CredentialsError);
    expect(server.seen).to.have.length(1);
  });

  it("says which permission is missing", async () => {
    await start((_, response) => json(response, { reason: "no" }, 403));
    const client = createHttp(dependencies().deps)(options(server.url));
    const error = await rejection(client.send({ method: "POST", path: "/v1/items/7", reads: true }));
    expect(error).to.be.instanceOf(CredentialsError);
    expect((error as CredentialsError).message).to.equal(
      'The credentials lack the permission for POST /v1/items/7 (403): {"reason":"no"}.',
    );
    expect(server.seen).to.have.length(1);
  });

  it("tells what does not exist from other refusals", async () => {
    await start(({ path }, response) => json(response, { problem: "NAME_EXISTS" }, path === "/gone" ? 404 : 400));
    const client = createHttp(dependencies().deps)(options(server.url));
    const gone = await rejection(client.send({ method: "GET", path: "/gone" }));
    const bad = await rejection(client.send({ method: "GET", path: "/bad" }));
    expect(isNotFound(gone)).to.equal(true);
    expect(isNotFound(bad)).to.equal(false);
    expect(bad).to.include({ status: 400, body: '{"problem":"NAME_EXISTS"}', code: "API", exitCode: 3 });
    expect((bad as ApiError).message).to.equal('GET /bad was answered with 400: {"problem":"NAME_EXISTS"}.');
  });

  describe("in a dry run", () => {
    const dry = () => {
      const described: unknown[] = [];
      const { deps } = dependencies({ dryRun: (request) => described.push(request) });
      return { described, client: createHttp(deps)(options(server.url, bearer())) };
    };

    it("describes a write instead of sending it, and asks for no token", async () => {
      await start((_, response) => json(response, 1));
      const { client, described } = dry();
      await client.send({ method: "POST", path: "/w", query: { a: 1 }, body: { b: 2 } });
      expect(described).to.deep.equal([{ method: "POST", url: `${server.url}/w?a=1`, body: { b: 2 } }]);
      expect(server.seen).to.deep.equal([]);
    });

    it("stops where a write's answer would be needed", async () => {
      await start((_, response) => json(response, 1));
      const { client, described } = dry();
      const stop = await rejection(client.send({ method: "POST", path: "/w", answer: anything }));
      expect(stop).to.be.instanceOf(DryRunStop);
      expect((stop as DryRunStop).message).to.equal("Dry run: POST /w was not sent.");
      expect(await rejection(client.stream({ method: "POST", path: "/w" }))).to.be.instanceOf(DryRunStop);
      expect(described).to.have.length(2);
      expect(server.seen).to.deep.equal([]);
    });

    it("sends what reads, and the request for a token it needs", async () => {
      await start((_, response) => json(response, { access_token: "t1", expires_in: 900 }));
      const { client, described } = dry();
      await client.send({ method: "POST", path: "/search", reads: true, answer: anything });
      expect(described).to.deep.equal([]);
      expect(server.seen.map(({ path }) => path)).to.deep.equal(["/oauth", "/search"]);
    });
  });

  it("loads no HTTP library before its first request, and lets the process end by itself after it", async () => {
    await start((_, response) => json(response, { ok: true }));
    const script = `
      const { createHttp } = await import("./src/http/create-http.ts");
      const { registerHooks } = await import("node:module");
      let loaded = false;
      registerHooks({ load: (url, context, next) => { loaded ||= url.includes("/axios"); return next(url, context); } });
      const log = { debug() {}, info() {}, warn() {}, error() {} };
      const client = createHttp({ log, budget: {}, tokens: {}, now: Date.now, random: Math.random, wait: async () => {},
        clock: { observe() {}, now: Date.now } })({ baseUrl: ${JSON.stringify(server.url)}, auth: { kind: "none" }, userAgent: "x" });
      const before = loaded;
      await client.send({ method: "GET", path: "/x" });
      console.log(JSON.stringify({ before, after: loaded }));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      timeout: 15_000,
    });
    expect(JSON.parse(stdout)).to.deep.equal({ before: false, after: true });
  });

  it("writes one line per try, and neither headers, bodies nor query values", async () => {
    await start(({ path }, response, count) => {
      if (path === "/oauth") json(response, { access_token: "canary-token", expires_in: 900 });
      else json(response, { body: "canary-answer" }, count < 3 ? 500 : 200, { "x-answer": "canary-header" });
    });
    const { deps, lines } = dependencies();
    const client = createHttp(deps)(options(server.url, bearer("canary-secret")));
    await client.send({
      method: "GET",
      path: "/v1/items",
      query: { token: "canary-query" },
      headers: { "x-own": "canary-own" },
      answer: anything,
    });
    expect(lines.map(({ level, message }) => `${level} ${message}`)).to.deep.equal(Array(3).fill("debug request"));
    expect(lines.map(({ fields }) => ({ ...fields, ms: 0 }))).to.deep.equal([
      { method: "POST", path: "/oauth", status: 200, ms: 0, attempt: 1 },
      { method: "GET", path: "/v1/items", status: 500, ms: 0, attempt: 1 },
      { method: "GET", path: "/v1/items", status: 200, ms: 0, attempt: 2 },
    ]);
    expect(JSON.stringify(lines)).to.not.include("canary");
  });

  it("warns once when credentials travel in plain text, except on loopback", async () => {
    await start((_, response) => json(response, 1));
    const { deps, lines } = dependencies({ proxy: server.url });
    const client = createHttp(deps)(options("http://api.example.com"));
    await client.send({ method: "GET", path: "/x" });
    await client.send({ method: "GET", path: "/x" });
    await createHttp(deps)(options(server.url)).send({ method: "GET", path: "/x" });
    expect(lines.filter(({ level }) => level === "warn")).to.deep.equal([
      {
        level: "warn",
        message: "The vendor's URL begins with http: credentials travel in plain text",
        fields: { host: "api.example.com" },
      },
    ]);
  });

  it("tells the clock what the vendor's answers say about the time", async () => {
    await start((_, response) => json(response, 1, 200, { date: "Thu, 01 Jan 2026 06:00:00 GMT" }));
    const { deps } = dependencies();
    await createHttp(deps)(options(server.url)).send({ method: "GET", path: "/x" });
    expect(deps.clock.now()).to.equal(Date.UTC(2026, 0, 1, 6, 0, 0, 500));
  });
});
