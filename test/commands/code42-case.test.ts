import { ApiError, ArgumentError, NotFoundError } from "soarkit";
import { runCommand } from "soarkit/testing";
import { expect } from "chai";
import { code42 } from "./recorded.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const admin = "1190000000000000900";
const mara = "1190000000000000101";
const event = "0_7f10aa52-0000-4000-8000-00000000a001_1767654225976040100_0000781301831434240_305_EPS";
const ledger = {
  Number: 17,
  Name: "Ledger upload",
  Status: "OPEN",
  Subject: mara,
  SubjectUsername: "user1.quill@acme.test",
  Assignee: admin,
  AssigneeUsername: "admin@acme.test",
  Description: "Dropbox upload of ledger source",
  Findings: "## Findings\n- one file",
  CreatedAt: "2026-01-05T23:00:00.000001Z",
  CreatedBy: admin,
  CreatedByUsername: "admin@acme.test",
  UpdatedAt: "2026-01-05T23:05:00.000001Z",
  LastModifiedBy: admin,
  LastModifiedByUsername: "admin@acme.test",
};
const now = "2026-01-06T00:00:00.000000Z";
const page = (size: number, number = 1) => `pgNum=${number}&pgSize=${size}`;

describe("the case commands", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  const refuse = (method: string, path: string, status: number, body?: string) =>
    tenant.control("/faults", [{ method, path, kind: "status", status, times: 1, ...(body && { body }) }]);
  const numbers = async (args: Record<string, string>) => {
    const { context } = await tenant.run("code42-case-list", args);
    return (context?.["Code42.Case"] as { Number: number }[]).map(({ Number }) => Number);
  };
  const eventIds = async (casenumber: string) => {
    const { context } = await tenant.run("code42-case-list-file-events", { casenumber });
    await tenant.requests();
    return (context?.["Code42.CaseFileEvents"] as { EventID: string }[]).map(({ EventID }) => EventID);
  };
  const someEvents = async (count: number) => {
    const added = (await tenant.control("/items", { stream: "file-events", count })) as { items: { id: string }[] };
    return added.items.map(({ id }) => id);
  };

  describe("code42-case-get", () => {
    it("gives the whole case", async () => {
      const { context } = await tenant.run("code42-case-get", { casenumber: "17" });
      expect(context).to.deep.equal({ "Code42.Case": ledger });
      expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/17"]);
    });

    it("warns where there is none", async () => {
      const result = await tenant.run("code42-case-get", { casenumber: "99" });
      expect(result).to.deep.equal({ warnings: ["There is no case 99."] });
    });
  });

  describe("code42-case-list", () => {
    it("gives all cases with one request, without what lists leave out", async () => {
      const { context, readable } = await tenant.run("code42-case-list", {});
      const { Description, Findings, ...listed } = ledger;
      expect([Description, Findings]).to.have.length(2);
      expect((context?.["Code42.Case"] as unknown[]).at(-1)).to.deep.equal(listed);
      expect(readable).not.to.include("shown");
      expect(await tenant.requests()).to.deep.equal([`GET /v1/cases?${page(50)}`]);
    });

    const filters: [Record<string, string>, number[], string][] = [
      [{ status: "CLOSED,ARCHIVED" }, [14, 15], "status=CLOSED&status=ARCHIVED"],
      [{ assignee: admin }, [14, 15, 17], `assignee=${admin}`],
      [{ isassigned: "false" }, [16], "isAssigned=false"],
      [{ name: "LEDGER" }, [17], "name=LEDGER"],
      [{ subject: mara }, [17], `subject=${mara}`],
      [{ lastmodifiedby: "nobody" }, [], "lastModifiedBy=nobody"],
      [
        { createdat: "2026-01-03T00:00:00Z/2026-01-04" },
        [16],
        "createdAt=2026-01-03T00%3A00%3A00.000Z%2F2026-01-04T00%3A00%3A00.000Z",
      ],
      [{ updatedat: "1 day ago/now" }, [17], "updatedAt=2026-01-05T00%3A00%3A00.000Z%2F2026-01-06T00%3A00%3A00.000Z"],
      [
        { srtkey: "assigneeUsername,number", srtdir: "asc,desc" },
        [16, 17, 15, 14],
        "srtKey=assigneeUsername&srtKey=number&srtDir=asc&srtDir=desc",
      ],
      [{ srtdir: "desc" }, [17, 16, 15, 14], "srtDir=desc"],
    ];
    for (const [args, found, query] of filters) {
      it(`filters and sorts by ${JSON.stringify(args)}`, async () => {
        expect(await numbers(args)).to.deep.equal(found);
        expect(await tenant.requests()).to.deep.equal([`GET /v1/cases?${query}&${page(50)}`]);
      });
    }

    it("reads page after page up to the limit, and says how many more there are", async () => {
      const { context, readable } = await tenant.run("code42-case-list", { limit: "3", pgsize: "2" });
      expect(context?.["Code42.Case"]).to.have.length(3);
      expect(readable).to.match(/\nCases shown: 3 of 4\. Raise limit to see more\.\n$/);
      expect(await tenant.requests()).to.deep.equal([`GET /v1/cases?${page(2)}`, `GET /v1/cases?${page(2, 2)}`]);
    });

    it("gives one page where asked to, of as many as the limit unless pgsize says otherwise", async () => {
      expect(await numbers({ pgnum: "2", limit: "3" })).to.deep.equal([17]);
      expect(await numbers({ pgnum: "1", pgsize: "4", limit: "1" })).to.deep.equal([14, 15, 16, 17]);
      expect(await tenant.requests()).to.deep.equal([`GET /v1/cases?${page(3, 2)}`, `GET /v1/cases?${page(4)}`]);
    });

    it("asks for no page larger than 100 by itself", async () => {
      await numbers({ limit: "1000" });
      expect(await tenant.requests()).to.deep.equal([`GET /v1/cases?${page(100)}`]);
    });

    it("names all that is wrong, and asks nothing", async () => {
      const args = {
        limit: "0",
        pgsize: "-1",
        pgnum: "0",
        srtdir: "asc,desc",
        createdat: "2026-01-05",
        updatedat: "now/1 day ago",
      };
      const error = await rejection(tenant.run("code42-case-list", args));
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message:
          "limit must be 1 or more, got 0. pgsize must be 1 or more, got -1. pgnum must be 1 or more, got 0. " +
          "srtdir has 2 directions, srtkey 1 keys. " +
          'createdat must be two times with a slash between them, got "2026-01-05". ' +
          'updatedat ends before it begins: "now/1 day ago".',
        hint: "Times are intervals such as 2026-01-05T11:00:00Z/2026-01-06T11:00:00Z or 7 days ago/now.",
      });
      expect(await tenant.requests()).to.deep.equal([]);
    });

    it("does not speak of times where they are right", async () => {
      const error = await rejection(tenant.run("code42-case-list", { limit: "0" }));
      expect(error).to.include({ message: "limit must be 1 or more, got 0.", hint: "Correct what is named." });
    });
  });

  describe("code42-case-create", () => {
    it("opens a case, with one request where people are given by id", async () => {
      const args = { name: "New", description: "d", findings: "f", subject: mara, assignee: admin };
      const { context } = await tenant.run("code42-case-create", args);
      expect(context).to.deep.equal({
        "Code42.Case": {
          Number: 18,
          Name: "New",
          Status: "OPEN",
          Subject: mara,
          SubjectUsername: "user1.quill@acme.test",
          Assignee: admin,
          AssigneeUsername: "admin@acme.test",
          Description: "d",
          Findings: "f",
          CreatedAt: now,
          CreatedBy: "key-0000",
          CreatedByUsername: "soar",
          UpdatedAt: now,
          LastModifiedBy: "key-0000",
          LastModifiedByUsername: "soar",
        },
      });
      expect(await tenant.requests()).to.deep.equal(["POST /v1/cases"]);
    });

    it("looks up who is given by name", async () => {
      const args = { name: "New", subject: "user1.quill@acme.test", assignee: "piet@acme.test" };
      const { context } = await tenant.run("code42-case-create", args);
      expect(context?.["Code42.Case"]).to.include({ Subject: mara, Assignee: "1190000000000000102" });
      expect(await tenant.requests()).to.deep.equal([
        "GET /v1/actors/actor/name/user1.quill%40acme.test/parent",
        "GET /v1/users?username=piet%40acme.test&page=1&pageSize=100",
        "POST /v1/cases",
      ]);
    });

    it("names everybody who is not found, and opens nothing", async () => {
      const args = { name: "New", subject: "no@one.test", assignee: "none@one.test" };
      const error = await rejection(tenant.run("code42-case-create", args));
      expect(error).to.be.instanceOf(NotFoundError);
      expect(error).to.include({
        message:
          "No actor found with the name no@one.test to be the subject. " +
          "No user found with username none@one.test to be the assignee.",
        hint: "Give the whole name as Incydr shows it, or the ID.",
      });
      expect((await tenant.requests()).filter((line) => line.startsWith("POST"))).to.deep.equal([]);
    });

    it("names all that is too long, and asks nothing", async () => {
      const args = { name: "x".repeat(51), description: "x".repeat(251), findings: "x".repeat(30_001) };
      const error = await rejection(tenant.run("code42-case-create", args));
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message:
          "name has 51 characters; Incydr takes at most 50. description has 251 characters; Incydr takes at most 250. " +
          "findings has 30001 characters; Incydr takes at most 30000.",
        hint: "Shorten what is too long.",
      });
      expect(await tenant.requests()).to.deep.equal([]);
    });

    it("takes what is just as long as Incydr takes", async () => {
      const args = { name: "x".repeat(50), description: "x".repeat(250), findings: "x".repeat(30_000) };
      expect((await tenant.run("code42-case-create", args)).context?.["Code42.Case"]).to.include({ Number: 18 });
    });

    it("names the case that has the name already, and does not take a longer name for it", async () => {
      await tenant.run("code42-case-create", { name: "Upload" });
      await tenant.requests();
      const error = await rejection(tenant.run("code42-case-create", { name: "Upload" }));
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message: 'There is a case called "Upload" already: number 18 (OPEN).',
        hint: "Names of cases are unique. Go on with that case, or give another name.",
      });
      expect(await tenant.requests()).to.deep.equal(["POST /v1/cases", `GET /v1/cases?name=Upload&${page(100)}`]);
    });

    it("names the case even where Incydr does not tell its state", async () => {
      await tenant.control("/faults", [
        { method: "POST", path: "/v1/cases", kind: "status", status: 400, body: '{"problem":"NAME_EXISTS"}', times: 1 },
        {
          method: "GET",
          path: "/v1/cases",
          kind: "status",
          status: 200,
          body: '{"cases":[{"number":7,"name":"Odd","status":7}],"totalCount":1}',
          times: 1,
        },
      ]);
      const error = await rejection(tenant.run("code42-case-create", { name: "Odd" }));
      expect(error).to.have.property("message", 'There is a case called "Odd" already: number 7.');
    });

    it("says that the name is taken even where the case cannot be seen", async () => {
      await refuse("POST", "/v1/cases", 400, '{"problem":"NAME_EXISTS","description":null}');
      const error = await rejection(tenant.run("code42-case-create", { name: "Hidden" }));
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.have.property("message", 'There is a case called "Hidden" already.');
    });

    const refusals: [body: object, message: string][] = [
      [{ problem: "DESCRIPTION_TOO_LONG", description: null }, "Incydr finds the description too long."],
      [
        { problem: "INVALID_USER", description: "subject validation failed" },
        "Incydr does not take the subject 7: subject validation failed.",
      ],
      [
        { problem: "INVALID_USER", description: "assignee validation failed" },
        "Incydr does not take the assignee 8: assignee validation failed.",
      ],
      [{ problem: "INVALID_USER" }, "Incydr does not take the subject 7 or the assignee 8: no such user."],
    ];
    for (const [body, message] of refusals) {
      it(`says in plain words what ${JSON.stringify(body)} means`, async () => {
        await refuse("POST", "/v1/cases", 400, JSON.stringify(body));
        const args = { name: "New", subject: "7", assignee: "8" };
        const error = await rejection(tenant.run("code42-case-create", args));
        expect(error).to.be.instanceOf(ArgumentError).with.property("message", message);
        expect((error as Error).cause).to.be.instanceOf(ApiError);
      });
    }

    it("passes on Incydr's reason where it names neither", async () => {
      await refuse("POST", "/v1/cases", 400, '{"problem":"INVALID_USER","description":"user is blocked"}');
      const error = await rejection(tenant.run("code42-case-create", { name: "New", assignee: "8" }));
      expect(error).to.have.property("message", "Incydr does not take the assignee 8: user is blocked.");
    });

    it("passes it on even where nobody was given", async () => {
      await refuse("POST", "/v1/cases", 400, '{"problem":"INVALID_USER","description":"creator validation failed"}');
      const error = await rejection(tenant.run("code42-case-create", { name: "New" }));
      expect(error).to.have.property("message", "Incydr does not take a user of the case: creator validation failed.");
    });

    it("refuses a subject that Incydr does not know", async () => {
      const error = await rejection(tenant.run("code42-case-create", { name: "New", subject: "7" }));
      expect(error)
        .to.be.instanceOf(ArgumentError)
        .with.property("message", "Incydr does not take the subject 7: subject validation failed.");
    });

    for (const body of ['{"problem":"ANOTHER"}', '{"error":"x"}', "[]", "<html>"]) {
      it(`lets a refusal be whose reason is ${body}`, async () => {
        await refuse("POST", "/v1/cases", 400, body);
        const error = await rejection(tenant.run("code42-case-create", { name: "New" }));
        expect(error).to.be.instanceOf(ApiError).with.property("status", 400);
        expect(await tenant.requests()).to.deep.equal(["POST /v1/cases"]);
      });
    }

    it("is not sent again after a failure, as two cases might come of it", async () => {
      await refuse("POST", "/v1/cases", 500);
      const error = await rejection(tenant.run("code42-case-create", { name: "New" }));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 500);
      expect(await tenant.requests()).to.deep.equal(["POST /v1/cases"]);
    });
  });

  describe("code42-case-update", () => {
    it("changes what is given and keeps everything else", async () => {
      const args = { casenumber: "17", findings: "Two files", status: "CLOSED" };
      const { context } = await tenant.run("code42-case-update", args);
      expect(context).to.deep.equal({
        "Code42.Case": {
          ...ledger,
          Findings: "Two files",
          Status: "CLOSED",
          UpdatedAt: now,
          LastModifiedBy: "key-0000",
          LastModifiedByUsername: "soar",
        },
      });
      expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/17", "PUT /v1/cases/17"]);
    });

    it("empties what is named, and sets people by name", async () => {
      const args = { casenumber: "17", clear: "description,subject", assignee: "piet@acme.test", name: "Ledger" };
      const { context } = await tenant.run("code42-case-update", args);
      expect(context?.["Code42.Case"]).to.include({ Name: "Ledger", Assignee: "1190000000000000102" });
      expect(context?.["Code42.Case"]).not.to.have.any.keys("Description", "Subject", "SubjectUsername");
      expect(context?.["Code42.Case"]).to.include({ Findings: "## Findings\n- one file", Status: "OPEN" });
    });

    it("writes nothing where all is so already: run again it succeeds", async () => {
      const args = { casenumber: "16", status: "CLOSED", findings: "None" };
      await tenant.run("code42-case-update", args);
      await tenant.requests();
      const { context, readable } = await tenant.run("code42-case-update", args);
      expect(context?.["Code42.Case"]).to.include({ Status: "CLOSED", Findings: "None" });
      expect(readable).to.match(/^### Code42 Case Unchanged\n/);
      expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/16"]);
    });

    it("says that a closed case takes no changes", async () => {
      const error = await rejection(tenant.run("code42-case-update", { casenumber: "14", findings: "More" }));
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message: "Case 14 is closed and takes no changes.",
        hint: "Closed and archived cases stay as they are. Open a new one with code42-case-create.",
      });
    });

    it("names the case that has the new name already", async () => {
      const error = await rejection(tenant.run("code42-case-update", { casenumber: "17", name: "Board pictures" }));
      expect(error)
        .to.be.instanceOf(ArgumentError)
        .with.property("message", 'There is a case called "Board pictures" already: number 16 (OPEN).');
    });

    it("wants something to change", async () => {
      const error = await rejection(tenant.run("code42-case-update", { casenumber: "17" }));
      expect(error).to.be.instanceOf(ArgumentError);
      expect(error).to.include({
        message: "There is nothing to change.",
        hint:
          "Give at least one of name, status, assignee, subject, description, findings; " +
          "or name in clear what to empty.",
      });
      expect(await tenant.requests()).to.deep.equal([]);
    });

    it("does not both set and empty", async () => {
      const args = { casenumber: "17", findings: "f", clear: "findings" };
      const error = await rejection(tenant.run("code42-case-update", args));
      expect(error).to.be.instanceOf(ArgumentError).with.property("message", "Both given and to be cleared: findings.");
    });

    it("names the case that does not exist", async () => {
      const error = await rejection(tenant.run("code42-case-update", { casenumber: "99", name: "x" }));
      expect(error).to.be.instanceOf(NotFoundError).with.property("message", "There is no case 99.");
      expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/99"]);
    });

    it("names the case that is deleted meanwhile", async () => {
      await refuse("PUT", "/v1/cases/17", 404);
      const error = await rejection(tenant.run("code42-case-update", { casenumber: "17", name: "x" }));
      expect(error).to.be.instanceOf(NotFoundError).with.property("message", "There is no case 17.");
    });

    it("is sent again after a failure, but not where it closes the case", async () => {
      await refuse("PUT", "/v1/cases/17", 503);
      await tenant.run("code42-case-update", { casenumber: "17", findings: "f" });
      expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/17", "PUT /v1/cases/17", "PUT /v1/cases/17"]);
      await refuse("PUT", "/v1/cases/17", 503);
      const error = await rejection(tenant.run("code42-case-update", { casenumber: "17", status: "CLOSED" }));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 503);
      expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/17", "PUT /v1/cases/17"]);
    });
  });

  describe("code42-case-delete", () => {
    it("deletes a case", async () => {
      const { context } = await tenant.run("code42-case-delete", { casenumber: "16" });
      expect(context).to.deep.equal({ "Code42.Case": { Number: 16, Deleted: true } });
      expect(await tenant.requests()).to.deep.equal(["DELETE /v1/cases/16"]);
      expect(await numbers({})).to.deep.equal([14, 15, 17]);
    });

    it("names the case that does not exist", async () => {
      const error = await rejection(tenant.run("code42-case-delete", { casenumber: "99" }));
      expect(error).to.be.instanceOf(NotFoundError);
      expect(error).to.include({
        message: "There is no case 99.",
        hint: "Run code42-case-list to see the numbers of all cases.",
      });
    });

    const preview = async (casenumber: string) => {
      const options = { integration: code42, simulator: tenant.simulator, preview: true };
      return runCommand("code42-case-delete", { casenumber }, options);
    };

    it("says before which case it is", async () => {
      expect((await preview("14")).preview).to.equal('This deletes case 14, "Contractor laptop" (CLOSED), for good.');
      expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/14", "DELETE /v1/cases/14"]);
    });

    it("says so even of a case whose state Incydr does not tell", async () => {
      await refuse("GET", "/v1/cases", 200, '{"number":16,"name":"Board pictures"}');
      expect((await preview("16")).preview).to.equal(
        'This deletes case 16, "Board pictures" (state unknown), for good.',
      );
    });

    it("asks about no case that does not exist", async () => {
      const { error } = await preview("99");
      expect(error).to.be.instanceOf(NotFoundError).with.property("message", "There is no case 99.");
      expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/99"]);
    });

    it("is not sent again after a failure", async () => {
      await refuse("DELETE", "/v1/cases/16", 500);
      const error = await rejection(tenant.run("code42-case-delete", { casenumber: "16" }));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 500);
      expect(await tenant.requests()).to.deep.equal(["DELETE /v1/cases/16"]);
    });
  });

  describe("code42-case-list-file-events", () => {
    it("lists them", async () => {
      const { context } = await tenant.run("code42-case-list-file-events", { casenumber: "17" });
      expect(context).to.deep.equal({
        "Code42.CaseFileEvents": [
          {
            CaseNumber: 17,
            EventID: event,
            Timestamp: "2026-01-05T23:03:40.667Z",
            Exposure: ["ApplicationRead"],
            FileAvailability: "EXACT_FILE_AVAILABLE",
            FileName: "ledger_core.py",
            FilePath: "C:/Users/user1/Downloads/",
            RiskIndicators: [
              { Name: "Dropbox upload", Weight: 5 },
              { Name: "Source code", Weight: 3 },
              { Name: "First use of destination", Weight: 3 },
            ],
            RiskScore: 11,
            RiskSeverity: "CRITICAL",
          },
        ],
      });
      expect(await tenant.requests()).to.deep.equal([`GET /v1/cases/17/fileevent?${page(100)}`]);
    });

    it("warns where there is no such case", async () => {
      const result = await tenant.run("code42-case-list-file-events", { casenumber: "99" });
      expect(result).to.deep.equal({ warnings: ["There is no case 99."] });
    });

    it("does not take a failure for an empty list", async () => {
      await refuse("GET", "/v1/cases", 409);
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
      await refuse("POST", "/v1/cases", 400, '{"problem":"CASE_ALREADY_HAS_EVENT"}');
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
      await refuse("POST", "/v1/cases", 409);
      const error = await rejection(add("16", [event]));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 409);
    });
  });

  describe("code42-case-export", () => {
    const exported = async (args: Record<string, string>) => {
      const { files = [] } = await tenant.run("code42-case-export", args);
      return files.map(({ name }) => name);
    };

    it("takes the summary unless told otherwise", async () => {
      expect(await exported({ casenumber: "17" })).to.deep.equal(["Case-17.pdf"]);
      expect(await tenant.requests()).to.deep.equal(["GET /v1/cases/17/export"]);
    });

    it("takes the file events, or everything", async () => {
      expect(await exported({ casenumber: "17", format: "csv" })).to.deep.equal(["Case-17-file-events.csv"]);
      expect(await exported({ casenumber: "17", format: "full" })).to.deep.equal(["Case-17.zip"]);
      expect(await tenant.requests()).to.deep.equal([
        "GET /v1/cases/17/fileevent/export",
        "GET /v1/cases/17/export/full?files=true&summary=true&fileEvents=true",
      ]);
    });

    const fallbacks: [string, string][] = [
      ["summary", "Case-17.pdf"],
      ["csv", "Case-17-file-events.csv"],
      ["full", "Case-17.zip"],
    ];
    for (const [format, name] of fallbacks) {
      it(`calls it ${name} where Incydr gives the ${format} no name`, async () => {
        await refuse("GET", "/v1/cases", 200, "what is in it");
        expect(await exported({ casenumber: "17", format })).to.deep.equal([name]);
      });
    }

    it("warns where there is no such case", async () => {
      const result = await tenant.run("code42-case-export", { casenumber: "99" });
      expect(result).to.deep.equal({ warnings: ["There is no case 99."] });
    });

    it("lets a failure be", async () => {
      await refuse("GET", "/v1/cases", 409);
      const error = await rejection(tenant.run("code42-case-export", { casenumber: "17" }));
      expect(error).to.be.instanceOf(ApiError).with.property("status", 409);
    });
  });
});
