import { once } from "node:events";
import { expect } from "chai";
import { ApiError, CredentialsError, InterruptedError } from "../../src/errors.ts";
import { createHttp } from "../../src/http/create-http.ts";
import { bearer, json, options, rejection } from "./loopback.ts";
import type { Answering } from "./loopback.ts";
import { closeServer, paths, READ, server, start, WRITE } from "./exchange-client.ts";

describe("createExchange", () => {
  afterEach(closeServer);

  describe("tokens", () => {
    const vendor =
      (valid: (token: string) => boolean = () => true): Answering =>
      ({ path, headers }, response) => {
        const asked = paths().filter((seen) => seen === "/oauth").length;
        if (path === "/oauth") json(response, { access_token: `t${asked}`, expires_in: 900 });
        else if (valid(headers.authorization ?? "")) json(response, { token: headers.authorization });
        else json(response, { error: "invalid token" }, 401);
      };

    it("asks for one token for all requests that need one at the same time", async () => {
      const { client } = await start(vendor(), {}, bearer());
      const answers = await Promise.all(Array.from({ length: 20 }, () => client.send(READ)));
      expect(answers).to.deep.equal(Array(20).fill({ token: "Bearer t1" }));
      expect(paths().filter((path) => path === "/oauth")).to.have.length(1);
      expect(server.seen).to.have.length(21);
    });

    it("asks for none where the store has one", async () => {
      const { client, deps } = await start(vendor(), {}, bearer());
      await client.send(READ);
      await createHttp(deps)(options(server.url, bearer())).send(READ);
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/v1/items"]);
    });

    it("renews a token a minute before it ends, in memory and from the store", async () => {
      const { client, deps, advance } = await start(vendor(), {}, bearer());
      await client.send(READ);
      advance(839_999);
      await client.send(READ);
      advance(1);
      await createHttp(deps)(options(server.url, bearer())).send(READ);
      expect(await client.send(READ)).to.deep.equal({ token: "Bearer t2" });
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/v1/items", "/oauth", "/v1/items", "/v1/items"]);
    });

    it("replays a request whose token was refused with a new one, also a write", async () => {
      const { client, kept } = await start(
        vendor((token) => token === "Bearer t2"),
        {},
        bearer(),
      );
      await client.send(WRITE);
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/oauth", "/v1/items"]);
      expect(server.seen.map(({ body }) => body)).to.deep.equal(["", '{"a":1}', "", '{"a":1}']);
      expect([...kept.values()].map(({ accessToken }) => accessToken)).to.deep.equal(["t2"]);
    });

    it("gives up when the new token is refused too, and keeps none", async () => {
      const { client, kept } = await start(
        vendor(() => false),
        {},
        bearer(),
      );
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(CredentialsError);
      expect((error as CredentialsError).message).to.equal(
        'The vendor does not accept the credentials (401 on GET /v1/items): {"error":"invalid token"}.',
      );
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/oauth", "/v1/items"]);
      expect(kept.size).to.equal(0);
    });

    it("takes the newer token that another process has put into the store meanwhile", async () => {
      const owner = () => `${server.url} key-1`;
      const { client, kept } = await start(
        ({ headers }, response) => {
          if (headers.authorization === "Bearer new") {
            json(response, 1);
            return;
          }
          kept.set(owner(), { accessToken: "new", expiresAt: Date.UTC(2027, 0, 1) });
          json(response, {}, 401);
        },
        {},
        bearer(),
      );
      kept.set(owner(), { accessToken: "old", expiresAt: Date.UTC(2027, 0, 1) });
      expect(await client.send(READ)).to.equal(1);
      expect(server.seen.map(({ headers }) => headers.authorization)).to.deep.equal(["Bearer old", "Bearer new"]);
      expect([...kept.values()].map(({ accessToken }) => accessToken)).to.deep.equal(["new"]);
    });

    it("says what to check when the vendor gives no token", async () => {
      for (const status of [400, 401]) {
        const { client } = await start(
          (_, response) => json(response, { error: "invalid_client" }, status),
          {},
          bearer(),
        );
        const error = await rejection(client.send(READ));
        expect(error).to.be.instanceOf(CredentialsError);
        expect((error as CredentialsError).message).to.equal(
          `The vendor at ${server.url} gives no access token for these credentials.`,
        );
        expect((error as CredentialsError).hint)
          .to.include("client id and secret")
          .and.include("region");
        expect(paths()).to.deep.equal(["/oauth"]);
        await server.close();
      }
      await start(vendor());
    });

    it("reports another fault of the token's request as what it is", async () => {
      const { client } = await start((_, response) => json(response, { error: "invalid_scope" }, 400), {}, bearer());
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(ApiError);
      expect((error as ApiError).message).to.equal('POST /oauth was answered with 400: {"error":"invalid_scope"}.');
    });

    it("refuses a token that is empty or over", async () => {
      const { client } = await start(
        (_, response) => json(response, { access_token: "t", expires_in: -1 }),
        {},
        bearer(),
      );
      const error = await rejection(client.send(READ));
      expect(error).to.be.instanceOf(ApiError);
      expect((error as ApiError).message).to.equal("The vendor's access token is unusable (valid for -1000 ms).");
    });

    it("does not ask for a short-lived token on every request", async () => {
      const { client, advance } = await start(
        ({ path }, response) => json(response, path === "/oauth" ? { access_token: "t", expires_in: 30 } : 1),
        {},
        bearer(),
      );
      await client.send(READ);
      advance(14_999);
      await client.send(READ);
      advance(1);
      await client.send(READ);
      expect(paths()).to.deep.equal(["/oauth", "/v1/items", "/v1/items", "/oauth", "/v1/items"]);
    });

    it("does not end the request for a token when one of those who wait for it stops", async () => {
      const asked = Promise.withResolvers<() => void>();
      const { client } = await start(
        ({ path }, response) => {
          if (path === "/oauth") asked.resolve(() => json(response, { access_token: "t", expires_in: 900 }));
          else json(response, 1);
        },
        {},
        bearer(),
      );
      const stop = new AbortController();
      const stopped = rejection(client.send({ ...READ, signal: stop.signal }));
      const other = client.send(READ);
      const answer = await asked.promise;
      stop.abort();
      expect(await stopped).to.be.instanceOf(InterruptedError);
      answer();
      expect(await other).to.equal(1);
      expect(paths()).to.deep.equal(["/oauth", "/v1/items"]);
    });

    it("ends the request for a token when all who wait for it have stopped, and asks anew afterwards", async () => {
      const asked = Promise.withResolvers<{ isClosed: Promise<unknown> }>();
      const { client } = await start(
        ({ path }, response, count) => {
          if (count === 1) asked.resolve({ isClosed: once(response, "close") });
          else if (path === "/oauth") json(response, { access_token: "t", expires_in: 900 });
          else json(response, 1);
        },
        {},
        bearer(),
      );
      const stop = new AbortController();
      const stopped = [1, 2].map(() => rejection(client.send({ ...READ, signal: stop.signal })));
      const { isClosed } = await asked.promise;
      stop.abort();
      for (const error of await Promise.all(stopped)) expect(error).to.be.instanceOf(InterruptedError);
      await isClosed;
      expect(await client.send(READ)).to.equal(1);
      expect(paths()).to.deep.equal(["/oauth", "/oauth", "/v1/items"]);
    });
  });
});
