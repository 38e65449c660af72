import { expect } from "chai";
import { searchAuditLog } from "../../commands/_audit-log.ts";
import { json, serve, type TestServer } from "../http/loopback.ts";
import { connectTo, paramsOf } from "./tenant.ts";

describe("searchAuditLog", () => {
  let server: TestServer;
  afterEach(() => server.close());

  const search = async (wanted: number, events: object[]) => {
    server = await serve((request, response) =>
      json(
        response,
        request.path.startsWith("/v1/oauth")
          ? { access_token: "t", token_type: "bearer", expires_in: 900 }
          : { events },
      ),
    );
    const client = await connectTo(paramsOf({ api_url: server.url }));
    const steps: string[] = [];
    const progress = (done: number, total?: number, what?: string) => void steps.push(`${done}/${total} ${what}`);
    const signal = new AbortController().signal;
    return { found: await searchAuditLog(client, {}, wanted, { progress, signal }), steps };
  };
  const sizes = () => server.seen.slice(1).map(({ body }) => (JSON.parse(body) as { pageSize: number }).pageSize);

  it("puts entries in the order of their time, and those without one last, as they came", async () => {
    const [late, early] = [{ timestamp: "2026-01-05T10:00:00.000Z" }, { timestamp: "2026-01-05T09:00:00.000Z" }];
    const { found, steps } = await search(50_000, [{ n: 1 }, late, { n: 2, timestamp: "soon" }, early]);
    expect(found).to.deep.equal([early, late, { n: 1 }, { n: 2, timestamp: "soon" }]);
    expect(steps).to.deep.equal(["4/50000 audit log entries"]);
    expect(sizes()).to.deep.equal([10_000]);
  });

  it("gives no more than is wanted, even of a page that is longer than it was asked for", async () => {
    expect((await search(2, [{ n: 1 }, { n: 2 }, { n: 3 }])).found).to.deep.equal([{ n: 1 }, { n: 2 }]);
    expect(sizes()).to.deep.equal([2]);
  });
});
