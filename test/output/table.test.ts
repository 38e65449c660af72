import { expect } from "chai";
import fc from "fast-check";
import { ManifestError } from "../../src/errors.ts";
import { pascalToSpace, stringToTableHeader } from "../../src/output/header.ts";
import { tableToMarkdown } from "../../src/output/table.ts";

describe("tableToMarkdown", () => {
  it("renders XSOAR's worked example to the letter", () => {
    const table = tableToMarkdown("T", [{ b: "x|y", a: ["1", "2"] }]);
    expect(table).to.equal("### T\n|a|b|\n|---|---|\n| 1,<br>2 | x\\|y |\n");
  });

  it("shows the keys of all rows, sorted, and an empty cell where a row has none", () => {
    const table = tableToMarkdown("", [{ b: 1 }, { a: null, c: true }]);
    expect(table).to.equal("|a|b|c|\n|---|---|---|\n|  | 1 |  |\n|  |  | true |\n");
  });

  it("says so when there is nothing to show", () => {
    for (const rows of [null, undefined, [], {}, "", { only: [] }]) {
      expect(tableToMarkdown("N", rows)).to.equal("### N\n**No entries.**\n");
    }
    expect(tableToMarkdown("N", [{}])).to.equal("### N\n**No entries.**\n");
    expect(tableToMarkdown("N", [{ a: 1 }], { headers: [] })).to.equal("### N\n**No entries.**\n");
  });

  it("makes a column of an object's only key", () => {
    expect(tableToMarkdown("", { Name: ["a", "b"] })).to.equal("|Name|\n|---|\n| a |\n| b |\n");
    expect(tableToMarkdown("", { Name: "a" })).to.equal("|Name|\n|---|\n| a |\n");
    expect(tableToMarkdown("", { Name: { x: 1 } })).to.equal("|Name|\n|---|\n| x: 1 |\n");
    expect(tableToMarkdown("", { Name: null })).to.equal("|Name|\n|---|\n|  |\n");
  });

  it("makes one row of an object with several keys", () => {
    expect(tableToMarkdown("", { b: 2, a: 0 })).to.equal("|a|b|\n|---|---|\n| 0 | 2 |\n");
  });

  it("puts plain values under the first header", () => {
    expect(tableToMarkdown("", ["x", 7], { headers: "Value" })).to.equal("|Value|\n|---|\n| x |\n| 7 |\n");
    expect(tableToMarkdown("", [{ a: 1 }, "x"])).to.equal("|a|\n|---|\n| 1 |\n| x |\n");
  });

  it("refuses plain values without a header, naming the table and the remedy", () => {
    const make = () => tableToMarkdown("Users", ["x"]);
    expect(make).to.throw(ManifestError, 'The rows of the table "Users" are no objects');
  });

  it("keeps the given headers in their order and leaves other keys out", () => {
    const table = tableToMarkdown("", [{ a: 1, b: 2, c: 3 }], { headers: ["c", "a"] });
    expect(table).to.equal("|c|a|\n|---|---|\n| 3 | 1 |\n");
  });

  it("puts the metadata between title and table", () => {
    const table = tableToMarkdown("T", [{ a: 1 }], { metadata: "Page 1 of 2" });
    expect(table).to.equal("### T\nPage 1 of 2\n|a|\n|---|\n| 1 |\n");
    expect(tableToMarkdown("T", [], { metadata: "Page 1" })).to.equal("### T\nPage 1\n**No entries.**\n");
  });

  it("keeps a title on one line", () => {
    expect(tableToMarkdown("a\r\nb", [])).to.equal("### a b\n**No entries.**\n");
  });

  it("removes columns that are empty in every row, but not those of 0 and false", () => {
    const rows = [
      { a: "", b: 0, c: null, d: [] },
      { a: "", b: 0, c: {}, d: false },
    ];
    expect(tableToMarkdown("", rows, { removeNull: true })).to.equal("|b|d|\n|---|---|\n| 0 |  |\n| 0 | false |\n");
    expect(tableToMarkdown("", [{ a: "" }], { removeNull: true })).to.equal("**No entries.**\n");
  });

  it("shows epoch milliseconds in UTC and leaves what is no time", () => {
    const rows = [{ at: 1_753_876_800_000 }, { at: "soon" }, { at: 1.5 }, { at: 9e15 }, {}];
    expect(tableToMarkdown("", rows, { dateFields: ["at"] })).to.equal(
      "|at|\n|---|\n| 2025-07-30 12:00:00 |\n| soon |\n| 1.5 |\n| 9000000000000000 |\n|  |\n",
    );
  });

  it("links the values of url keys at any depth", () => {
    const rows = [{ url: "http://a", in: { url: ["http://b", ""] }, list: [{ url: 7 }], other: "http://c" }];
    expect(tableToMarkdown("", rows, { urlKeys: ["url"], headers: ["url", "in", "list", "other"] })).to.equal(
      "|url|in|list|other|\n|---|---|---|---|\n" +
        '| [http://a](http://a) | url: [http://b](http://b),<br>null | {"url":"[7](7)"} | http://c |\n',
    );
  });

  it("flattens objects into lines and nested objects into JSON", () => {
    const table = tableToMarkdown("", [{ a: { k: "v", l: [1, { x: 2 }], o: { p: 1 } }, z: 1 }]);
    expect(table).to.equal('|a|z|\n|---|---|\n| k: v<br>l: 1,<br>{"x":2}<br>o: {"p":1} | 1 |\n');
  });

  it("escapes line ends, pipes and back-ticks in cells and in headers", () => {
    const table = tableToMarkdown("", [{ "a|b": "1\r\n2\r3\n4`5|6" }], { headers: ["a|b"] });
    expect(table).to.equal("|a\\|b|\n|---|\n| 1<br>2<br>3<br>4\\`5\\|6 |\n");
    expect(tableToMarkdown("", [{ x: 1 }], { headerTransform: () => "a|b\\" })).to.equal("|a\\|b\\ |\n|---|\n| 1 |\n");
  });

  it("reads no inherited property", () => {
    expect(tableToMarkdown("", [{ a: 1 }], { headers: ["toString"] })).to.equal("|toString|\n|---|\n|  |\n");
  });

  it("never lets a cell or a header break the table", () => {
    const hostile = fc.string({ unit: fc.constantFrom("|", "\\", "`", "\n", "\r", "a", " ") });
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, hostile), { minLength: 1, maxLength: 4 }), hostile, (cells, key) => {
        const headers = ["first", `k${key}`];
        const rows = cells.map(([a, b]) => ({ first: a, [`k${key}`]: b }));
        const lines = tableToMarkdown("", rows, { headers }).split("\n");
        expect(lines).to.have.length(rows.length + 3);
        expect(lines.pop()).to.equal("");
        for (const line of lines) expect(line.match(/(?<!\\)\|/g)).to.have.length(3);
      }),
    );
  });
});

