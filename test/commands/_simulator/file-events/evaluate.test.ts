import { expect } from "chai";
import fc from "fast-check";

import { compileCriteria } from "../../../../commands/_simulator/file-events/evaluate.ts";
import { parseEventQuery } from "../../../../commands/_simulator/file-events/query.ts";

const NOW = Date.parse("2026-01-05T11:00:00.000Z");

const document: Record<string, unknown> = {
  "@timestamp": "2026-01-05T10:04:31.118Z",
  event: { id: "0_A_b", inserted: "2026-01-05T10:06:44.735912Z", shareType: [], vector: null },
  user: { email: "User1.Quill@acme.test", id: "1190000000000000101" },
  file: {
    name: "ledger*core.py",
    directory: "C:/Users/user1/ledger/",
    sizeInBytes: 48213,
    created: "2026-01-02T08:00:00Z",
    hash: { md5: "0f343b0931126a20f133d67c2b018a3b" },
  },
  source: { name: "LAP-MARA-01", privateIp: ["10.4.0.17", "10.4.0.18"], operatingSystem: "" },
  destination: {
    tabs: [
      { title: "Home", url: "https://dropbox.test/home" },
      { title: "Other", url: null },
    ],
    removableMedia: { capacity: null },
    domains: ["dropbox.test"],
  },
  risk: {
    score: 11,
    severity: "CRITICAL",
    trusted: false,
    indicators: [
      { name: "Dropbox upload", weight: 5 },
      { name: "Source code", weight: 3 },
    ],
  },
};

function passes(body: Record<string, unknown>, of = document): boolean {
  const { value, problems } = parseEventQuery(body);
  if (value === undefined) throw new Error(JSON.stringify(problems));
  return compileCriteria(value.criteria, NOW)((section) => of[section]);
}

function filtered(term: string, operator: string, value: unknown = null): boolean {
  return passes({ groups: [{ filters: [{ term, operator, value }] }] });
}

