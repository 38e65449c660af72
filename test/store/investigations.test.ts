import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { NotFoundError, StoreError } from "../../src/errors.ts";
import type { Entry } from "../../src/output/entry.ts";
import { parseEntryId } from "../../src/store/entries.ts";
import { toItem } from "./page.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

const note = (contents: string): Entry => ({ Type: 1, ContentsFormat: "text", Contents: contents });

describe("investigations", () => {
  const temporary = useTemporary();

  it("are empty at first", async () => {
    const { investigations } = await temporary.open();
    expect(await investigations.context("playground")).to.deep.equal({});
    expect(await investigations.entries("playground")).to.deep.equal([]);
    expect(await investigations.context("17")).to.deep.equal({});
    expect(await investigations.entries("17")).to.deep.equal([]);
  });

  it("number their entries, each its own, and tell when they were made", async () => {
    const store = await temporary.open();
    await createIncidents("a", "b");
    const { investigations } = store;
    const first = await investigations.append("1", [note("one"), note("two")], (context) => context, NOW);
    const second = await investigations.append("2", [note("one")], (context) => context, NOW);
    const third = await investigations.append("1", [note("three")], (context) => context, NOW);
    expect(first.map((entry) => entry.ID)).to.deep.equal(["1@1", "2@1"]);
    expect(second.map((entry) => entry.ID)).to.deep.equal(["1@2"]);
    expect(third).to.deep.equal([
      {
        Type: 1,
        ContentsFormat: "text",
        Contents: "three",
        ID: "3@1",
        Metadata: { created: "2026-01-01T00:00:00.000Z" },
      },
    ]);
    expect((await investigations.entries("1")).map((entry) => entry.Contents)).to.deep.equal(["one", "two", "three"]);
  });

  it("give an entry back as it was appended", async () => {
    const { investigations } = await temporary.open();
    const entry: Entry = {
      Type: 1,
      ContentsFormat: "json",
      Contents: { nested: [1, null, "ü\u0000😀"], __proto__: null },
      HumanReadable: "### Title",
      EntryContext: { "A(val.ID && val.ID == obj.ID)": [{ ID: 1 }] },
      Tags: ["t"],
      Metadata: { user: "me" },
    };
    const appended = await investigations.append("playground", [entry], (context) => context, NOW);
    expect(await investigations.entries("playground")).to.deep.equal(appended);
    expect(appended[0]).to.deep.include({ Contents: entry.Contents, Tags: ["t"] });
    expect(appended[0]?.Metadata).to.deep.equal({ user: "me", created: "2026-01-01T00:00:00.000Z" });
  });

  it("show the change of the context the entries with their IDs", async () => {
    const { investigations } = await temporary.open();
    await investigations.append("playground", [note("x")], (_, [entry]) => ({ File: entry?.ID ?? "" }), NOW);
    expect(await investigations.context("playground")).to.deep.equal({ File: "1@playground" });
  });

  it("keep the entries when the context does not change", async () => {
    const { investigations } = await temporary.open();
    await investigations.append("playground", [note("x")], (context) => context, NOW);
    expect(await investigations.entries("playground")).to.have.length(1);
    expect(await investigations.context("playground")).to.deep.equal({});
  });

  it("keep neither entry nor number when the change of the context fails", async () => {
    const { investigations } = await temporary.open();
    await thrownBy(() =>
      investigations.append(
        "playground",
        [note("lost")],
        () => {
          throw new Error("no");
        },
        NOW,
      ),
    );
    const [entry] = await investigations.append("playground", [note("kept")], () => ({ a: 1 }), NOW);
    expect(entry?.ID).to.equal("1@playground");
    expect(await investigations.entries("playground")).to.have.length(1);
  });

  it("apply every one of many changes that are made at once", async () => {
    const { investigations } = await temporary.open();
    const other = (await temporary.open()).investigations;
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? investigations : other).append(
          "playground",
          [note("x")],
          (context) => ({ count: Number(context.count ?? 0) + 1 }),
          NOW,
        ),
      ),
    );
    expect(await investigations.context("playground")).to.deep.equal({ count: 40 });
    const entries = await investigations.entries("playground");
    expect(entries.map((entry) => entry.ID)).to.deep.equal(entries.map((_, index) => `${index + 1}@playground`));
  });

  it("refuse entries for an incident that does not exist", async () => {
    const { investigations } = await temporary.open();
    const error = await thrownBy(() => investigations.append("17", [note("x")], (context) => context, NOW));
    expect(error).to.be.instanceOf(NotFoundError);
    expect(error).to.have.property("message", "There is no incident 17.");
    expect(error).to.have.property("hint", "`soar incidents` lists the incidents of this store.");
  });

  it("refuse a context that is too large, naming its largest key, and store nothing of the call", async () => {
    const { investigations } = await temporary.open({ maxContextBytes: 100 });
    const large = { Small: "x", Large: "ü".repeat(40), Code: "x".repeat(50) };
    const error = await thrownBy(() => investigations.append("playground", [note("x")], () => large, NOW));
    expect(error).to.be.instanceOf(StoreError);
    expect(error).to.have.property(
      "message",
      "The context of investigation playground would be 164 bytes; at most 100 are kept. " +
        "The largest key is Large with 82 bytes.",
    );
    expect(error).to.have.property(
      "hint",
      "Empty it (`soar context set Large null`, or `soar context clear` for all), or ask for fewer results.",
    );
    expect(await investigations.entries("playground")).to.deep.equal([]);
  });

  it("take a context of exactly the largest size", async () => {
    const { investigations } = await temporary.open({ maxContextBytes: 9 });
    await investigations.append("playground", [], () => ({ a: "x" }), NOW);
    expect(await investigations.context("playground")).to.deep.equal({ a: "x" });
  });

  for (const [what, json] of Object.entries({ "no JSON": "{", "no object": "[]" })) {
    it(`report a context that is ${what}`, async () => {
      const { investigations } = await temporary.open();
      await investigations.append("playground", [], () => ({ a: 1 }), NOW);
      alter("UPDATE context SET json = ?", json);
      const error = await thrownBy(() => investigations.context("playground"));
      expect(error).to.be.instanceOf(StoreError);
      expect(error).to.have.property(
        "message",
        "The store holds a damaged value: context of investigation playground.",
      );
    });
  }

  for (const [what, json] of Object.entries({ "no JSON": "", "no entry": '{"Type":"1"}', "a list": "[]" })) {
    it(`report an entry that is ${what}`, async () => {
      const { investigations } = await temporary.open();
      await investigations.append("playground", [note("x")], (context) => context, NOW);
      alter("UPDATE entry SET json = ?", json);
      const error = await thrownBy(() => investigations.entries("playground"));
      expect(error).to.be.instanceOf(StoreError);
      expect(error).to.have.property("message", "The store holds a damaged value: entry 1@playground.");
    });
  }

  async function createIncidents(...ids: string[]): Promise<void> {
    const { fetch } = await temporary.open();
    const page = { items: ids.map((id) => toItem(id)), lastRun: null };
    await fetch.commit("vendor", "incidents", page, { version: 0, now: NOW, expiresAt: NOW });
  }

  function alter(statement: string, value: string): void {
    const database = new DatabaseSync(temporary.path("soar.db"));
    database.prepare(statement).run(value);
    database.close();
  }
});

describe("parseEntryId", () => {
  it("gives number and investigation", () => {
    expect(parseEntryId("12@playground")).to.deep.equal({ n: 12, investigationId: "playground" });
    expect(parseEntryId("1@7@x")).to.deep.equal({ n: 1, investigationId: "7@x" });
  });

  for (const text of ["", "12", "@7", "12@", "0@7", "01@7", "-1@7", "1.5@7", "x@7", "9999999999999999@7"]) {
    it(`takes "${text}" for none`, () => {
      expect(parseEntryId(text)).to.equal(undefined);
    });
  }
});
