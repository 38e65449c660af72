import { ApiError, CredentialsError, NotFoundError } from "soarkit";
import { expect } from "chai";
import type { Incydr } from "../../../commands/_api/incydr.ts";
import { findMatter } from "../../../commands/_legal-hold.ts";
import { json, serve, type TestServer } from "../../http/loopback.ts";
import { connectTo, paramsOf, rejection } from "../tenant.ts";

const signal = new AbortController().signal;

describe("Incydr's legal hold", () => {
  let server: TestServer;
  let client: Incydr;
  afterEach(() => server.close());

  /** A token for everyone, and then what stands for path and page. */
  const answering = async (answers: (path: string, page: number) => unknown) => {
    server = await serve((request, response) => {
      const { pathname, searchParams } = new URL(request.path, "http://x");
      if (pathname.includes("/oauth")) json(response, { access_token: "t", token_type: "bearer", expires_in: 900 });
      else json(response, answers(pathname, Number(searchParams.get("page") ?? searchParams.get("pgNum"))));
    });
    client = await connectTo(paramsOf({ api_url: server.url }));
  };
  const all = async <T>(pages: AsyncIterable<T[]>): Promise<T[]> => {
    const found: T[] = [];
    for await (const page of pages) found.push(...page);
    return found;
  };
  const hundred = <T>(make: (index: number) => T) => Array.from({ length: 100 }, (_, index) => make(index));

  it("pages matters from 1 until one is not full, and takes those for active that do not say", async () => {
    await answering((_, page) => ({
      matters:
        page === 1
          ? hundred((index) => ({ matterId: `m${index}`, name: "M" }))
          : [{ matterId: "n", name: "N", active: false }],
    }));
    const matters = await all(client.legalHold.matters(undefined, signal));
    expect([matters.length, matters[0], matters.at(-1)]).to.deep.equal([
      101,
      { matterId: "m0", name: "M", active: true },
      { matterId: "n", name: "N", active: false },
    ]);
    expect(server.seen.slice(1).map(({ path }) => path)).to.deep.equal([
      "/v1/legal-hold/matters?page=1&pageSize=100",
      "/v1/legal-hold/matters?page=2&pageSize=100",
    ]);
  });

  it("finds a membership on a later page, and not an ended one before it", async () => {
    const ended = { membershipActive: false, membershipCreationDate: "2025-01-01T00:00:00.000Z", matterId: "m" };
    await answering((_, page) => ({
      matters:
        page === 1
          ? hundred((index) => ({ ...ended, matterId: index === 7 ? "m" : `m${index}` }))
          : [{ matterId: "m" }],
    }));
    expect(await client.legalHold.custodian("m", "u/1", signal)).to.deep.equal({ userId: "u/1", since: undefined });
    expect(server.seen.at(-1)?.path).to.equal("/v1/legal-hold/custodians/u%2F1?page=2&pageSize=100");
  });

  it("takes an email for a username that is not given", async () => {
    const custodians = [
      { userId: "1", username: "a", email: "a@acme.test" },
      { userId: "2", email: "b@acme.test", membershipCreationDate: 7 },
      { userId: "3" },
      { userId: "4", membershipActive: false },
    ];
    await answering(() => ({ custodians }));
    expect(await all(client.legalHold.custodians("m", signal))).to.deep.equal([
      { userId: "1", username: "a", since: undefined },
      { userId: "2", username: "b@acme.test", since: undefined },
      { userId: "3", username: undefined, since: undefined },
    ]);
  });

  it("does not take an odd answer for an empty one", async () => {
    await answering(() => ({ matters: [{ name: "without an id" }] }));
    expect(await rejection(all(client.legalHold.matters("m", signal)))).to.be.instanceOf(ApiError);
    await server.close();
    await answering(() => ({ data: {} }));
    expect(await rejection(all(client.consoleLegalHold.matters("m", signal)))).to.be.instanceOf(ApiError);
  });

  it("reads the console host's answers with or without data around them", async () => {
    const hold = { legalHoldUid: "m", name: "M" };
    await answering((path) => (path === "/api/v1/LegalHold" ? { legalHolds: [hold] } : { metadata: {}, data: hold }));
    const matter = { matterId: "m", name: "M", active: true };
    expect(await all(client.consoleLegalHold.matters("M", signal))).to.deep.equal([matter]);
    expect(await client.consoleLegalHold.matter("m", signal)).to.deep.equal(matter);
  });

  it("looks for the one user among the console host's memberships", async () => {
    const membership = (userUid: string) => ({ legalHoldMembershipUid: `ms-${userUid}`, user: { userUid } });
    await answering(() => ({ data: { legalHoldMemberships: [membership("1"), membership("2")] } }));
    expect(await client.consoleLegalHold.custodian("m", "2", signal)).to.deep.equal({
      userId: "2",
      username: undefined,
      since: undefined,
      membershipId: "ms-2",
    });
    expect(await client.consoleLegalHold.custodian("m", "3", signal)).to.equal(undefined);
  });

  it("gives the matters that a user is in, without those left, on either host", async () => {
    const matters = [
      { matterId: "1", name: "One", membershipActive: true },
      { matterId: "2", name: "Two", membershipActive: false },
      { matterId: "3", name: null },
    ];
    const memberships = [{ legalHold: { legalHoldUid: "4", name: "Four" } }, { legalHold: { legalHoldUid: "5" } }];
    await answering((path) =>
      path === "/v1/legal-hold/custodians/u%2F1" ? { matters } : { data: { legalHoldMemberships: memberships } },
    );
    expect(await client.legalHold.heldBy("u/1", signal)).to.deep.equal([
      { matterId: "1", name: "One" },
      { matterId: "3", name: "" },
    ]);
    expect(await client.consoleLegalHold.heldBy("u/1", signal)).to.deep.equal([
      { matterId: "4", name: "Four" },
      { matterId: "5", name: "" },
    ]);
  });

  it("asks the console host, with a token of its own, only where the gateway has no legal hold", async () => {
    await answering(() => ({ data: { legalHolds: [{ legalHoldUid: "m", name: "M" }] } }));
    const gateway = await serve(({ path }, response) =>
      path.startsWith("/v1/oauth")
        ? json(response, { access_token: "g", token_type: "bearer", expires_in: 900 })
        : json(response, { error: "not found" }, 404),
    );
    try {
      client = await connectTo(paramsOf({ api_url: gateway.url, console_url: server.url }));
      const { matter, host } = await findMatter(client, "M", signal);
      expect([matter.matterId, host]).to.deep.equal(["m", client.consoleLegalHold]);
      const asked = ({ seen }: TestServer) => seen.map(({ method, path }) => `${method} ${path}`);
      expect(asked(gateway)).to.deep.equal([
        "POST /v1/oauth?grant_type=client_credentials",
        "GET /v1/legal-hold/matters?name=M&page=1&pageSize=100",
      ]);
      expect(asked(server)).to.deep.equal([
        "POST /api/v3/oauth/token?grant_type=client_credentials",
        "GET /api/v1/LegalHold?name=M&activeState=ALL&pgNum=1&pgSize=500",
      ]);
      expect(server.seen[1]?.headers.authorization).to.equal("Bearer t");
    } finally {
      await gateway.close();
    }
  });

  it("does not take a gateway that fails for one without legal hold", async () => {
    server = await serve(({ path }, response) =>
      path.startsWith("/v1/oauth")
        ? json(response, { access_token: "g", token_type: "bearer", expires_in: 900 })
        : json(response, { error: "forbidden" }, 403),
    );
    client = await connectTo(paramsOf({ api_url: server.url }));
    expect(await rejection(findMatter(client, "M", signal))).to.be.instanceOf(CredentialsError);
    expect(server.seen).to.have.length(2);
  });

  it("says so where there are no matters at all", async () => {
    await answering(() => ({ matters: [] }));
    const error = await rejection(findMatter(client, "Ledger", signal));
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.include({
      message: "There is no legal hold matter called Ledger.",
      hint: "There are no matters at all, or none that the API client may see: look for it in the Incydr console.",
    });
  });
});
