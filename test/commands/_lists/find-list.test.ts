import { ApiError } from "soarkit";
import { expect } from "chai";
import { createIncydr } from "../../../commands/_api/incydr.ts";
import { createLists, type Lists } from "../../../commands/_lists/find-list.ts";
import { listOfType } from "../../../commands/_lists/wanted-list.ts";
import { createHttp } from "../../../src/http/create-http.ts";
import { dependencies, json, options, serve, type Answering, type TestServer } from "../../http/loopback.ts";
import { rejection } from "../tenant.ts";

const flight = { watchlistId: "w1", listType: "FLIGHT_RISK" };

describe("createLists", () => {
  let server: TestServer;
  afterEach(() => server.close());

  const answering = async (answer: Answering): Promise<Lists> => {
    server = await serve(answer);
    const http = createHttp(dependencies().deps)(options(server.url));
    const client = createIncydr({ gateway: http, console: http, consoleUrl: "" });
    return createLists(client, new AbortController().signal);
  };
  const methods = () => server.seen.map(({ method }) => method);

  it("reads the lists once, whatever is looked for", async () => {
    const lists = await answering((_, response) => json(response, { watchlists: [flight], totalCount: 1 }));
    expect(await lists.find(listOfType("FLIGHT_RISK"))).to.equal("w1");
    expect(await lists.find(listOfType("NEW_EMPLOYEE"))).to.equal(undefined);
    expect(await lists.findOrCreate(listOfType("FLIGHT_RISK"))).to.equal("w1");
    expect(methods()).to.deep.equal(["GET"]);
  });

  it("takes an id as it is", async () => {
    const lists = await answering((_, response) => json(response, {}, 500));
    expect(await lists.find({ name: "x", id: "x" })).to.equal("x");
    expect(await lists.findOrCreate({ name: "x", id: "x" })).to.equal("x");
    expect(methods()).to.deep.equal([]);
  });

  it("finds the list that somebody else created after the lists were read", async () => {
    const lists = await answering(({ method }, response, count) => {
      if (method === "POST") json(response, { error: "Watchlist already exists" }, 400);
      else json(response, { watchlists: count === 1 ? [] : [flight] });
    });
    expect(await lists.findOrCreate(listOfType("FLIGHT_RISK"))).to.equal("w1");
    expect(methods()).to.deep.equal(["GET", "POST", "GET"]);
  });

  it("lets a refusal be that has another reason", async () => {
    const lists = await answering(({ method }, response) =>
      method === "POST" ? json(response, {}, 400) : json(response, { watchlists: [] }),
    );
    const error = await rejection(lists.findOrCreate(listOfType("FLIGHT_RISK")));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 400);
  });
});
