import { ApiError } from "soarkit";
import { expect } from "chai";
import type { AuditEvent, AuditFilter } from "../../../commands/_api/audit-log.ts";
import { json, serve, type TestServer } from "../../http/loopback.ts";
import { connectTo, paramsOf, rejection } from "../tenant.ts";

describe("Incydr's audit log", () => {
  let server: TestServer;
  afterEach(() => server.close());

  const pagesOf = async (answers: unknown[], filter: AuditFilter, pageSize: number): Promise<AuditEvent[][]> => {
    let searches = 0;
    server = await serve((request, response) =>
      request.path.startsWith("/v1/oauth")
        ? json(response, { access_token: "t", token_type: "bearer", expires_in: 900 })
        : json(response, answers[searches++]),
    );
    const { auditLog } = await connectTo(paramsOf({ api_url: server.url }));
    return Array.fromAsync(auditLog.pages(filter, pageSize, new AbortController().signal));
  };
  const bodies = () => server.seen.slice(1).map(({ body }) => JSON.parse(body) as object);
  const answer = (...ids: number[]) => ({ events: ids.map((number) => ({ type$: "audit_log::x/1", number })) });
  const nothing = { actorIds: null, actorIpAddresses: null, actorNames: null, eventTypes: null, resourceIds: null };
  const nobody = { ...nothing, userTypes: null };

  it("is asked with every key, null for what is not wanted, and times in seconds", async () => {
    await pagesOf([answer()], { startTime: 1_767_607_200_456 }, 1000);
    expect(server.seen[1]).to.include({ method: "POST", path: "/v1/audit/search-audit-log" });
    const dateRange = { startTime: 1_767_607_200.456, endTime: null };
    expect(bodies()).to.deep.equal([{ ...nobody, dateRange, page: 0, pageSize: 1000 }]);
  });

  it("is asked for everything that is wanted", async () => {
    const lists = {
      actorIds: ["a"],
      actorIpAddresses: ["192.0.2.1"],
      actorNames: ["n"],
      eventTypes: ["logged_in"],
      resourceIds: ["r"],
      userTypes: ["USER"],
    };
    await pagesOf([answer()], { ...lists, endTime: 1000 }, 1);
    const dateRange = { startTime: null, endTime: 1 };
    expect(bodies()).to.deep.equal([{ ...lists, dateRange, page: 0, pageSize: 1 }]);
  });

  it("is paged from 0, until a page is not full", async () => {
    expect(await pagesOf([answer(1, 2), answer(3, 4), answer(5)], {}, 2)).to.deep.equal([
      answer(1, 2).events,
      answer(3, 4).events,
      answer(5).events,
    ]);
    expect(bodies().map((body) => (body as { page: number }).page)).to.deep.equal([0, 1, 2]);
  });

  it("gives entries as they come, whatever is in them", async () => {
    const odd = { type$: 5, timestamp: null, actorIpAddress: ["192.0.2.1"], inner: { list: [null] } };
    const pages = { events: [odd], paginationRangeStartIndex: 0, pagination_range_end_index: 1 };
    expect(await pagesOf([pages], {}, 10)).to.deep.equal([[odd]]);
  });

  it("may be empty", async () => {
    expect(await pagesOf([{ events: null }], {}, 10)).to.deep.equal([]);
  });

  for (const wrong of [[], {}, { events: {} }, { events: ["x"] }]) {
    it(`is not ${JSON.stringify(wrong)}`, async () => {
      expect(await rejection(pagesOf([wrong], {}, 10))).to.be.instanceOf(ApiError);
    });
  }
});
