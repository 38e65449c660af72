import { expect } from "chai";

import { parseEventQuery, parseGroupingQuery } from "../../../../commands/_simulator/file-events/query.ts";
import { termNames } from "../../../../commands/_simulator/file-events/terms.ts";

function withFilters(...filters: unknown[]): Record<string, unknown> {
  return { groups: [{ filters }] };
}

function problemsOf(body: unknown): unknown[] {
  return parseEventQuery(body).problems ?? [];
}

function typesOf(body: unknown): string[] {
  return (parseEventQuery(body).problems ?? []).map(({ type }) => type);
}

const filter = { term: "file.name", operator: "IS", value: "x" };

describe("a file-event query", () => {
  it("has defaults for everything but its groups", () => {
    const { value } = parseEventQuery({ groups: [] });
    expect(value?.page).to.deep.equal({ size: 100, number: 1 });
    expect(value?.sort.term.name).to.equal("event.id");
    expect(value?.sort.descending).to.equal(false);
  });

  it("takes null for absent", () => {
    const nulls = { groupClause: null, pgNum: null, pgSize: null, pgToken: null, srtDir: null, srtKey: null };
    expect(parseEventQuery({ ...nulls, groups: [] }).value?.page).to.deep.equal({ size: 100, number: 1 });
  });

  it("asks for token mode with an empty token", () => {
    const body = { groups: [], pgNum: 1, pgSize: 10_000, pgToken: "", srtKey: "@timestamp", srtDir: "desc" };
    const { value } = parseEventQuery(body);
    expect(value?.page).to.deep.equal({ size: 10_000, token: "" });
    expect(value?.sort).to.deep.include({ descending: true });
  });

  it("names an unknown term as the vendor does", () => {
    expect(problemsOf(withFilters({ term: "file.nope", operator: "IS", value: "x" }))).to.deep.equal([
      {
        type: "INVALID_TERM",
        description: "unknown term",
        badFilter: { term: "file.nope", operator: "IS", value: "x" },
      },
    ]);
  });

  it("does not search what is in documents but no term", () => {
    const names = ["event.xfcEventId", "file.mimeType", "process.extension.browser", "risk", "event", "__proto__"];
    for (const term of names) expect(typesOf(withFilters({ ...filter, term })), term).to.deep.equal(["INVALID_TERM"]);
  });

  it("takes a missing operator for IS, and a missing clause for AND", () => {
    const { value } = parseEventQuery(withFilters({ term: "file.name", value: "x" }));
    expect(value?.criteria).to.deep.include({ clause: "AND" });
    expect(JSON.stringify(value?.criteria)).to.contain('"operator":"IS"');
  });

  const wrong: [what: string, body: unknown, types: string[]][] = [
    ["no body", undefined, ["INVALID_BODY"]],
    ["a list", [], ["INVALID_BODY"]],
    ["no groups", {}, ["MISSING_GROUPS"]],
    ["groups that are no list", { groups: {} }, ["MISSING_GROUPS"]],
    ["a group that is text", { groups: ["x"] }, ["MISSING_FILTERS"]],
    ["a group without filters", { groups: [{ filterClause: "AND", filters: [] }] }, ["MISSING_FILTERS"]],
    ["a group without subgroups", { groups: [{ subgroups: [] }] }, ["MISSING_FILTERS"]],
    ["a filter that is text", withFilters("x"), ["INVALID_FILTER"]],
    ["an unknown operator", withFilters({ ...filter, operator: "CONTAINS" }), ["INVALID_OPERATOR"]],
    ["an operator of prototypes", withFilters({ ...filter, operator: "constructor" }), ["INVALID_OPERATOR"]],
    ["an operator that does not suit", withFilters({ ...filter, operator: "GREATER_THAN" }), ["INVALID_OPERATOR"]],
    ["a time operator on text", withFilters({ ...filter, operator: "ON" }), ["INVALID_OPERATOR"]],
    [
      "greater than on a time",
      withFilters({ ...filter, term: "@timestamp", operator: "GREATER_THAN" }),
      ["INVALID_OPERATOR"],
    ],
    ["no value", withFilters({ ...filter, value: null }), ["MISSING_VALUE"]],
    ["a list for IS", withFilters({ ...filter, value: ["x"] }), ["INVALID_VALUE"]],
    ["one value for IS_ANY", withFilters({ ...filter, operator: "IS_ANY" }), ["INVALID_VALUE"]],
    ["an empty list for IS_ANY", withFilters({ ...filter, operator: "IS_ANY", value: [] }), ["INVALID_VALUE"]],
    ["a list within a list", withFilters({ ...filter, operator: "IS_ANY", value: [["x"]] }), ["INVALID_VALUE"]],
    ["text for a number", withFilters({ ...filter, term: "risk.score", value: "*" }), ["INVALID_VALUE"]],
    ["text for a truth", withFilters({ ...filter, term: "risk.trusted", value: "yes" }), ["INVALID_VALUE"]],
    [
      "what is no text for a truth",
      withFilters(
        { ...filter, term: "risk.trusted", value: { toString: 1 } },
        { ...filter, term: "risk.trusted", value: [[true]] },
      ),
      ["INVALID_VALUE", "INVALID_VALUE"],
    ],
    ["no time", withFilters({ term: "@timestamp", operator: "ON_OR_AFTER", value: "2026" }), ["INVALID_VALUE"]],
    ["a time as a number", withFilters({ term: "@timestamp", operator: "ON_OR_AFTER", value: 17 }), ["INVALID_VALUE"]],
    [
      "a time for a day",
      withFilters({ term: "@timestamp", operator: "ON", value: "2026-01-05T00:00:00Z" }),
      ["INVALID_VALUE"],
    ],
    ["no duration", withFilters({ term: "@timestamp", operator: "WITHIN_THE_LAST", value: "14" }), ["INVALID_VALUE"]],
    [
      "unknown clauses",
      { groupClause: "XOR", groups: [{ filterClause: "and", filters: [filter] }] },
      ["INVALID_CLAUSE", "INVALID_CLAUSE"],
    ],
    [
      "an unknown subgroup clause",
      { groups: [{ subgroupClause: 1, subgroups: [{ filters: [filter] }] }] },
      ["INVALID_CLAUSE"],
    ],
    ["an unknown sort key", { groups: [], srtKey: "file.nope" }, ["INVALID_SORT"]],
    ["a sort key that is no text", { groups: [], srtKey: 7 }, ["INVALID_SORT"]],
    ["an unknown direction", { groups: [], srtDir: "ASC" }, ["INVALID_SORT"]],
    ["page 0", { groups: [], pgNum: 0 }, ["INVALID_PAGE_NUMBER"]],
    ["page one and a half", { groups: [], pgNum: 1.5 }, ["INVALID_PAGE_NUMBER"]],
    ["a page beyond 10,000 results", { groups: [], pgNum: 11, pgSize: 1000 }, ["INVALID_PAGE_NUMBER"]],
    ["a page of none", { groups: [], pgSize: 0 }, ["INVALID_PAGE_SIZE"]],
    ["a page of 10,001", { groups: [], pgSize: 10_001, pgToken: "" }, ["INVALID_PAGE_SIZE"]],
    ["a size as text", { groups: [], pgSize: "10" }, ["INVALID_PAGE_SIZE"]],
    ["a token that is no text", { groups: [], pgToken: 7 }, ["INVALID_PAGE_TOKEN"]],
  ];
  for (const [what, body, types] of wrong) {
    it(`is refused for ${what}`, () => {
      expect(typesOf(body)).to.deep.equal(types);
    });
  }

  it("is told all that is wrong with it at once", () => {
    const body = {
      ...withFilters({ term: "file.nope", operator: "CONTAINS", value: "x" }, { ...filter, value: null }),
      pgNum: -1,
      srtKey: "nope",
    };
    expect(typesOf(body)).to.deep.equal([
      "INVALID_TERM",
      "INVALID_OPERATOR",
      "MISSING_VALUE",
      "INVALID_SORT",
      "INVALID_PAGE_NUMBER",
    ]);
  });

  it("may reach 10,000 results by number", () => {
    expect(problemsOf({ groups: [], pgNum: 10, pgSize: 1000 })).to.deep.equal([]);
  });

  it("may go beyond 10,000 results by token", () => {
    expect(problemsOf({ groups: [], pgNum: 99, pgSize: 1000, pgToken: "" })).to.deep.equal([]);
  });

  it("may have 1,024 criteria, however they are grouped", () => {
    const half = { filters: Array.from({ length: 512 }, () => filter) };
    expect(problemsOf({ groups: [half, { subgroups: [half] }] })).to.deep.equal([]);
    expect(typesOf({ groups: [half, { subgroups: [half, { filters: [filter] }] }] })).to.deep.equal([
      "MAX_FILTERS_EXCEEDED",
    ]);
  });

  it("counts every value of a list as a criterion", () => {
    const values = Array.from({ length: 1025 }, (_, index) => String(index));
    const ids = { term: "event.id", operator: "IS_ANY" };
    expect(problemsOf(withFilters({ ...ids, value: values.slice(1) }))).to.deep.equal([]);
    expect(typesOf(withFilters({ ...ids, value: values }))).to.deep.equal(["MAX_FILTERS_EXCEEDED"]);
  });

  it("is not read on when it is beyond measure", () => {
    const groups = Array.from({ length: 20_000 }, () => "x");
    expect(problemsOf({ groups }).length).to.equal(1025);
  });

  it("may be nested, but not for ever", () => {
    function nested(depth: number): unknown {
      return depth === 0 ? { filters: [filter] } : { subgroupClause: "OR", subgroups: [nested(depth - 1)] };
    }
    expect(problemsOf({ groups: [nested(31)] })).to.deep.equal([]);
    expect(typesOf({ groups: [nested(5000)] })).to.deep.equal(["INVALID_BODY"]);
  });
});

describe("a grouping query", () => {
  it("names a term, and how many groups it wants", () => {
    const { value } = parseGroupingQuery({ groupingTerm: "user.email", groups: [], size: 3 });
    expect([value?.term.name, value?.size]).to.deep.equal(["user.email", 3]);
    expect(parseGroupingQuery({ groupingTerm: "user.email", groups: [] }).value?.size).to.equal(1000);
  });

  it("is refused for an unknown term or an unbounded size", () => {
    const types = parseGroupingQuery({ groupingTerm: "nope", groups: [], size: 10_001 }).problems?.map(
      ({ type }) => type,
    );
    expect(types).to.deep.equal(["INVALID_TERM", "INVALID_PAGE_SIZE"]);
  });
});

describe("the terms", () => {
  it("are those of the vendor's list", () => {
    expect(termNames())
      .to.have.lengthOf(142)
      .and.to.include.members([
        "@timestamp",
        "event.relatedEvents.tabs.urlError",
        "file.acquiredFrom.sourceUser.email",
        "destination.remoteHostname",
        "destination.removableMedia.volumeName",
        "risk.untrustedValues.slackWorkspaces",
        "git.repositoryEndpointPath",
      ]);
  });
});
