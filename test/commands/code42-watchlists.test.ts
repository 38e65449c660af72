import { ApiError, ArgumentError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const departing = "b7a6f8f2-1111-4000-8000-00000000d001";
const custom = "b7a6f8f2-1111-4000-8000-00000000d002";
const mara = "user1.quill@acme.test";
const ilse = "ilse.bos@acme.test";
const byName = (name: string) => `GET /v1/actors/actor/name/${encodeURIComponent(name)}/parent`;

describe("the watchlist commands", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const isOn = async (list: string, username: string) => {
    const { context } = await tenant.run("code42-watchlists-list-included-users", { watchlist: list, username });
    await tenant.requests();
    return (context?.["Code42.WatchlistUsers"] as unknown[]).length === 1;
  };

  it("answers for one user where asked to", async () => {
    expect(await isOn("DEPARTING_EMPLOYEE", mara)).to.equal(true);
    expect(await isOn("DEPARTING_EMPLOYEE", ilse)).to.equal(false);
  });

  it("adds a user to a list given by type, with three requests", async () => {
    const args = { username: ilse, watchlist: "DEPARTING_EMPLOYEE" };
    const result = await tenant.run("code42-watchlists-add-user", args);
    expect(result.context).to.deep.equal({
      "Code42.UsersAddedToWatchlists": { Watchlist: "DEPARTING_EMPLOYEE", Username: ilse, Success: true },
    });
    expect(await tenant.requests()).to.deep.equal([
      byName(ilse),
      "GET /v2/watchlists?page=1&pageSize=100",
      `POST /v2/watchlists/${departing}/included-actors/add`,
    ]);
    expect(await isOn(departing, ilse)).to.equal(true);
  });

  it("adds to a list given by title, and by id without looking the list up", async () => {
    await tenant.run("code42-watchlists-add-user", { username: ilse, watchlist: "High Risk Employee" });
    expect(await isOn(custom, ilse)).to.equal(true);
    await tenant.run("code42-watchlists-add-user", { username: mara, watchlist: custom });
    expect(await tenant.requests()).to.deep.equal([byName(mara), `POST /v2/watchlists/${custom}/included-actors/add`]);
  });

  it("adds the owner of a second account", async () => {
    await tenant.run("code42-watchlists-add-user", { username: "piet.jansen@contractors.test", watchlist: custom });
    expect(await isOn(custom, "piet@acme.test")).to.equal(true);
  });

  it("succeeds in adding who is on the list already", async () => {
    const args = { username: mara, watchlist: departing };
    const result = await tenant.run("code42-watchlists-add-user", args);
    expect(result.context?.["Code42.UsersAddedToWatchlists"]).to.include({ Success: true });
  });

  it("succeeds even where Incydr refuses to add who is on the list", async () => {
    await tenant.control("/faults", [
      { method: "POST", path: "/v2/watchlists/*", kind: "status", status: 400, times: 1 },
    ]);
    const result = await tenant.run("code42-watchlists-add-user", { username: mara, watchlist: departing });
    expect(result.context?.["Code42.UsersAddedToWatchlists"]).to.include({ Success: true });
  });

  it("lets a refusal be that has another reason", async () => {
    await tenant.control("/faults", [
      { method: "POST", path: "/v2/watchlists/*", kind: "status", status: 400, times: 1 },
    ]);
    const error = await rejection(tenant.run("code42-watchlists-add-user", { username: ilse, watchlist: departing }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 400);
  });

  for (const said of ["User not found", "Actor not found: 1190000000000000103", '{"error":"Users were not found"}']) {
    it(`says that watchlists do not know the actor where Incydr says ${said}`, async () => {
      await tenant.control("/faults", [
        { method: "POST", path: "/v2/watchlists/*", kind: "status", status: 400, body: said, times: 1 },
      ]);
      const error = await rejection(tenant.run("code42-watchlists-add-user", { username: ilse, watchlist: departing }));
      expect(error)
        .to.be.instanceOf(NotFoundError)
        .and.include({
          message: "Incydr has the actor ilse.bos@acme.test, but finds no such user to put on a watchlist.",
          hint:
            "Run code42-actor-get username=ilse.bos@acme.test to see whether the actor is active and in scope; one who " +
            "has just been removed cannot be added.",
        });
      expect((error as Error).cause).to.be.instanceOf(ApiError);
    });
  }

  it("says that a user was not on a list whom somebody else removed in the same moment", async () => {
    const entry = `/v2/watchlists/${departing}/included-actors/1190000000000000101`;
    await tenant.control("/faults", [
      { method: "GET", path: entry, kind: "delay", ms: 0, times: 1 },
      { method: "GET", path: entry, kind: "status", status: 404 },
      { method: "POST", path: "/v2/watchlists/*", kind: "status", status: 400, body: "User not found" },
    ]);
    const args = { username: mara, watchlist: departing };
    expect(await rejection(tenant.run("code42-watchlists-remove-user", args)))
      .to.be.instanceOf(NotFoundError)
      .with.property("message", `user1.quill@acme.test was not added to the watchlist ${departing}.`);
  });

  it("lets a refused removal be of a user who is still on the list, and a failed one", async () => {
    const args = { username: mara, watchlist: departing };
    for (const status of [400, 409]) {
      await tenant.control("/faults", [{ method: "POST", path: "/v2/watchlists/*", kind: "status", status }]);
      expect(await rejection(tenant.run("code42-watchlists-remove-user", args)))
        .to.be.instanceOf(ApiError)
        .with.property("status", status);
    }
  });

  it("lets a failure be", async () => {
    await tenant.control("/faults", [{ method: "POST", path: "/v2/watchlists/*", kind: "status", status: 409 }]);
    const error = await rejection(tenant.run("code42-watchlists-add-user", { username: ilse, watchlist: departing }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 409);
  });

  it("removes a user", async () => {
    const args = { username: mara, watchlist: departing };
    const result = await tenant.run("code42-watchlists-remove-user", args);
    expect(result.context).to.deep.equal({
      "Code42.UsersRemovedFromWatchlists": { Watchlist: departing, Username: mara, Success: true },
    });
    expect(await tenant.requests()).to.deep.equal([
      byName(mara),
      `GET /v2/watchlists/${departing}/included-actors/1190000000000000101`,
      `POST /v2/watchlists/${departing}/included-actors/delete`,
    ]);
    expect(await isOn(departing, mara)).to.equal(false);
  });

  it("does not call it success to remove who was not added", async () => {
    const args = { username: ilse, watchlist: departing };
    const error = await rejection(tenant.run("code42-watchlists-remove-user", args));
    expect(error)
      .to.be.instanceOf(NotFoundError)
      .with.property("message", `ilse.bos@acme.test was not added to the watchlist ${departing}.`);
  });

  for (const command of ["code42-watchlists-add-user", "code42-watchlists-remove-user"]) {
    it(`names the user whom ${command} does not find`, async () => {
      const error = await rejection(tenant.run(command, { username: "no one", watchlist: departing }));
      expect(error).to.be.instanceOf(NotFoundError).with.property("message", "No user found with username no one.");
    });

    it(`names the id that ${command} does not find`, async () => {
      const watchlist = "b7a6f8f2-1111-4000-8000-0000000000ff";
      const error = await rejection(tenant.run(command, { username: mara, watchlist }));
      expect(error)
        .to.be.instanceOf(NotFoundError)
        .with.property("message", `There is no watchlist with the ID ${watchlist}.`);
    });

    it(`names the type that ${command} does not find, and those there are`, async () => {
      const error = await rejection(tenant.run(command, { username: mara, watchlist: "FLIGHT_RISK" }));
      expect(error).to.be.instanceOf(NotFoundError);
      expect(error).to.include({
        message: "There is no watchlist with the type or title FLIGHT_RISK.",
        hint: "Run code42-watchlists-list to see all watchlists. Among them: DEPARTING_EMPLOYEE, High Risk Employee.",
      });
    });
  }

  it("asks which is meant where several lists have the name", async () => {
    const body = { watchlistType: "CUSTOM", title: "DEPARTING_EMPLOYEE", description: "" };
    await createWatchlist(tenant, body);
    const args = { username: mara, watchlist: "DEPARTING_EMPLOYEE" };
    const error = await rejection(tenant.run("code42-watchlists-add-user", args));
    expect(error).to.be.instanceOf(ArgumentError);
    expect(error)
      .to.have.property("message")
      .that.matches(/^There are 2 watchlists called DEPARTING_EMPLOYEE: DEPARTING_EMPLOYEE \(b7a6f8f2.*\); .*\.$/);
  });

  const unread: [Record<string, string>, RegExp][] = [
    [{ watchlist: "FLIGHT_RISK" }, /^There is no watchlist with the type or title FLIGHT_RISK\. Run /],
    [{ watchlist: "b7a6f8f2-1111-4000-8000-0000000000ff" }, /^There is no watchlist with the ID b7a6f8f2/],
    [{ watchlist: "b7a6f8f2-1111-4000-8000-0000000000ff", username: mara }, /^There is no watchlist with the ID/],
    [{ watchlist: departing, username: "no one" }, /^No user found with username no one\./],
  ];
  for (const [args, warning] of unread) {
    it(`warns, and writes nothing, when reading ${JSON.stringify(args)}`, async () => {
      const { warnings, ...rest } = await tenant.run("code42-watchlists-list-included-users", args);
      expect(rest).to.deep.equal({});
      expect(warnings).to.have.length(1);
      expect(warnings?.[0]).to.match(warning);
    });
  }

  it("does not take a failure for an empty list", async () => {
    await tenant.control("/faults", [{ method: "GET", path: "/v2/watchlists/*", kind: "status", status: 400 }]);
    const error = await rejection(tenant.run("code42-watchlists-list-included-users", { watchlist: departing }));
    expect(error).to.be.instanceOf(ApiError).with.property("status", 400);
  });
});

/** Over Incydr's own API: the integration has no command for it. */
async function createWatchlist({ simulator }: Tenant, body: object): Promise<void> {
  const { clientId, clientSecret, url } = simulator;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const token = await fetch(`${url}/v1/oauth?grant_type=client_credentials`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const answer = await fetch(`${url}/v2/watchlists`, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).to.equal(200);
}
