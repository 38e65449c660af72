import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { InterruptedError } from "../../../../src/errors.ts";
import { rejection } from "../../../http/loopback.ts";
import { never, sent } from "../sent.ts";
import { refusal, useSinkFolder } from "./sink-folder.ts";

describe("createFileSink", () => {
  const folder = useSinkFolder();
  const { sinkOf, collect, written } = folder;
  let path: string;
  beforeEach(() => {
    path = folder.file();
  });

  it("writes a line for each event, and says where it stands in bytes", async () => {
    const positions = await collect(null, [["a", "b"], ["c"]], { newId: () => "mine" });
    expect(written()).to.deep.equal(["a", "b", "c"]);
    const [first, second] = positions;
    expect(first).to.deep.equal({ id: "mine", file: 1, offset: 132 });
    expect(second).to.deep.equal({ id: "mine", file: 1, offset: 198 });
    expect(statSync(path).size).to.equal(198);
  });

  it("makes the folder, and files that nobody else may read", async () => {
    const inside = `${folder.path()}/a/b/events.ndjson`;
    await collect(null, [["a"]], { path: inside });
    expect(statSync(inside).mode & 0o777).to.equal(0o600);
    expect(statSync(`${inside}.state`).mode & 0o777).to.equal(0o600);
    expect(statSync(`${folder.path()}/a`).mode & 0o777).to.equal(0o700);
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
    mkdirSync(`${folder.path()}/folder`);
    writeFileSync(`${folder.path()}/plain`, "");
    const isFolder = await refusal(collect(null, [], { path: `${folder.path()}/folder` }));
    expect(isFolder.message).to.equal(`${folder.path()}/folder is no file.`);
    symlinkSync("turning", `${folder.path()}/turning`);
    const turning = await refusal(collect(null, [], { path: `${folder.path()}/turning` }));
    expect(turning.message).to.match(/\/turning cannot be written: ELOOP/u);
    mkdirSync(`${path}.state`);
    expect((await refusal(collect(null, []))).message).to.match(/cannot be written: EISDIR|is a folder/u);
    const below = `${folder.path()}/plain/events.ndjson`;
    const { message } = await refusal(collect(null, [], { path: below }));
    expect(message).to.match(/\/plain\/events\.ndjson(\.lock)? cannot be made: a part of its path is no folder/u);
  });
});