describe("an operator", () => {
  const table: [term: string, operator: string, value: unknown, expected: boolean][] = [
    ["risk.severity", "IS", "CRITICAL", true],
    ["risk.severity", "IS", "critical", false],
    ["risk.severity", "IS", "CRIT*", true],
    ["risk.severity", "IS_NOT", "CRIT*", false],
    ["risk.severity", "IS_NOT", "LOW", true],
    ["file.name", "IS", "*.py", true],
    ["file.name", "IS", "*.docx", false],
    ["file.directory", "IS", "C:/Users*", true],
    // In a list, a star is a star.
    ["file.name", "IS_ANY", ["ledger*core.py"], true],
    ["file.name", "IS_ANY", ["*.py"], false],
    ["file.name", "IS_ANY", ["a", "b"], false],
    ["file.name", "IS_NONE", ["*.py"], true],
    ["file.name", "IS_NONE", ["a", "ledger*core.py"], false],
    // Case does not matter for addresses, host names, domains and hashes.
    ["user.email", "IS", "user1.quill@ACME.test", true],
    ["user.email", "IS_ANY", ["USER1.quill@acme.test"], true],
    ["user.email", "IS", "USER1*", true],
    ["source.name", "IS", "lap-mara-01", true],
    ["file.hash.md5", "IS", "0F343B0931126A20F133D67C2B018A3B", true],
    ["destination.domains", "IS", "Dropbox.TEST", true],
    ["event.id", "IS", "0_a_b", false],
    // Numbers and truths may come as text, and text as a number.
    ["risk.score", "IS", 11, true],
    ["risk.score", "IS", "11", true],
    ["risk.score", "IS_ANY", ["11", 12], true],
    ["risk.score", "GREATER_THAN", 10, true],
    ["risk.score", "GREATER_THAN", "10", true],
    ["risk.score", "GREATER_THAN", "-1", true],
    ["risk.score", "GREATER_THAN", 11, false],
    ["risk.score", "LESS_THAN", "12", true],
    ["risk.score", "LESS_THAN", 11, false],
    // As numbers, not as text: "5" would be greater than "48213".
    ["file.sizeInBytes", "GREATER_THAN", "5", true],
    ["risk.trusted", "IS", false, true],
    ["risk.trusted", "IS", "FALSE", true],
    ["risk.trusted", "IS", "TRUE", false],
    ["user.id", "IS", "1190000000000000101", true],
    // Any value of a list passes IS; IS_NOT is its opposite.
    ["source.privateIp", "IS", "10.4.0.18", true],
    ["source.privateIp", "IS", "10.4.0.19", false],
    ["source.privateIp", "IS_NOT", "10.4.0.18", false],
    ["source.privateIp", "IS_NOT", "10.4.0.19", true],
    ["destination.tabs.url", "IS", "*dropbox*", true],
    ["destination.tabs.title", "IS_ANY", ["Other"], true],
    ["risk.indicators.name", "IS", "Source code", true],
    ["risk.indicators.name", "IS_NONE", ["Zip", "Image"], true],
    ["risk.indicators.weight", "GREATER_THAN", 4, true],
    // What is not there is nothing, and so not anything.
    ["event.vector", "EXISTS", null, false],
    ["event.vector", "DOES_NOT_EXIST", null, true],
    ["event.vector", "IS_NOT", "x", true],
    ["event.vector", "IS", "*", false],
    ["event.shareType", "EXISTS", null, false],
    ["event.shareType", "DOES_NOT_EXIST", null, true],
    ["event.observer", "EXISTS", null, false],
    ["git.repositoryUri", "DOES_NOT_EXIST", null, true],
    ["destination.removableMedia.capacity", "GREATER_THAN", 0, false],
    ["destination.removableMedia.capacity", "LESS_THAN", 1, false],
    ["destination.tabs.url", "EXISTS", null, true],
    ["destination.tabs.titleError", "EXISTS", null, false],
    ["source.operatingSystem", "EXISTS", null, true],
    ["risk.trusted", "EXISTS", null, true],
    // A value given to EXISTS is not heeded.
    ["file.name", "EXISTS", "whatever", true],
    // Times are compared as milliseconds: the 912 microseconds do not count.
    ["event.inserted", "ON_OR_AFTER", "2026-01-05T10:06:44.735Z", true],
    ["event.inserted", "ON_OR_AFTER", "2026-01-05T10:06:44.736Z", false],
    ["event.inserted", "ON_OR_BEFORE", "2026-01-05T10:06:44.735Z", true],
    ["event.inserted", "ON_OR_BEFORE", "2026-01-05T10:06:44.734Z", false],
    ["event.inserted", "ON_OR_AFTER", "2026-01-05T10:06:44.735999Z", true],
    ["event.inserted", "IS", "2026-01-05T10:06:44.735Z", true],
    ["event.inserted", "IS_NOT", "2026-01-05T10:06:44.735Z", false],
    ["event.inserted", "IS_ANY", ["2026-01-05T10:06:44.735Z"], true],
    ["@timestamp", "ON", "2026-01-05", true],
    ["@timestamp", "ON", "2026-01-04", false],
    ["@timestamp", "ON", "2026-01-06", false],
    ["file.created", "ON_OR_BEFORE", "2026-01-02T08:00:00.000Z", true],
    ["@timestamp", "WITHIN_THE_LAST", "PT1H", true],
    ["@timestamp", "WITHIN_THE_LAST", "PT55M", false],
    ["@timestamp", "WITHIN_THE_LAST", "PT56M", true],
    ["@timestamp", "WITHIN_THE_LAST", "P14D", true],
    ["@timestamp", "EXISTS", null, true],
    ["file.modified", "WITHIN_THE_LAST", "P14D", false],
  ];
  for (const [term, operator, value, expected] of table) {
    it(`${term} ${operator} ${JSON.stringify(value)} ${expected ? "passes" : "does not pass"}`, () => {
      expect(filtered(term, operator, value)).to.equal(expected);
    });
  }

  it("does not find what is inserted later than now within the last hour", () => {
    const later = { ...document, "@timestamp": "2026-01-05T11:00:00.001Z" };
    const body = { groups: [{ filters: [{ term: "@timestamp", operator: "WITHIN_THE_LAST", value: "PT1H" }] }] };
    expect(passes(body, later)).to.equal(false);
  });

  it("compares a time that is none as text, and finds it only by existence", () => {
    const broken = { ...document, "@timestamp": "soon" };
    const body = (operator: string) => ({
      groups: [{ filters: [{ term: "@timestamp", operator, value: "2026-01-05T10:00:00Z" }] }],
    });
    expect(passes(body("ON_OR_AFTER"), broken)).to.equal(false);
    expect(passes(body("EXISTS"), broken)).to.equal(true);
  });
});