describe("tableToMarkdown with jsonTransform", () => {
  it("shows nested values as bold dotted keys, lists as bullets, without what is empty", () => {
    const event = {
      "@timestamp": "2026-11-20T10:00:00Z",
      file: { name: "a.txt", hash: { md5: "d41d", sha256: null }, category: ["Doc", "Text"], owners: [] },
      risk: { score: 0, trusted: false, indicators: [{ name: "zip", weight: 3 }, {}, "plain"] },
    };
    expect(tableToMarkdown("", [event], { jsonTransform: true })).to.equal(
      "|@timestamp|file|risk|\n|---|---|---|\n" +
        "| 2026-11-20T10:00:00Z " +
        "| **name**: a.txt<br>**hash.md5**: d41d<br>**category**:<br>- Doc<br>- Text " +
        "| **score**: 0<br>**trusted**: false<br>**indicators**:<br>- **name**: zip<br>  **weight**: 3<br>- plain |\n",
    );
  });

  it("shows what is nested beyond twenty levels as JSON", () => {
    let deep: unknown = "end";
    for (let level = 0; level < 22; level += 1) deep = { k: deep };
    const table = tableToMarkdown("", [{ a: deep, b: 1 }], { jsonTransform: true });
    expect(table).to.contain(`**${Array(20).fill("k").join(".")}**: {"k":{"k":"end"}}`);
  });
});

describe("header transforms", () => {
  it("turn keys into titles", () => {
    expect(stringToTableHeader("one_two__three")).to.equal("One Two Three");
    expect(pascalToSpace("ThreatScore")).to.equal("Threat Score");
    expect(pascalToSpace("SourceIPAddress")).to.equal("Source IP Address");
    expect(pascalToSpace("IP")).to.equal("IP");
  });
});
