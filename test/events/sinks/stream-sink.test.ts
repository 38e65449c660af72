import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { InterruptedError, SinkError } from "../../../src/errors.ts";
import { createStreamSink } from "../../../src/events/sinks/stream-sink.ts";
import { rejection } from "../../http/loopback.ts";
import { idsIn, never, sent } from "./sent.ts";

describe("createStreamSink", () => {
  it("writes a line for each event, and resolves when the reader has taken them", async () => {
    const chunks: Buffer[] = [];
    const waiting: (() => void)[] = [];
    const output = new Writable({
      highWaterMark: 10,
      write: (chunk: Buffer, _, done) => {
        chunks.push(chunk);
        waiting.push(done);
      },
    });
    const sink = createStreamSink("stdout", output);
    expect([sink.name, sink.guarantee]).to.deep.equal(["stdout", "at least once"]);
    await sink.resume(null);
    const events = sent(["a", "b", "c"], "x".repeat(70_000));
    let isTaken = false;
    const writing = sink.write(events, never).then((position) => {
      isTaken = true;
      return position;
    });
    for (let piece = 1; piece <= 3; piece += 1) {
      // One piece at a time: the next is not even made before the reader has taken this one.
      expect(chunks).to.have.length(piece);
      expect(isTaken).to.equal(false);
      waiting[piece - 1]?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await writing).to.equal(null);
    expect(idsIn(Buffer.concat(chunks).toString())).to.deep.equal(["a", "b", "c"]);
    await sink.close();
    expect(output.writable).to.equal(true);
  });

  it("stops between pieces when it is told to", async () => {
    const controller = new AbortController();
    const output = new PassThrough({ highWaterMark: 1 });
    output.once("data", () => controller.abort());
    const work = createStreamSink("stdout", output).write(sent(["a", "b"], "x".repeat(70_000)), controller.signal);
    expect(await rejection(work)).to.be.instanceOf(InterruptedError);
  });

  it("ends cleanly when nobody reads any more, and names any other fault", async () => {
    const failing = (code: string) =>
      new Writable({ write: (_, __, done) => done(Object.assign(new Error(`write ${code}`), { code })) });
    const closed = await rejection(createStreamSink("stdout", failing("EPIPE")).write(sent(["a"]), never));
    expect(closed).to.be.instanceOf(InterruptedError);
    expect((closed as InterruptedError).message).to.equal("Nobody reads standard output any more.");
    const full = await rejection(createStreamSink("stdout", failing("ENOSPC")).write(sent(["a"]), never));
    expect(full).to.be.instanceOf(SinkError);
    expect((full as SinkError).message).to.equal("Standard output cannot be written: write ENOSPC.");
    const destroyed = failing("EIO");
    destroyed.destroy();
    const gone = await rejection(createStreamSink("stdout", destroyed).write(sent(["a"]), never));
    expect(gone).to.be.instanceOf(InterruptedError);
  });

  it("leaves no listener behind", async () => {
    const output = new PassThrough();
    output.resume();
    const before = output.listenerCount("error");
    const sink = createStreamSink("stdout", output);
    for (let page = 0; page < 20; page += 1) await sink.write(sent(["a"]), never);
    expect(output.listenerCount("error")).to.equal(before);
  });

  it("ends when the reader of a pipe goes away", async function () {
    this.timeout(60_000);
    const script = fileURLToPath(new URL("stream-child.ts", import.meta.url));
    const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    const [first] = (await once(child.stdout, "data")) as [Buffer];
    expect(first.length).to.be.greaterThan(0);
    child.stdout.destroy();
    const [code] = (await once(child, "exit")) as [number];
    expect(code).to.equal(7);
  });
});
