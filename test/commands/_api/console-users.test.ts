import { ApiError } from "soarkit";
import { expect } from "chai";
import type { Incydr } from "../../../commands/_api/incydr.ts";
import { json, serve, type Answering, type TestServer } from "../../http/loopback.ts";
import { connectTo, paramsOf, rejection } from "../tenant.ts";

const signal = new AbortController().signal;
const mara = { userUid: "101", username: "mara@acme.test" };

describe("Incydr's console host, for users", () => {
  let gateway: TestServer;
  let console: TestServer;
  let client: Incydr;
  afterEach(() => Promise.all([gateway.close(), console.close()]));

  /** Two hosts, of which only the console answers. */
  const answering = async (answer: Answering) => {
    gateway = await serve((_, response) => json(response, {}, 500));
    console = await serve((request, response, count) => {
      if (request.path.includes("/oauth/"))
        json(response, { access_token: "of-console", token_type: "bearer", expires_in: 900 });
      else answer(request, response, count);
    });
    client = await connectTo(paramsOf({ api_url: gateway.url, console_url: console.url }));
  };
  const seen = () => console.seen.slice(1).map(({ method, path, body }) => [method, path, body].join(" ").trim());

  it("is asked with a token of its own, and the gateway nothing", async () => {
    await answering((_, response) => json(response, { data: null }));
    await client.consoleUsers.block("1/2", signal);
    await client.consoleUsers.unblock("1", signal);
    expect(console.seen.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      "POST /api/v3/oauth/token?grant_type=client_credentials",
      "POST /api/v3/users/1%2F2/block",
      "POST /api/v3/users/1/unblock",
    ]);
    expect(console.seen[1]?.headers.authorization).to.equal("Bearer of-console");
    expect(gateway.seen).to.deep.equal([]);
  });

  it("creates a user without a password, and does not try twice", async () => {
    await answering((_, response, count) =>
      count === 2 ? json(response, { metadata: {}, data: { ...mara, email: null } }) : json(response, {}, 503),
    );
    const given = { orgUid: "31", username: "mara@acme.test", email: "m@acme.test" };
    expect(await client.consoleUsers.create(given, signal)).to.include({ ...mara, email: null });
    expect(await rejection(client.consoleUsers.create(given, signal)))
      .to.be.instanceOf(ApiError)
      .with.property("status", 503);
    const post = `POST /api/v1/User ${JSON.stringify(given)}`;
    expect(seen()).to.deep.equal([post, post]);
  });

  it("gives the user of exactly a name, whether wrapped or not", async () => {
    const others = { totalCount: 2, users: [{ userUid: "102", username: "mara@acme.test.example" }, mara] };
    await answering((_, response, count) => json(response, count === 2 ? { data: others } : others));
    expect(await client.consoleUsers.byUsername("MARA@acme.test", signal)).to.include(mara);
    expect(await client.consoleUsers.byUsername("mara", signal)).to.equal(undefined);
    expect(seen()).to.deep.equal(["GET /api/v1/User?username=MARA%40acme.test", "GET /api/v1/User?username=mara"]);
  });

  it("pages organizations from 1, and stops at a short page where there is no total", async () => {
    const full = Array.from({ length: 500 }, (_, index) => ({ orgUid: String(index), orgName: "x" }));
    await answering((_, response, count) => json(response, { data: { orgs: count === 2 ? full : [full[0]] } }));
    const sizes: number[] = [];
    for await (const page of client.consoleOrgs.pages(signal)) sizes.push(page.length);
    expect(sizes).to.deep.equal([500, 1]);
    expect(seen()).to.deep.equal(["GET /api/v1/Org?pgNum=1&pgSize=500", "GET /api/v1/Org?pgNum=2&pgSize=500"]);
  });
});
