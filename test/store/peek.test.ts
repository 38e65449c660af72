import { existsSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { ParameterError } from "../../src/errors.ts";
import { peekStore } from "../../src/store/peek.ts";
import { toItem } from "./page.ts";
import { NOW, useTemporary } from "./temporary.ts";

describe("peekStore", () => {
  const temporary = useTemporary();
  const peek = () => peekStore(`sqlite:${temporary.path("soar.db")}`);

  it("finds nothing where there is no store, and makes none", () => {
    expect(peek()).to.equal(undefined);
    expect(existsSync(temporary.path("soar.db"))).to.equal(false);
  });

  it("refuses what is no store's URL", () => {
    expect(() => peekStore("mysql://db")).to.throw(ParameterError);
  });

  it("fails for a file that is no database", () => {
    writeFileSync(temporary.path("soar.db"), "text that is no database");
    expect(() => peek()?.lines()).to.throw("file is not a database");
  });

  it("reads what another connection has written", async () => {
    const store = await temporary.open();
    const items = Array.from({ length: 12 }, (_, at) => toItem(`session-${at + 1}`));
    await store.fetch.commit("vendor", "incidents", { items, lastRun: 1 }, { version: 0, now: NOW, expiresAt: NOW });
    store.history.add("!a");
    store.history.add("!b");
    await store.investigations.append("2", [], () => ({ Code: { ID: 7 } }), NOW);
    const looked = peek();
    try {
      expect(looked?.incidents("1").map(({ id }) => id)).to.deep.equal(["12", "11", "10", "1"]);
      expect(looked?.incidents("12")).to.deep.equal([{ id: "12", name: "Alert session-12" }]);
      expect(looked?.incidents("").length).to.equal(12);
      expect(looked?.context("2")).to.deep.equal({ Code: { ID: 7 } });
      expect(looked?.context("3")).to.deep.equal({});
      expect(looked?.lines()).to.deep.equal(["!b", "!a"]);
    } finally {
      looked?.close();
    }
  });

  it("leaves a context alone that is too large to be read in passing", async () => {
    const store = await temporary.open();
    await store.investigations.append("playground", [], () => ({ A: "x".repeat(4_000_000) }), NOW);
    const looked = peek();
    expect(looked?.context("playground")).to.deep.equal({});
    looked?.close();
  });

  it("names the files of an investigation with their entries", async () => {
    const store = await temporary.open();
    const hashes = { md5: "", sha1: "", sha256: "", sha512: "" };
    const file = { id: "f1", name: "evidence.zip", size: 3, ...hashes, type: "application/zip", extension: "zip" };
    await store.files.record({ ...file, info: false, investigationId: "playground" }, NOW);
    const entry = { Type: 3, ContentsFormat: "text", Contents: "", File: "evidence.zip", FileID: "f1" } as const;
    await store.investigations.append("playground", [entry], (context) => context, NOW);
    const looked = peek();
    expect(looked?.files("playground")).to.deep.equal([{ entryId: "1@playground", name: "evidence.zip" }]);
    expect(looked?.files("1")).to.deep.equal([]);
    looked?.close();
  });
});