describe("the clauses of a query", () => {
  const yes = { term: "risk.score", operator: "IS", value: 11 };
  const no = { term: "risk.score", operator: "IS", value: 12 };
  const table: [what: string, body: Record<string, unknown>, expected: boolean][] = [
    ["no groups", { groups: [] }, true],
    ["no groups, joined by OR", { groupClause: "OR", groups: [] }, true],
    ["AND of filters", { groups: [{ filterClause: "AND", filters: [yes, no] }] }, false],
    ["OR of filters", { groups: [{ filterClause: "OR", filters: [yes, no] }] }, true],
    ["AND of groups", { groupClause: "AND", groups: [{ filters: [yes] }, { filters: [no] }] }, false],
    ["OR of groups", { groupClause: "OR", groups: [{ filters: [no] }, { filters: [yes] }] }, true],
    [
      "subgroups within subgroups",
      {
        groups: [
          {
            subgroupClause: "OR",
            subgroups: [
              { filters: [no] },
              { subgroupClause: "AND", subgroups: [{ filters: [yes] }, { filterClause: "OR", filters: [no, yes] }] },
            ],
          },
        ],
      },
      true,
    ],
    [
      "AND of subgroups",
      { groups: [{ subgroupClause: "AND", subgroups: [{ filters: [yes] }, { filters: [no] }] }] },
      false,
    ],
  ];
  for (const [what, body, expected] of table) {
    it(`${what} ${expected ? "passes" : "does not pass"}`, () => {
      expect(passes(body)).to.equal(expected);
    });
  }
});

describe("the algebra of queries", () => {
  const opposites: Record<string, string> = { IS: "IS_NOT", IS_ANY: "IS_NONE", EXISTS: "DOES_NOT_EXIST" };
  const words = fc.constantFrom("a", "b", "ab", "*", "a*", "*b");
  const documents = fc.record({
    file: fc.record({ name: fc.option(fc.constantFrom("a", "b", "ab")) }),
    source: fc.record({ domains: fc.array(fc.constantFrom("a", "b", "ab"), { maxLength: 3 }) }),
  });
  const filters = fc.record({
    term: fc.constantFrom("file.name", "source.domains"),
    operator: fc.constantFrom("IS", "IS_ANY", "EXISTS"),
    value: words,
  });
  interface Simple {
    term: string;
    operator: string;
    value: string;
  }
  function toFilter({ term, operator, value }: Simple): Record<string, unknown> {
    return { term, operator, value: operator === "IS_ANY" ? [value] : value };
  }
  function negated(filter: Simple): Record<string, unknown> {
    return { ...toFilter(filter), operator: opposites[filter.operator] };
  }

  it("lets exactly one of a filter and its opposite pass", () => {
    fc.assert(
      fc.property(filters, documents, (filter, of) => {
        const one = passes({ groups: [{ filters: [toFilter(filter)] }] }, of);
        const other = passes({ groups: [{ filters: [negated(filter)] }] }, of);
        return one !== other;
      }),
    );
  });

  it("keeps De Morgan's law", () => {
    fc.assert(
      fc.property(fc.array(filters, { minLength: 1, maxLength: 4 }), documents, (some, of) => {
        const all = passes({ groups: [{ filterClause: "AND", filters: some.map(toFilter) }] }, of);
        const none = passes({ groups: [{ filterClause: "OR", filters: some.map(negated) }] }, of);
        return all !== none;
      }),
    );
  });

  it("does not mind whether filters are in one group, in several or in subgroups", () => {
    fc.assert(
      fc.property(
        fc.array(filters, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("AND", "OR"),
        documents,
        (some, clause, of) => {
          const groups = some.map((filter) => ({ filters: [toFilter(filter)] }));
          const results = [
            passes({ groups: [{ filterClause: clause, filters: some.map(toFilter) }] }, of),
            passes({ groupClause: clause, groups }, of),
            passes({ groups: [{ subgroupClause: clause, subgroups: groups }] }, of),
          ];
          return new Set(results).size === 1;
        },
      ),
    );
  });
});
