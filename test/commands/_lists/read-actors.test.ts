import { expect } from "chai";
import { createIncydr, type Incydr } from "../../../commands/_api/incydr.ts";
import { readActors } from "../../../commands/_lists/read-actors.ts";
import { createHttp } from "../../../src/http/create-http.ts";
import { dependencies, json, options, serve, type TestServer } from "../../http/loopback.ts";

const signal = new AbortController().signal;

describe("readActors", () => {
  let server: TestServer;
  afterEach(() => server.close());

  /** A tenant of the actors `0` to `count - 1`. */
  const tenantOf = async (count: number): Promise<Incydr> => {
    const actor = (id: number) => ({ actorId: String(id), name: `${id}@acme.test` });
    server = await serve(({ path }, response) => {
      const url = new URL(path, "http://tenant");
      if (url.pathname.endsWith("/search")) {
        const from = (Number(url.searchParams.get("page")) - 1) * 500;
        const page = Array.from({ length: Math.max(0, Math.min(500, count - from)) }, (_, index) =>
          actor(from + index),
        );
        json(response, { actors: page });
      } else {
        const id = Number(url.pathname.split("/").at(-1));
        if (id < count) json(response, actor(id));
        else json(response, {}, 404);
      }
    });
    const http = createHttp(dependencies().deps)(options(server.url));
    return createIncydr({ gateway: http, console: http, consoleUrl: "" });
  };
  const counted = () => {
    const pages = server.seen.filter(({ path }) => path.includes("/search")).length;
    return { pages, single: server.seen.length - pages };
  };
  const every = (step: number, count: number) => Array.from({ length: count }, (_, index) => String(index * step));

  it("asks nothing for nobody", async () => {
    expect((await readActors(await tenantOf(10), [], signal)).size).to.equal(0);
    expect(counted()).to.deep.equal({ pages: 0, single: 0 });
  });

  it("asks for one by the id", async () => {
    const found = await readActors(await tenantOf(10), ["7"], signal);
    expect(found.get("7")?.name).to.equal("7@acme.test");
    expect(counted()).to.deep.equal({ pages: 0, single: 1 });
  });

  it("asks once for many in a small tenant", async () => {
    const found = await readActors(await tenantOf(400), every(4, 100), signal);
    expect([...found.keys()].sort()).to.deep.equal(every(4, 100).sort());
    expect(counted()).to.deep.equal({ pages: 1, single: 0 });
  });

  it("asks for as many pages as there are, where each brings more than one", async () => {
    const found = await readActors(await tenantOf(5000), every(100, 50), signal);
    expect(found.size).to.equal(50);
    expect(counted()).to.deep.equal({ pages: 10, single: 0 });
  });

  it("turns to one by one after a page that brings none of them", async () => {
    const found = await readActors(await tenantOf(5000), ["4000", "4100", "4200"], signal);
    expect(found.size).to.equal(3);
    expect(counted()).to.deep.equal({ pages: 1, single: 3 });
  });

  it("asks for the last one missing by the id", async () => {
    const found = await readActors(await tenantOf(5000), ["1", "4000"], signal);
    expect(found.size).to.equal(2);
    expect(counted()).to.deep.equal({ pages: 1, single: 1 });
  });

  it("leaves out who is no longer there", async () => {
    const found = await readActors(await tenantOf(10), ["1", "2", "99"], signal);
    expect([...found.keys()]).to.deep.equal(["1", "2"]);
  });
});
