import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import type { Entry } from "../../src/output/entry.ts";
import { makeOldStore } from "./old-store.ts";
import { NOW, thrownBy, useTemporary } from "./temporary.ts";

const note: Entry = { Type: 1, ContentsFormat: "text", Contents: "one" };

describe("the history of command lines", () => {
  const temporary = useTemporary();

  it("gives the newest first, as many as are wanted", async () => {
    const { history } = await temporary.open();
    for (const line of ["!a", "!b", "!c"]) history.add(line);
    expect(await history.newest(2)).to.deep.equal(["!c", "!b"]);
    expect(await history.newest(9)).to.deep.equal(["!c", "!b", "!a"]);
  });

  it("keeps a line that is repeated once, with its last time", async () => {
    let now = NOW;
    const { history } = await temporary.open({ now: () => now });
    for (const line of ["!a", "!b", "!b"]) {
      history.add(line);
      now += 1000;
    }
    history.add("!a");
    expect(await history.newest(9)).to.deep.equal(["!a", "!b", "!a"]);
    expect(rows()).to.deep.equal([
      { n: 1, line: "!a", at: NOW },
      { n: 2, line: "!b", at: NOW + 2000 },
      { n: 3, line: "!a", at: NOW + 3000 },
    ]);
  });

  it("keeps a thousand lines", async () => {
    const { history } = await temporary.open();
    for (let n = 1; n <= 1003; n++) history.add(`!command n=${n}`);
    const kept = await history.newest(5000);
    expect(kept).to.have.length(1000);
    expect(kept.at(0)).to.equal("!command n=1003");
    expect(kept.at(-1)).to.equal("!command n=4");
  });

  it("writes a line with the entries of its command, and when the store is closed at the latest", async () => {
    const store = await temporary.open();
    store.history.add("!a");
    expect(rows()).to.deep.equal([]);
    await store.investigations.append("playground", [note], (context) => context, NOW);
    expect(rows()).to.deep.equal([{ n: 1, line: "!a", at: NOW }]);
    store.history.add("!b");
    await store.close();
    expect(rows()).to.have.length(2);
  });

  it("keeps a line whose entries could not be stored", async () => {
    const store = await temporary.open();
    store.history.add("!a");
    await thrownBy(() => store.investigations.append("17", [note], (context) => context, NOW));
    expect(rows()).to.deep.equal([]);
    await store.close();
    expect(rows()).to.deep.equal([{ n: 1, line: "!a", at: NOW }]);
  });

  it("does not keep a store from closing", async () => {
    const store = await temporary.open();
    alter("DROP TABLE history");
    store.history.add("!a");
    await store.close();
    alter("CREATE TABLE history (n INTEGER)");
  });

  it("comes to a store of the version before", async () => {
    await makeOldStore(temporary.path("soar.db"), 1);
    const { history } = await temporary.open();
    history.add("!a");
    expect(await history.newest(1)).to.deep.equal(["!a"]);
  });

  function rows(): unknown[] {
    const database = new DatabaseSync(temporary.path("soar.db"));
    const found = database.prepare("SELECT * FROM history ORDER BY n").all();
    database.close();
    return found.map((row) => ({ ...row }));
  }

  function alter(statement: string): void {
    const database = new DatabaseSync(temporary.path("soar.db"));
    database.exec(statement);
    database.close();
  }
});
