import { expect } from "chai";
import { createHttp } from "../../src/http/create-http.ts";
import { anything, dependencies, json, options, serve } from "./loopback.ts";
import type { Answering, TestServer } from "./loopback.ts";

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
});
