import { ApiError, ArgumentError, NotFoundError } from "soarkit";
import { expect } from "chai";
import { page, refuse } from "./cases.ts";
import { ledgerEvent } from "./expected/cases.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const event = ledgerEvent.EventID;

describe("the commands for a case's file events", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const eventIds = async (casenumber: string) => {
    const { context } = await tenant.run("code42-case-list-file-events", { casenumber });
    await tenant.requests();
    return (context?.["Code42.CaseFileEvents"] as { EventID: string }[]).map(({ EventID }) => EventID);
  };
  const someEvents = async (count: number) => {
    const added = (await tenant.control("/items", { stream: "file-events", count })) as { items: { id: string }[] };
    return added.items.map(({ id }) => id);
  };

  describe("code42-case-list-file-events", () => {
    it("lists them", async () => {
      const { context } = await tenant.run("code42-case-list-file-events", { casenumber: "17" });
      expect(context).to.deep.equal({ "Code42.CaseFileEvents": [ledgerEvent] });
      expect(await tenant.requests()).to.deep.equal([`GET /v1/cases/17/fileevent?${page(100)}`]);
    });

    it("warns where there is no such case", async () => {
      const result = await tenant.run("code42-case-list-file-events", { casenumber: "99" });
      expect(result).to.deep.equal({ warnings: ["There is no case 99."] });
    });

    it("does not take a failure for an empty list", async () => {
      await refuse(tenant, "GET", "/v1/cases", 409);
      const error = await rejection(tenant.run("code42-case-list-file-events", { casenumber: "17" }));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 409);
    });
  });

  describe("code42-case-add-file-event", () => {
    const add = (casenumber: string, ids: string[]) =>
      tenant.run("code42-case-add-file-event", { casenumber, eventid: ids });

    it("adds several at once, each once", async () => {
      const [one = "", two = ""] = await someEvents(2);
      const { context } = await add("16", [one, two, one]);
      expect(context).to.deep.equal({
        "Code42.CaseFileEvents": [
          { CaseNumber: 16, EventID: one },
          { CaseNumber: 16, EventID: two },
        ],
      });
      expect(await tenant.requests()).to.deep.equal(["POST /v1/cases/16/fileevent"]);
      expect(await eventIds("16")).to.deep.equal([one, two]);
    });

    it("adds what is missing where the case has some of them", async () => {
      const [one = ""] = await someEvents(1);
      await add("17", [event, one]);
      expect(await tenant.requests()).to.deep.equal([
        "POST /v1/cases/17/fileevent",
        `GET /v1/cases/17/fileevent?${page(100)}`,
        "POST /v1/cases/17/fileevent",
      ]);
      expect(await eventIds("17")).to.deep.equal([event, one]);
    });

    it("succeeds where the case has all of them", async () => {
      await add("17", [event]);
      expect(await tenant.requests()).to.deep.equal([
        "POST /v1/cases/17/fileevent",
        `GET /v1/cases/17/fileevent?${page(100)}`,
      ]);
    });

    it("is sent again after a failure that came too late", async () => {
      const [one = ""] = await someEvents(1);
      await tenant.control("/faults", [
        { method: "POST", path: "/v1/cases", kind: "reset", afterwards: true, times: 1 },
      ]);
      await add("16", [one]);
      expect(await eventIds("16")).to.deep.equal([one]);
    });

    it("sends a hundred at a time", async () => {
      const ids = await someEvents(101);
      await add("16", ids);
      expect(await tenant.requests()).to.deep.equal(["POST /v1/cases/16/fileevent", "POST /v1/cases/16/fileevent"]);
      expect(await eventIds("16")).to.have.length(101);
    });

    it("says that a closed case takes no changes", async () => {
      const error = await rejection(add("14", [event]));
      expect(error).to.be.instanceOf(ArgumentError).with.property("message", "Case 14 is closed and takes no changes.");
    });

    it("says so even where the case is closed meanwhile", async () => {
      const [one = ""] = await someEvents(1);
      await tenant.control("/faults", [
        {
          method: "POST",
          path: "/v1/cases",
          kind: "status",
          status: 400,
          body: '{"problem":"CASE_ALREADY_HAS_EVENT"}',
          times: 1,
        },
        {
          method: "POST",
          path: "/v1/cases",
          kind: "status",
          status: 400,
          body: '{"problem":"CASE_IS_CLOSED"}',
          times: 1,
        },
      ]);
      const error = await rejection(add("17", [event, one]));
      expect(error).to.be.instanceOf(ArgumentError);
    });

    it("does not take Incydr's word where the case has none of them", async () => {
      const [one = ""] = await someEvents(1);
      await refuse(tenant, "POST", "/v1/cases", 400, '{"problem":"CASE_ALREADY_HAS_EVENT"}');
      const error = await rejection(add("17", [one]));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 400);
    });

    it("tells a case that does not exist from an event that does not", async () => {
      const none = await rejection(add("99", [event]));
      expect(none).to.be.instanceOf(NotFoundError).with.property("message", "There is no case 99.");
      const one = await rejection(add("16", ["nothing"]));
      expect(one).to.be.instanceOf(NotFoundError);
      expect(one).to.include({
        message: "Incydr does not know the file event nothing.",
        hint: "Take the IDs from code42-file-events-search (event.id). None of them was added.",
      });
      const some = await rejection(add("16", [event, "nothing"]));
      expect(some).to.have.property("message", `Incydr does not know one of the file events ${event}, nothing.`);
      expect(await eventIds("16")).to.deep.equal([]);
    });

    it("lets a failure be", async () => {
      await refuse(tenant, "POST", "/v1/cases", 409);
      const error = await rejection(add("16", [event]));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 409);
    });
  });
});
