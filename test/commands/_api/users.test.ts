import { ApiError } from "soarkit";
import { expect } from "chai";
import { createUsers, type Users } from "../../../commands/_api/users.ts";
import { createHttp } from "../../../src/http/create-http.ts";
import { dependencies, json, options, serve, type Answering, type TestServer } from "../../http/loopback.ts";
import { rejection } from "../tenant.ts";

const signal = new AbortController().signal;
const mara = { userId: "101", username: "mara@acme.test" };

describe("Incydr's API for users", () => {
  let server: TestServer;
  let users: Users;
  afterEach(() => server.close());

  const answering = async (answer: Answering) => {
    server = await serve(answer);
    users = createUsers(createHttp(dependencies().deps)(options(server.url)));
  };
  const seen = () => server.seen.map(({ method, path, body }) => [method, path, body].join(" ").trim());

  it("lets no odd field of a user spoil it", async () => {
    await answering((_, response) =>
      json(response, {
        ...mara,
        active: "yes",
        blocked: true,
        notes: 7,
        orgName: null,
        legacyUserId: 5,
        colour: "red",
      }),
    );
    expect(await users.get("1/2", signal)).to.deep.equal({
      ...mara,
      active: undefined,
      blocked: true,
      notes: undefined,
      orgName: null,
      legacyUserId: undefined,
      colour: "red",
    });
    expect(seen()).to.deep.equal(["GET /v1/users/1%2F2"]);
  });

  it("takes a 404 for nobody, and no other refusal", async () => {
    await answering((_, response, count) => json(response, {}, count === 1 ? 404 : 400));
    expect(await users.get("7", signal)).to.equal(undefined);
    expect(await rejection(users.get("7", signal))).to.be.instanceOf(ApiError);
  });

  it("takes a name in any case of letters, and no name that is only like it", async () => {
    const others = { users: [{ userId: "102", username: "mara@acme.test.example" }, mara], totalCount: 2 };
    await answering((_, response) => json(response, others));
    expect(await users.byUsername("Mara@Acme.test", signal)).to.include(mara);
    expect(await users.byUsername("mara", signal)).to.equal(undefined);
    expect(await users.byUsername("mara@acme.test,piet@acme.test", signal)).to.equal(undefined);
    expect(seen()[0]).to.equal("GET /v1/users?username=Mara%40Acme.test&page=1&pageSize=100");
  });

  it("gives one page of the users of a filter", async () => {
    await answering((_, response) => json(response, { users: [mara], totalCount: 101 }));
    const { items, totalCount } = await users.page({ active: false, blocked: true }, { number: 2, size: 50 }, signal);
    expect([items.length, totalCount]).to.deep.equal([1, 101]);
    expect(seen()).to.deep.equal(["GET /v1/users?active=false&blocked=true&page=2&pageSize=50"]);
  });

  it("activates and deactivates, and repeats both after a 503", async () => {
    await answering((_, response, count) => json(response, {}, count % 2 === 1 ? 503 : 204));
    await users.activate("101", signal);
    await users.deactivate("101", signal);
    expect(seen()).to.deep.equal([
      "POST /v1/users/101/activate",
      "POST /v1/users/101/activate",
      "POST /v1/users/101/deactivate",
      "POST /v1/users/101/deactivate",
    ]);
  });

  it("takes what is no list of users for a broken answer", async () => {
    await answering((_, response) => json(response, { people: [] }));
    expect(await rejection(users.byUsername("mara@acme.test", signal))).to.be.instanceOf(ApiError);
  });
});
