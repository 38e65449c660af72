import { ArgumentError } from "soarkit";
import { expect } from "chai";
import { numbers, page } from "./cases.ts";
import { ledgerCase, listedLedger } from "./expected/cases.ts";
import { openTenant, rejection, type Tenant } from "./tenant.ts";

const admin = "1190000000000000900";
const mara = "1190000000000000101";

describe("the commands that read cases", () => {
  let tenant: Tenant;
  beforeEach(async () => (tenant = await openTenant()));
  afterEach(() => tenant.close());

  describe("code42-case-get", () => {
    it("gives the whole case", async () => {
      const { context } = await tenant.run("code42-case-get", { casenumber: "17" });
      expect(context).to.deep.equal({ "Code42.Case": ledgerCase });
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
      expect((context?.["Code42.Case"] as unknown[]).at(-1)).to.deep.equal(listedLedger);
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
        expect(await numbers(tenant, args)).to.deep.equal(found);
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
      expect(await numbers(tenant, { pgnum: "2", limit: "3" })).to.deep.equal([17]);
      expect(await numbers(tenant, { pgnum: "1", pgsize: "4", limit: "1" })).to.deep.equal([14, 15, 16, 17]);
      expect(await tenant.requests()).to.deep.equal([`GET /v1/cases?${page(3, 2)}`, `GET /v1/cases?${page(4)}`]);
    });

    it("asks for no page larger than 100 by itself", async () => {
      await numbers(tenant, { limit: "1000" });
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
});
