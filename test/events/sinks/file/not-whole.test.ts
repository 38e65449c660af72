import { expect } from "chai";
import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { refusal, useSinkFolder } from "./sink-folder.ts";

describe("createFileSink", () => {
  const folder = useSinkFolder();
  const { collect, written } = folder;
  let path: string;
  beforeEach(() => {
    path = folder.file();
  });

  it("refuses to go on with the file of another instance, store or stream", async () => {
    await collect(null, [["a"]]);
    const { message, hint } = await refusal(collect(null, [["b"]], { owner: "instance other, stream files" }));
    expect(message).to.equal(`${path} is written by another collector: instance default, stream files.`);
    expect(hint).to.equal(
      `Name another file for this one. If the other is no more, move ${path} and ${path}.state away.`,
    );
    const other = { id: "another", file: 1, offset: 10 };
    expect((await refusal(collect(other, []))).message).to.include("is written by another collector");
    expect(written()).to.deep.equal(["a"]);
  });

  it("takes over from a collector that had nothing to write", async () => {
    await collect(null, [[]]);
    const [position = null] = await collect(null, [["a"]], { owner: "instance other, stream files" });
    await collect(position, [["b"]], { owner: "instance other, stream files" });
    expect(written()).to.deep.equal(["a", "b"]);
    expect((await refusal(collect(null, [["c"]]))).message).to.include("by another collector: instance other");
  });

  it("refuses to go on when the store has forgotten what was written", async () => {
    await collect(null, [["a"], ["b"]]);
    const { message, hint } = await refusal(collect(null, [["a"]]));
    expect(message).to.equal(`${path} was written by this collector, but its store knows nothing of that.`);
    expect(hint).to.equal(
      `If the store was deleted to begin anew, move ${path} and ${path}.state away, or name another file.`,
    );
    expect(written()).to.deep.equal(["a", "b"]);
  });

  it("refuses a file that was cut, moved away or changed, and says how to begin a new one", async () => {
    const [, position = null] = await collect(null, [["a"], ["b"]]);
    const whole = readFileSync(path);
    truncateSync(path, 100);
    const cut = await refusal(collect(position, []));
    expect(cut.message).to.equal(
      `${path} has 100 bytes, fewer than the 132 written to it: somebody has moved, cut or replaced it.`,
    );
    expect(cut.hint).to.equal(
      `Put it back. If it was moved on purpose, remove ${path}.state too (and what is left of ${path}): then a new ` +
        "file is begun.",
    );
    writeFileSync(path, `${whole.toString()}more`.slice(1));
    const changed = await refusal(collect(position, []));
    expect(changed.message).to.equal(
      `${path} was changed: where the last line ended that was written to it, there is none now.`,
    );
    rmSync(path);
    const gone = await refusal(collect(position, []));
    expect(gone.message).to.equal(`${path} is gone: somebody has moved, cut or replaced it.`);
    expect(existsSync(path)).to.equal(false);
  });

  it("begins a new file when the old one was moved away together with its state", async () => {
    const [position = null] = await collect(null, [["a"]]);
    rmSync(path);
    rmSync(`${path}.state`);
    const [next = null] = await collect(position, [["b"], ["c"]]);
    expect(written()).to.deep.equal(["b", "c"]);
    expect(next).to.have.property("file", 2);
    await collect(next, [["d"]]);
    expect(written()).to.deep.equal(["b", "d"]);
  });

  it("refuses a file that may hold what was never committed, when its state is gone", async () => {
    const small = { rotateBytes: 100 };
    const [position = null] = await collect(null, [["a"], ["b"]], small);
    rmSync(`${path}.state`);
    const { message, hint } = await refusal(collect(position, [], small));
    expect(message).to.equal(`Whether what ${path} holds was committed cannot be told: ${path}.state is missing.`);
    expect(hint).to.equal(`Put it back, or move ${path} away to begin a new file.`);
    rmSync(path);
    await collect(position, [["c"]], small);
    expect(written()).to.deep.equal(["c"]);
  });

  it("goes on with a file that was copied without its state", async () => {
    const [position = null] = await collect(null, [["a"], ["b"]]);
    rmSync(`${path}.state`);
    await collect(position, [["c"]]);
    expect(written()).to.deep.equal(["a", "c"]);
  });

  it("refuses what the store has kept of a sink of another type, and a damaged state", async () => {
    expect((await refusal(collect({ page: 3 }, []))).message).to.equal(
      `What the store has kept of ${path} is no place in a file.`,
    );
    expect((await refusal(collect("here", []))).message).to.include("is no place in a file");
    for (const text of ["", "{}", '{"format":"soar-sink-file/1","id":"a","owner":"b","file":1,"first":-1}']) {
      writeFileSync(`${path}.state`, text);
      const { message } = await refusal(collect(null, []));
      expect(message).to.equal(`${path}.state does not say which file of events this is: it is damaged.`);
    }
  });
});
