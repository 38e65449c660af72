import { expect } from "chai";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { never, sent } from "../sent.ts";
import { refusal, useSinkFolder } from "./sink-folder.ts";

describe("createFileSink with a bound of size", () => {
  const folder = useSinkFolder();
  const { sinkOf, collect, written, files } = folder;
  let path: string;
  beforeEach(() => {
    path = folder.file();
  });

  // Each line has 66 bytes.
  const small = { rotateBytes: 150 };

  it("finishes a full file under a number, oldest first, and never changes it again", async () => {
    await collect(null, [["a"], ["b"], ["c"], ["d"], ["e"]], small);
    expect(files()).to.deep.equal([
      "events.000001.ndjson",
      "events.000002.ndjson",
      "events.ndjson",
      "events.ndjson.lock",
      "events.ndjson.state",
    ]);
    expect(written(`${folder.path()}/events.000001.ndjson`)).to.deep.equal(["a", "b"]);
    expect(written(`${folder.path()}/events.000002.ndjson`)).to.deep.equal(["c", "d"]);
    expect(written()).to.deep.equal(["e"]);
  });

  it("keeps a page whole, though it alone is larger than the bound", async () => {
    await collect(null, [["a", "b", "c", "d"], ["e"]], small);
    expect(written(`${folder.path()}/events.000001.ndjson`)).to.deep.equal(["a", "b", "c", "d"]);
    expect(written()).to.deep.equal(["e"]);
  });

  it("counts bytes, not letters", async () => {
    await collect(null, [["a"], ["b"]], { rotateBytes: 132 });
    expect(written()).to.deep.equal(["a", "b"]);
    await collect(null, [["a"], ["b"]], { rotateBytes: 131, path: `${folder.path()}/next.ndjson` });
    expect(written(`${folder.path()}/next.ndjson`)).to.deep.equal(["b"]);
  });

  it("takes a page back that had begun the next file", async () => {
    const [, position = null] = await collect(null, [["a"], ["b"], ["c"]], small);
    await collect(position, [["d"], ["e"], ["f"]], small);
    expect(written(`${folder.path()}/events.000001.ndjson`)).to.deep.equal(["a", "b"]);
    expect(written(`${folder.path()}/events.000002.ndjson`)).to.deep.equal(["d", "e"]);
    expect(written()).to.deep.equal(["f"]);
  });

  it("does not miss finished files that were taken away", async () => {
    const positions = await collect(null, [["a"], ["b"], ["c"]], small);
    rmSync(`${folder.path()}/events.000001.ndjson`);
    await collect(positions[1] ?? null, [["d"]], small);
    expect(written()).to.deep.equal(["d"]);
    const [position = null] = await collect({ ...(positions[2] as object) }, [["e"]], small);
    expect(written()).to.deep.equal(["d", "e"]);
    expect(position).to.have.property("file", 2);
  });

  it("goes on wherever a crash in the middle of finishing has left it", async () => {
    const [, position = null] = await collect(null, [["a"], ["b"]], { ...small, newId: () => "x" });
    const state = { format: "soar-sink-file/1", id: "x", owner: "instance default, stream files", file: 1 };
    writeFileSync(`${path}.state`, JSON.stringify({ ...state, isFinishing: true }));
    await collect(position, [], small);
    expect(written()).to.deep.equal(["a", "b"]);

    writeFileSync(`${path}.state`, JSON.stringify({ ...state, isFinishing: true }));
    renameSync(path, `${folder.path()}/events.000001.ndjson`);
    await collect(position, [["c"]], small);
    expect(written(`${folder.path()}/events.000001.ndjson`)).to.deep.equal(["a", "b"]);
    expect(written()).to.deep.equal(["c"]);

    // Renamed and taken away, the next one not begun.
    rmSync(path);
    rmSync(`${folder.path()}/events.000001.ndjson`);
    writeFileSync(`${path}.state`, JSON.stringify({ ...state, isFinishing: true }));
    const [next] = await collect(position, [["c"]], small);
    expect(written()).to.deep.equal(["c"]);
    expect(next).to.deep.equal({ id: "x", file: 2, offset: 66 });
  });

  it("refuses when store and files are of different times", async () => {
    const positions = await collect(null, [["a"], ["b"], ["c"], ["d"], ["e"]], small);
    const { message, hint } = await refusal(collect(positions[1] ?? null, [], small));
    expect(message).to.equal(
      `The store and ${path} are of different times: the store knows file 1, and file 3 is there. ` +
        "One of the two was put back from a copy.",
    );
    expect(hint).to.include(`the files like ${folder.path()}/events.000001.ndjson away`);
    const ahead = { ...(positions[4] as object), file: 7 };
    expect((await refusal(collect(ahead, [], small))).message).to.include("knows file 7, and file 3 is there");
    const inside = { ...(positions[3] as object), offset: 66 };
    expect((await refusal(collect(inside, [], small))).message).to.include("of different times");
    expect(written()).to.deep.equal(["e"]);
  });

  it("does not write over a file that has the next number", async () => {
    const sink = sinkOf(small);
    await sink.resume(null);
    await sink.write(sent(["a", "b"]), never);
    writeFileSync(`${folder.path()}/events.000001.ndjson`, "precious\n");
    const { message } = await refusal(sink.write(sent(["c"]), never));
    expect(message).to.equal(
      `${path} is full, and cannot become ${folder.path()}/events.000001.ndjson: that is there.`,
    );
    await sink.close();
    expect(readFileSync(`${folder.path()}/events.000001.ndjson`, "utf8")).to.equal("precious\n");
    expect(written()).to.deep.equal(["a", "b"]);
  });

  it("begins with a number that no finished file has", async () => {
    for (const name of ["events.000007.ndjson", "events.12.ndjson", "events.x.ndjson", "other.000009.ndjson"]) {
      writeFileSync(`${folder.path()}/${name}`, "");
    }
    const [position] = await collect(null, [["a"]]);
    expect(position).to.have.property("file", 8);
  });

  it("does not finish a file that somebody else has begun before the first page is committed", async () => {
    writeFileSync(path, `${"x".repeat(200)}\n`);
    const sink = sinkOf(small);
    await sink.resume(null);
    await sink.write(sent(["a"]), never);
    expect(files()).to.not.include("events.000001.ndjson");
    await sink.write(sent(["b"]), never);
    await sink.close();
    expect(readFileSync(`${folder.path()}/events.000001.ndjson`, "utf8")).to.match(/^x{200}\n\{.*"a".*\}\n$/u);
    expect(written()).to.deep.equal(["b"]);
  });
});
