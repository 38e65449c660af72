import { ArgumentError } from "soarkit";
import { expect } from "chai";
import { toFileEventQuery } from "../../../commands/_map/file-event-query.ts";

const md5 = "0F343B0931126A20F133D67C2B018A3B";
const sha256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
const search = { results: 50, min_risk_score: 1, username: "a@acme.test" };

describe("toFileEventQuery", () => {
  it("joins every filter by AND, latest events first", () => {
    const query = toFileEventQuery({
      ...search,
      min_risk_score: 5,
      hash: sha256,
      hostname: "LAP-1",
      start_time: Date.UTC(2026, 0, 1),
      end_time: Date.UTC(2026, 0, 2),
    });
    expect(query).to.deep.equal({
      groupClause: "AND",
      groups: [
        {
          filterClause: "AND",
          filters: [
            { term: "risk.score", operator: "GREATER_THAN", value: 4 },
            { term: "file.hash.sha256", operator: "IS", value: sha256 },
            { term: "source.name", operator: "IS", value: "LAP-1" },
            { term: "user.email", operator: "IS", value: "a@acme.test" },
            { term: "@timestamp", operator: "ON_OR_AFTER", value: "2026-01-01T00:00:00.000Z" },
            { term: "@timestamp", operator: "ON_OR_BEFORE", value: "2026-01-02T00:00:00.000Z" },
          ],
        },
      ],
      srtKey: "@timestamp",
      srtDir: "desc",
    });
  });

  it("takes events without risk for a lowest score of 0", () => {
    const { groups } = toFileEventQuery({ results: 50, min_risk_score: 0, hash: md5 });
    const filters = [{ term: "file.hash.md5", operator: "IS", value: "0f343b0931126a20f133d67c2b018a3b" }];
    expect(groups).to.deep.equal([{ filterClause: "AND", filters }]);
  });

  it("adds the other filters to those of json, and leaves its paging aside", () => {
    const groups = [{ filters: [{ term: "file.name", operator: "IS", value: "*.docx" }] }];
    const json = JSON.stringify({ groups, pgNum: 1, pgSize: 9, pgToken: "" });
    expect(toFileEventQuery({ ...search, hash: md5, start_time: 1, json })).to.deep.equal({
      groupClause: "AND",
      groups: [
        { filterClause: "AND", filters: [{ term: "file.name", operator: "IS", value: "*.docx" }] },
        {
          filterClause: "AND",
          filters: [
            { term: "file.hash.md5", operator: "IS", value: "0f343b0931126a20f133d67c2b018a3b" },
            { term: "user.email", operator: "IS", value: "a@acme.test" },
            { term: "@timestamp", operator: "ON_OR_AFTER", value: "1970-01-01T00:00:00.001Z" },
          ],
        },
      ],
      srtKey: "@timestamp",
      srtDir: "desc",
    });
  });

  it("keeps the alternatives of json together beside other filters, and as they are without", () => {
    const one = { filterClause: "OR", filters: [{ term: "file.name", operator: "IS", value: "a" }] };
    const other = { filterClause: "AND", filters: [{ term: "git.eventId", operator: "EXISTS" }] };
    const json = { groupClause: "OR", groups: [one, other] };
    const nulled = { filterClause: "AND", filters: [{ term: "git.eventId", operator: "EXISTS", value: null }] };
    const alone = toFileEventQuery({ results: 50, min_risk_score: 1, json });
    expect([alone.groupClause, alone.groups]).to.deep.equal(["OR", [one, nulled]]);
    const narrowed = toFileEventQuery({ ...search, json });
    expect([narrowed.groupClause, narrowed.groups]).to.deep.equal([
      "AND",
      [
        { subgroupClause: "OR", subgroups: [one, nulled] },
        { filterClause: "AND", filters: [{ term: "user.email", operator: "IS", value: "a@acme.test" }] },
      ],
    ]);
  });

  it("lets a lowest score of 1, the default, take nothing from json, and a higher one take what is below", () => {
    const json = { groups: [{ filters: [{ term: "git.eventId", operator: "EXISTS" }] }] };
    const filters = (min_risk_score: number) => toFileEventQuery({ results: 50, min_risk_score, json }).groups.slice(1);
    expect([filters(0), filters(1)]).to.deep.equal([[], []]);
    expect(filters(2)).to.deep.equal([
      { filterClause: "AND", filters: [{ term: "risk.score", operator: "GREATER_THAN", value: 1 }] },
    ]);
  });

  it("leaves nested subgroups as they are, and the sorting to json", () => {
    const filters = [{ term: "file.name", operator: "IS", value: "a" }];
    const groups = [{ subgroupClause: "OR", subgroups: [{ filterClause: "AND", filters }] }];
    const json = { groups, srtKey: "event.inserted" };
    const { groups: all, ...rest } = toFileEventQuery({ results: 1, min_risk_score: 0, json });
    expect(all).to.deep.equal(groups);
    expect(rest).to.deep.equal({ groupClause: "AND", srtKey: "event.inserted", srtDir: "asc" });
    expect(toFileEventQuery({ ...search, json: { ...json, srtDir: "DESC" } }).srtDir).to.equal("desc");
  });

  it("names every fault of the arguments at once", () => {
    const fault = catchArgumentError(() =>
      toFileEventQuery({ results: 0, min_risk_score: -1, hash: "abc", start_time: 2, end_time: 1, json: "{" }),
    );
    expect(fault.message).to.include("hash must be an MD5 (32 hexadecimal digits) or a SHA256 (64), got 3 characters.");
    expect(fault.message).to.include("results must be 1 to 50000, got 0.");
    expect(fault.message).to.include("min_risk_score must be a whole number, 0 or more, got -1.");
    expect(fault.message).to.include("start_time is after end_time.");
    expect(fault.message).to.include("json is no JSON: ");
  });

  it("refuses a hash of the right length that is none", () => {
    expect(() => toFileEventQuery({ results: 1, min_risk_score: 1, hash: "z".repeat(32) })).to.throw(
      ArgumentError,
      "hash",
    );
  });

  it("refuses to search for nothing", () => {
    const fault = catchArgumentError(() => toFileEventQuery({ results: 50, min_risk_score: 9 }));
    expect(fault.message).to.equal("Nothing to search for.");
    expect(fault.hint).to.equal("Give json, hash, username, hostname, start_time or end_time.");
  });

  it("names every fault of json, with its place", () => {
    const json = {
      groupClause: "XOR",
      srtKey: 5,
      srtDir: "up",
      pgNum: 2,
      groups: [
        { filterClause: "NOT", filters: [{ term: "a" }] },
        5,
        { subgroupClause: "AND", subgroups: [] },
        { filters: [] },
      ],
    };
    expect(catchArgumentError(() => toFileEventQuery({ ...search, json })).message).to.equal(
      "json is no file event query: it must leave out pgNum and pgToken, since results pages by itself; " +
        "srtKey must be a text; srtDir must be asc or desc; groupClause must be AND or OR; " +
        "groups[0].filterClause must be AND or OR; " +
        "groups[0].filters[0] must be an object with the texts term and operator; " +
        "groups[1] must be an object with a list of filters or of subgroups; " +
        "groups[2].subgroups must be a list with at least one group; groups[3].filters must hold at least one filter.",
    );
  });

  for (const json of ["[]", "5", '{"groups": []}', "{}", '{"groups": {}}']) {
    it(`refuses ${json}`, () => {
      expect(() => toFileEventQuery({ ...search, json })).to.throw(ArgumentError, "json is no file event query");
    });
  }

  it("names no more faults than a person reads", () => {
    const json = { groups: Array.from({ length: 1000 }, () => 1) };
    expect(() => toFileEventQuery({ ...search, json })).to.throw(ArgumentError, "; and 980 faults more.");
  });

  it("refuses a query nested without end instead of running out of stack", () => {
    const depth = 5000;
    const json = `{"groups":[${'{"subgroups":['.repeat(depth)}{"filters":[]}${"]}".repeat(depth)}]}`;
    expect(() => toFileEventQuery({ ...search, json })).to.throw(
      ArgumentError,
      "groups must not lie deeper than 20 levels",
    );
  });

  it("refuses more filters than Incydr takes", () => {
    const filters = Array.from({ length: 1025 }, () => ({ term: "file.name", operator: "IS", value: "a" }));
    const json = { groups: [{ subgroups: [{ filters }] }] };
    expect(() => toFileEventQuery({ results: 1, min_risk_score: 0, json })).to.throw(
      ArgumentError,
      "has 1025 filters; Incydr takes 1024",
    );
    const most = { groups: [{ filters: filters.slice(1) }] };
    expect(toFileEventQuery({ results: 1, min_risk_score: 0, json: most }).groups).to.have.length(1);
    expect(() => toFileEventQuery({ ...search, json: most })).to.throw(ArgumentError, "has 1025 filters");
  });
});

function catchArgumentError(act: () => unknown): ArgumentError {
  try {
    act();
  } catch (error) {
    if (error instanceof ArgumentError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
