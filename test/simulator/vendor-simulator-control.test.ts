import { expect } from "chai";

import { isJsonObject } from "../../src/simulator/index.ts";
import { closeAll, json, key, post, start, started } from "./things.ts";

describe("a vendor simulator", () => {
  afterEach(closeAll);

  describe("is controlled", () => {
    it("by JSON bodies, whatever content type a client gives them by itself", async () => {
      const simulator = await start();
      for (const type of ["application/x-www-form-urlencoded", "text/plain;charset=UTF-8"]) {
        const init = { method: "POST", headers: { "content-type": type }, body: '{"speed":2}' };
        expect(await json(fetch(`${simulator.control}/clock`, init))).to.have.property("speed", 2);
        await fetch(`${simulator.control}/clock`, post({ speed: 0 }));
      }
    });

    it("by a journal of all requests but its own, with their queries, in the order of arrival", async () => {
      const simulator = await start();
      await fetch(`${simulator.url}/things/1?on=true&x=%20`, key);
      await fetch(`${simulator.control}/clock`, post({ advanceMs: 1500 }));
      await fetch(`${simulator.url}/nothing`);
      await fetch(`${simulator.url}/things`);
      await fetch(`${simulator.url}/things`, post({}));
      expect(await json(fetch(`${simulator.control}/journal`))).to.deep.equal([
        { at: "2026-01-05T11:00:00.000Z", method: "GET", path: "/things/1?on=true&x=%20", status: 200, applied: false },
        { at: "2026-01-05T11:00:01.500Z", method: "GET", path: "/nothing", status: 404, applied: false },
        { at: "2026-01-05T11:00:01.500Z", method: "GET", path: "/things", status: 401, applied: false },
        { at: "2026-01-05T11:00:01.500Z", method: "POST", path: "/things", status: 201, applied: true },
      ]);
    });

    it("by a clock that is moved and set running", async () => {
      const simulator = await start();
      expect(await json(fetch(`${simulator.control}/clock`, post({ advanceMs: 90_000 })))).to.deep.equal({
        now: "2026-01-05T11:01:30.000Z",
        speed: 0,
      });
      const running = await json(fetch(`${simulator.control}/clock`, post({ speed: 1000 })));
      expect(isJsonObject(running) ? running.speed : undefined).to.equal(1000);
    });

    it("by adding items, which the truth then tells", async () => {
      const simulator = await start();
      const added = await json(fetch(`${simulator.control}/items`, post({ stream: "things", count: 2 })));
      expect(added).to.deep.equal({
        items: [
          { stream: "things", id: "thing-1", at: started },
          { stream: "things", id: "thing-2", at: started },
        ],
      });
      expect(await json(fetch(`${simulator.control}/truth`))).to.deep.equal({
        items: [
          { stream: "things", id: "first", at: started },
          { stream: "things", id: "thing-1", at: started },
          { stream: "things", id: "thing-2", at: started },
        ],
      });
      expect(await json(fetch(`${simulator.control}/truth?stream=others`))).to.deep.equal({ items: [] });
    });

    it("by letting something happen to items of a stream where that is so", async () => {
      const simulator = await start();
      expect(await json(fetch(`${simulator.control}/streams`))).to.deep.equal({
        streams: ["things", "others"],
        changing: ["others"],
      });
      expect(await json(fetch(`${simulator.control}/changes`, post({ stream: "others", count: 2 })))).to.deep.equal({
        items: [
          { stream: "others", id: "moody", at: "1970-01-01T00:00:00.000Z", changed: { times: 2, mark: "sulks" } },
        ],
      });
    });

    const refusals: [what: string, method: string, path: string, body: unknown, status: number, error: string][] = [
      ["an unknown operation", "GET", "/nothing", undefined, 404, "not found"],
      ["another method", "PUT", "/clock", undefined, 405, "method not allowed"],
      ["an unknown stream", "POST", "/items", { stream: "dreams" }, 400, "stream must be one of things, others"],
      [
        "a change where nothing changes",
        "POST",
        "/changes",
        { stream: "things" },
        400,
        "nothing ever changes in the stream things",
      ],
      [
        "the truth of an unknown stream",
        "GET",
        "/truth?stream=dreams",
        undefined,
        400,
        "stream must be one of things, others",
      ],
      [
        "going back in time",
        "POST",
        "/clock",
        { advanceMs: -1 },
        400,
        "advanceMs must be a number from 0 to 3162240000000",
      ],
      ["a fault that is no list", "POST", "/faults", { kind: "reset" }, 400, "the body must be a list of faults"],
    ];
    for (const [what, method, path, body, status, error] of refusals) {
      it(`but refuses ${what}`, async () => {
        const simulator = await start({ errorBody: () => "the vendor's manner" });
        const response = await fetch(simulator.control + path, {
          method,
          ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        expect(response.status).to.equal(status);
        expect(await response.json()).to.deep.equal({ error });
      });
    }

    it("by no fault of which one is wrong", async () => {
      const simulator = await start();
      const response = await fetch(`${simulator.control}/faults`, post([{ kind: "reset" }, { kind: "fire" }]));
      expect(response.status).to.equal(400);
      expect(await json(fetch(`${simulator.control}/faults`))).to.deep.equal([]);
    });
  });
});
