import { expect } from "chai";
import { NetworkError, UnexpectedError } from "../../src/errors.ts";
import { errorEntry, toEntries, warningEntry, type Origin } from "../../src/output/entries.ts";
import type { CommandResult } from "../../src/output/result.ts";

const origin: Origin = {
  command: "acme-get",
  instance: "acme-1",
  brand: "Acme",
  contextKeys: { "Acme.User": ["ID"], "Acme.Member": ["list", "user.id"] },
};
const from = { ModuleName: "acme-1", Brand: "Acme" };

describe("toEntries", () => {
  it("makes a note of readable, context and raw", () => {
    const result = { readable: "# Hi", context: { "Acme.User": { ID: 7 } }, raw: { userUid: 7 } };
    expect(toEntries(result, origin)).to.deep.equal([
      {
        Type: 1,
        ContentsFormat: "json",
        Contents: { userUid: 7 },
        HumanReadable: "# Hi",
        ReadableContentsFormat: "markdown",
        EntryContext: { "Acme.User(val.ID && val.ID == obj.ID)": { ID: 7 } },
        ...from,
      },
    ]);
  });

  it("shows a table of the context when there is no readable, and the context as Contents when there is no raw", () => {
    const [entry] = toEntries({ context: { "Acme.User": [{ ID: 7 }] } }, origin);
    expect(entry).to.deep.include({ Contents: [{ ID: 7 }], HumanReadable: "### Results\n|ID|\n|---|\n| 7 |\n" });
  });

  it("shows plain values as text or under the prefix's last name", () => {
    const readableOf = (context: CommandResult["context"]) =>
      toEntries({ context: context ?? {} }, origin)[0]?.HumanReadable;
    expect(readableOf({ "Acme.Count": 7 })).to.equal("7");
    expect(readableOf({ "Acme.Done": false })).to.equal("false");
    expect(readableOf({ "Acme.Name": ["a", "b"] })).to.equal("### Results\n|Name|\n|---|\n| a |\n| b |\n");
  });

  it("keeps several prefixes apart", () => {
    const [entry] = toEntries({ context: { "Acme.User": { ID: 7 }, "Acme.Count": 1, "Acme.Log": [{ a: 1 }] } }, origin);
    expect(entry?.Contents).to.deep.equal({ "Acme.User": { ID: 7 }, "Acme.Count": 1, "Acme.Log": [{ a: 1 }] });
    expect(entry?.HumanReadable).to.equal("### Acme.User\n|ID|\n|---|\n| 7 |\n\n1\n### Acme.Log\n|a|\n|---|\n| 1 |\n");
    expect(Object.keys(entry?.EntryContext ?? {})).to.deep.equal([
      "Acme.User(val.ID && val.ID == obj.ID)",
      "Acme.Count",
      "Acme.Log",
    ]);
  });

  it("merges by several and by dotted fields", () => {
    const [entry] = toEntries({ context: { "Acme.Member": { list: 1, user: { id: 2 } } } }, origin);
    expect(Object.keys(entry?.EntryContext ?? {})[0]).to.match(
      /^Acme\.Member\(val\.list && .*val\.user\.id == obj\.user\.id\)$/,
    );
  });

  it("writes nothing for an empty list and for null", () => {
    expect(toEntries({ context: { "Acme.User": [], "Acme.Count": null } }, origin)).to.deep.equal([
      { Type: 1, ContentsFormat: "json", Contents: null, ...from },
    ]);
  });

  it("overwrites what stands under the prefix when told to", () => {
    const [entry] = toEntries({ context: { "Acme.User.Roles": [1, 2] }, replace: true }, origin);
    expect(entry?.EntryContext).to.deep.equal({ "Acme.User(true)": { Roles: [1, 2] } });
    expect(() => toEntries({ context: { Acme: 1 }, replace: true }, origin)).to.throw(
      UnexpectedError,
      'The handler of acme-get wants to replace the context "Acme", which has no parent.',
    );
  });

  it("writes indicators under XSOAR's standard keys, all of one kind together", () => {
    const score = { Indicator: "1.1.1.1", Type: "ip", Vendor: "Acme", Score: 1 };
    const [entry] = toEntries(
      {
        indicators: [
          { IP: { Address: "1.1.1.1" }, DBotScore: score },
          { IP: [{ Address: "2.2.2.2" }], Other: "x" },
        ],
      },
      origin,
    );
    expect(entry?.EntryContext).to.deep.equal({
      "IP(val.Address && val.Address == obj.Address)": [{ Address: "1.1.1.1" }, { Address: "2.2.2.2" }],
      "DBotScore(val.Indicator && val.Indicator == obj.Indicator && val.Vendor && val.Vendor == obj.Vendor && val.Type && val.Type == obj.Type)":
        [score],
      Other: ["x"],
    });
  });

  it("matches files by any of their hashes", () => {
    const [entry] = toEntries({ indicators: [{ File: { MD5: "m" } }] }, origin);
    expect(Object.keys(entry?.EntryContext ?? {})[0]).to.equal(
      "File(val.MD5 && val.MD5 == obj.MD5 || val.SHA1 && val.SHA1 == obj.SHA1 || val.SHA256 && val.SHA256 == obj.SHA256 || " +
        "val.SHA512 && val.SHA512 == obj.SHA512 || val.CRC32 && val.CRC32 == obj.CRC32 || val.CTPH && val.CTPH == obj.CTPH || " +
        "val.SSDeep && val.SSDeep == obj.SSDeep)",
    );
  });

  it("has a format for text and one for data", () => {
    expect(toEntries({ raw: "plain" }, origin)[0]).to.include({ ContentsFormat: "text", Contents: "plain" });
    expect(toEntries({ raw: 7 }, origin)[0]?.ContentsFormat).to.equal("text");
    expect(toEntries({ raw: [7] }, origin)[0]?.ContentsFormat).to.equal("json");
  });

  it("carries type, tags and the note mark", () => {
    const [entry] = toEntries({ readable: "x", entryType: 17, tags: ["a"], note: true }, origin);
    expect(entry).to.deep.include({ Type: 17, Tags: ["a"], Note: true });
    expect(toEntries({ readable: "x", tags: [], note: false }, origin)[0]).not.to.have.any.keys("Tags", "Note");
  });

  it("adds an entry per warning, and none beside it when there is nothing else to show", () => {
    const warning = { Type: 11, ContentsFormat: "text", Contents: "No such user.", ...from };
    expect(toEntries({ warnings: ["No such user."] }, origin)).to.deep.equal([warning]);
    expect(toEntries({ warnings: ["No such user."], context: { "Acme.User": [] } }, origin)).to.deep.equal([warning]);
    expect(toEntries({ warnings: ["No such user."], readable: "x" }, origin)).to.have.length(2);
    async function* content() {
      yield Buffer.from("");
    }
    expect(toEntries({ files: [{ name: "a", content: content() }] }, origin)).to.deep.equal([]);
    expect(toEntries({}, origin)).to.have.length(1);
  });

  it("takes any plain data for JSON: dates as text, what is undefined left out", () => {
    const raw = { at: new Date(0), none: undefined };
    expect(toEntries({ raw }, origin)[0]?.Contents).to.deep.equal({ at: "1970-01-01T00:00:00.000Z" });
  });

  it("refuses cyclic data, naming the handler", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    for (const result of [{ raw: cyclic }, { context: { Acme: cyclic } }, { indicators: [{ IP: cyclic }] }]) {
      expect(() => toEntries(result, origin)).to.throw(
        UnexpectedError,
        /^The handler of acme-get returned as .* no JSON/,
      );
    }
  });

  it("refuses impossible prefixes", () => {
    for (const prefix of ["", ".", "A.", "A..B", "__proto__", "A.constructor"]) {
      const context = Object.fromEntries([[prefix, 1]]);
      expect(() => toEntries({ context }, origin)).to.throw(
        UnexpectedError,
        `The handler of acme-get returned the context prefix "${prefix}".`,
      );
    }
  });
});

describe("errorEntry and warningEntry", () => {
  it("say what is wrong and what to do", () => {
    expect(errorEntry(new NetworkError("No answer.", "Try again."), origin)).to.deep.equal({
      Type: 4,
      ContentsFormat: "text",
      Contents: "No answer.\nTry again.",
      ...from,
    });
    expect(warningEntry("Careful.")).to.deep.equal({ Type: 11, ContentsFormat: "text", Contents: "Careful." });
  });

  it("keep beginning and end of a very long text", () => {
    const { Contents: text } = errorEntry(new NetworkError("a".repeat(40_000) + "b".repeat(40_000), ""));
    expect(text).to.equal("a".repeat(25_000) + "...This error body was truncated..." + "b".repeat(25_000));
    expect(warningEntry("a".repeat(50_000)).Contents).to.have.length(50_000);
  });
});
