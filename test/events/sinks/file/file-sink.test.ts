import { expect } from "chai";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { InterruptedError, SinkError } from "../../../../src/errors.ts";
import { createFileSink, type FileSinkOptions } from "../../../../src/events/sinks/file/file-sink.ts";
import type { Json } from "../../../../src/json.ts";
import { temporaryFolder } from "../../../end-to-end/soar.ts";
import { rejection } from "../../../http/loopback.ts";
import { idsIn, never, sent } from "../sent.ts";

describe("createFileSink", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = `${folder.path}/events.ndjson`;
  });
  afterEach(() => folder.remove());

  let ids = 0;
  const sinkOf = (options: Partial<FileSinkOptions> = {}) =>
    createFileSink({
      name: "file:events.ndjson",
      path,
      rotateBytes: 1_000_000,
      owner: "instance default, stream files",
      newId: () => `id-${(ids += 1)}`,
      ...options,
    });

  /** Goes on from a position, writes pages one after another and closes. Gives the position after each. */
  async function collect(position: Json, pages: string[][], options: Partial<FileSinkOptions> = {}): Promise<Json[]> {
    const sink = sinkOf(options);
    const positions: Json[] = [];
    try {
      await sink.resume(position);
      for (const page of pages) positions.push(await sink.write(sent(page), never));
    } finally {
      await sink.close();
    }
    return positions;
  }

  const written = (file = path) => idsIn(readFileSync(file, "utf8"));
  const files = () => readdirSync(folder.path).sort();

  async function refusal(work: Promise<unknown>): Promise<SinkError> {
    const error = await rejection(work);
    expect(error).to.be.instanceOf(SinkError);
    return error as SinkError;
  }

  it("writes a line for each event, and says where it stands in bytes", async () => {
    const positions = await collect(null, [["a", "b"], ["c"]], { newId: () => "mine" });
    expect(written()).to.deep.equal(["a", "b", "c"]);
    const [first, second] = positions;
    expect(first).to.deep.equal({ id: "mine", file: 1, offset: 132 });
    expect(second).to.deep.equal({ id: "mine", file: 1, offset: 198 });
    expect(statSync(path).size).to.equal(198);
  });

  it("makes the folder, and files that nobody else may read", async () => {
    const inside = `${folder.path}/a/b/events.ndjson`;
    await collect(null, [["a"]], { path: inside });
    expect(statSync(inside).mode & 0o777).to.equal(0o600);
    expect(statSync(`${inside}.state`).mode & 0o777).to.equal(0o600);
    expect(statSync(`${folder.path}/a`).mode & 0o777).to.equal(0o700);
  });

  it("goes on behind what was committed", async () => {
    const [position = null] = await collect(null, [["a"]]);
    await collect(position, [["b"]]);
    expect(written()).to.deep.equal(["a", "b"]);
  });

  it("takes back what was written and never committed, and a torn line", async () => {
    const [position = null] = await collect(null, [["a"], ["b"]]);
    appendFileSync(path, '{"_id":"to');
    await collect(position, [["b"], ["c"]]);
    expect(written()).to.deep.equal(["a", "b", "c"]);
  });

  it("takes back a first page that was never committed", async () => {
    await collect(null, [["a", "b"]]);
    await collect(null, [["a"]]);
    expect(written()).to.deep.equal(["a"]);
  });

  it("writes nothing for a page without events, and stands where it stood", async () => {
    const [first, second, third] = await collect(null, [["a"], [], ["b"]]);
    expect(second).to.deep.equal(first);
    expect(third).to.not.deep.equal(first);
    expect(written()).to.deep.equal(["a", "b"]);
  });

  it("appends to a file of somebody else, on a line of its own, and never cuts it", async () => {
    writeFileSync(path, '{"_id":"theirs"}');
    await collect(null, [["a", "b"]]);
    expect(written()).to.deep.equal(["theirs", "a", "b"]);
    const [position = null] = await collect(null, [["a"], ["b"]]);
    expect(written()).to.deep.equal(["theirs", "a", "b"]);
    await collect(position, [["c"]]);
    expect(written()).to.deep.equal(["theirs", "a", "c"]);
  });

  it("refuses a second collector while the first one writes, in this process or another", async () => {
    const sink = sinkOf();
    await sink.resume(null);
    const { message, hint } = await refusal(sinkOf().resume(null));
    expect(message).to.equal(`Another collector is writing to ${path}.`);
    expect(hint).to.equal("Wait until it has ended, or name another file for this one.");
    const script = fileURLToPath(new URL("lock-child.ts", import.meta.url));
    const child = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script, path]);
    expect(child.stdout.toString()).to.equal(`Another collector is writing to ${path}.\n`);
    await sink.close();
    await collect(null, [["a"]]);
    expect(written()).to.deep.equal(["a"]);
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

  describe("with a bound of size", () => {
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
      expect(written(`${folder.path}/events.000001.ndjson`)).to.deep.equal(["a", "b"]);
      expect(written(`${folder.path}/events.000002.ndjson`)).to.deep.equal(["c", "d"]);
      expect(written()).to.deep.equal(["e"]);
    });

    it("keeps a page whole, though it alone is larger than the bound", async () => {
      await collect(null, [["a", "b", "c", "d"], ["e"]], small);
      expect(written(`${folder.path}/events.000001.ndjson`)).to.deep.equal(["a", "b", "c", "d"]);
      expect(written()).to.deep.equal(["e"]);
    });

    it("counts bytes, not letters", async () => {
      await collect(null, [["a"], ["b"]], { rotateBytes: 132 });
      expect(written()).to.deep.equal(["a", "b"]);
      await collect(null, [["a"], ["b"]], { rotateBytes: 131, path: `${folder.path}/next.ndjson` });
      expect(written(`${folder.path}/next.ndjson`)).to.deep.equal(["b"]);
    });

    it("takes a page back that had begun the next file", async () => {
      const [, position = null] = await collect(null, [["a"], ["b"], ["c"]], small);
      await collect(position, [["d"], ["e"], ["f"]], small);
      expect(written(`${folder.path}/events.000001.ndjson`)).to.deep.equal(["a", "b"]);
      expect(written(`${folder.path}/events.000002.ndjson`)).to.deep.equal(["d", "e"]);
      expect(written()).to.deep.equal(["f"]);
    });

    it("does not miss finished files that were taken away", async () => {
      const positions = await collect(null, [["a"], ["b"], ["c"]], small);
      rmSync(`${folder.path}/events.000001.ndjson`);
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
      renameSync(path, `${folder.path}/events.000001.ndjson`);
      await collect(position, [["c"]], small);
      expect(written(`${folder.path}/events.000001.ndjson`)).to.deep.equal(["a", "b"]);
      expect(written()).to.deep.equal(["c"]);

      // Renamed and taken away, the next one not begun.
      rmSync(path);
      rmSync(`${folder.path}/events.000001.ndjson`);
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
      expect(hint).to.include(`the files like ${folder.path}/events.000001.ndjson away`);
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
      writeFileSync(`${folder.path}/events.000001.ndjson`, "precious\n");
      const { message } = await refusal(sink.write(sent(["c"]), never));
      expect(message).to.equal(
        `${path} is full, and cannot become ${folder.path}/events.000001.ndjson: that is there.`,
      );
      await sink.close();
      expect(readFileSync(`${folder.path}/events.000001.ndjson`, "utf8")).to.equal("precious\n");
      expect(written()).to.deep.equal(["a", "b"]);
    });

    it("begins with a number that no finished file has", async () => {
      for (const name of ["events.000007.ndjson", "events.12.ndjson", "events.x.ndjson", "other.000009.ndjson"]) {
        writeFileSync(`${folder.path}/${name}`, "");
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
      expect(readFileSync(`${folder.path}/events.000001.ndjson`, "utf8")).to.match(/^x{200}\n\{.*"a".*\}\n$/u);
      expect(written()).to.deep.equal(["b"]);
    });
  });

  it("stops between pieces of a page, and leaves whole lines", async () => {
    const controller = new AbortController();
    const sink = sinkOf({ rotateBytes: 10_000_000 });
    await sink.resume(null);
    await sink.write(sent(["a"]), never);
    const large = sent(["b", "c", "d"], "x".repeat(2_000_000));
    const reads = { count: 0 };
    const watched = large.map((event) => ({
      ...event,
      get line() {
        reads.count += 1;
        if (reads.count === 5) controller.abort();
        return event.line;
      },
    }));
    expect(await rejection(sink.write(watched, controller.signal))).to.be.instanceOf(InterruptedError);
    expect(written()).to.deep.equal(["a"]);
    const after = await refusal(sink.write(sent(["b"]), never));
    expect(after.message).to.equal(`${path} is not open: a write to it failed.`);
    await sink.close();
    expect(await rejection(sinkOf().write([], AbortSignal.abort()))).to.be.instanceOf(InterruptedError);
  });

  it("says what to do when the file may not grow, and leaves whole lines", () => {
    const script = fileURLToPath(new URL("full-child.ts", import.meta.url));
    const { stdout, stderr } = spawnSync(
      "bash",
      ["-c", `ulimit -f 64; exec "$0" --disable-warning=ExperimentalWarning "$1" "$2"`, process.execPath, script, path],
      { encoding: "utf8" },
    );
    expect(stderr).to.equal("");
    expect(stdout).to.equal(
      `${path} cannot grow: files may not be larger (ulimit -f, or the file system).\n` +
        "What was committed before is whole. Make room, then collect again: it goes on from there.\n",
    );
    expect(written()).to.deep.equal(["a"]);
  });

  it("says what stands in the way of a file", async () => {
    mkdirSync(`${folder.path}/folder`);
    writeFileSync(`${folder.path}/plain`, "");
    const isFolder = await refusal(collect(null, [], { path: `${folder.path}/folder` }));
    expect(isFolder.message).to.equal(`${folder.path}/folder is no file.`);
    symlinkSync("turning", `${folder.path}/turning`);
    const turning = await refusal(collect(null, [], { path: `${folder.path}/turning` }));
    expect(turning.message).to.match(/\/turning cannot be written: ELOOP/u);
    mkdirSync(`${path}.state`);
    expect((await refusal(collect(null, []))).message).to.match(/cannot be written: EISDIR|is a folder/u);
    const below = `${folder.path}/plain/events.ndjson`;
    const { message } = await refusal(collect(null, [], { path: below }));
    expect(message).to.match(/\/plain(\/events\.ndjson)? cannot be (written: EEXIST|made: a part)/u);
  });
});
