import { ApiError } from "soarkit";
import { expect } from "chai";
import { createActors, type Actors } from "../../../commands/_api/actors.ts";
import { createWatchlists, type Watchlists } from "../../../commands/_api/watchlists.ts";
import { createHttp } from "../../../src/http/create-http.ts";
import { dependencies, json, options, serve, type Answering, type TestServer } from "../../http/loopback.ts";
import { rejection } from "../tenant.ts";

const signal = new AbortController().signal;
const mara = { actorId: "101", name: "mara@acme.test" };
const read = { ...mara, alternateNames: [] };

describe("Incydr's API for actors", () => {
  let server: TestServer;
  let actors: Actors;
  let watchlists: Watchlists;
  afterEach(() => server.close());

  const answering = async (answer: Answering) => {
    server = await serve(answer);
    const http = createHttp(dependencies().deps)(options(server.url));
    actors = createActors(http);
    watchlists = createWatchlists(http);
  };
  const seen = () => server.seen.map(({ method, path, body }) => [method, path, body].join(" ").trim());

  it("lets no odd field of an actor spoil it", async () => {
    const odd = { ...mara, alternateNames: ["m@x.test", 7], active: "yes", notes: 7, endDate: null, colour: "red" };
    await answering((_, response) => json(response, odd));
    expect(await actors.get("101", signal)).to.deep.equal({
      ...mara,
      alternateNames: ["m@x.test"],
      active: undefined,
      notes: undefined,
      endDate: null,
      colour: "red",
    });
  });

  it("asks for a family by an id or a name, whatever is in it", async () => {
    const child = { actorId: "102", name: "m@x.test" };
    await answering((_, response) => json(response, { parent: mara, children: [child] }));
    const family = { parent: read, children: [{ ...child, alternateNames: [] }] };
    expect(await actors.family("1/2", signal)).to.deep.equal(family);
    expect(await actors.familyByName("a b?", signal)).to.deep.equal(family);
    expect(seen()).to.deep.equal(["GET /v1/actors/actor/id/1%2F2/family", "GET /v1/actors/actor/name/a%20b%3F/family"]);
  });

  it("has no family for an actor who is not there", async () => {
    await answering((_, response) => json(response, {}, 404));
    expect(await actors.family("7", signal)).to.equal(undefined);
    expect(await actors.familyByName("7", signal)).to.equal(undefined);
  });

  it("searches pages of 500 from 1, and stops at the first that is not full", async () => {
    const full = Array.from({ length: 500 }, (_, index) => ({ ...mara, actorId: String(index) }));
    await answering((_, response, count) => json(response, { actors: count === 1 ? full : [mara] }));
    const sizes: number[] = [];
    for await (const page of actors.search({ nameStartsWith: "ma", active: true }, signal)) sizes.push(page.length);
    expect(sizes).to.deep.equal([500, 1]);
    expect(seen()).to.deep.equal([
      "GET /v1/actors/actor/search?nameStartsWith=ma&active=true&page=1&pageSize=500",
      "GET /v1/actors/actor/search?nameStartsWith=ma&active=true&page=2&pageSize=500",
    ]);
  });

  it("writes the given fields only, null to clear one, and repeats that where it failed", async () => {
    await answering((_, response, count) => json(response, count === 1 ? {} : mara, count === 1 ? 500 : 200));
    expect(await actors.update("101", { endDate: "2026-02-28", notes: null }, signal)).to.deep.equal(read);
    const request = 'PATCH /v1/actors/actor/id/101 {"notes":null,"endDate":"2026-02-28"}';
    expect(seen()).to.deep.equal([request, request]);
  });

  it("creates a watchlist, and does not repeat that where it failed", async () => {
    await answering((_, response, count) =>
      json(response, count === 1 ? { watchlistId: "w", listType: "CUSTOM" } : {}, count === 1 ? 200 : 500),
    );
    const list = { watchlistType: "CUSTOM", title: "T", description: "D" };
    expect(await watchlists.create(list, signal)).to.deep.equal({ watchlistId: "w", listType: "CUSTOM" });
    const error = await rejection(watchlists.create({ watchlistType: "FLIGHT_RISK" }, signal));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 500);
    expect(seen()).to.deep.equal([
      'POST /v2/watchlists {"watchlistType":"CUSTOM","title":"T","description":"D"}',
      'POST /v2/watchlists {"watchlistType":"FLIGHT_RISK"}',
    ]);
  });

  it("removes a watchlist, and tells where there was none", async () => {
    await answering((_, response, count) => response.writeHead(count === 1 ? 204 : 404).end());
    await watchlists.remove("w/1", signal);
    const error = await rejection(watchlists.remove("w/1", signal));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 404);
    expect(seen()).to.deep.equal(["DELETE /v2/watchlists/w%2F1", "DELETE /v2/watchlists/w%2F1"]);
  });
});
