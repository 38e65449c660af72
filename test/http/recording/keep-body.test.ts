import { expect } from "chai";
import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { keepBody } from "../../../src/http/recording/keep-body.ts";
import { rejection } from "../loopback.ts";

const all = (wanted: number) => wanted;

describe("a body that is kept", () => {
  it("is handed on whole, and kept whole", async () => {
    const kept = keepBody(Readable.from([Buffer.from("ab"), Buffer.from("cd")]), all);
    expect(await text(kept.body)).to.equal("abcd");
    expect(await kept.ended).to.equal("whole");
    expect(kept.bytes().toString()).to.equal("abcd");
  });

  it("is handed on whole when only a part is kept", async () => {
    let room = 3;
    const kept = keepBody(Readable.from([Buffer.from("ab"), Buffer.from("cd"), Buffer.from("ef")]), (wanted) => {
      const taken = Math.min(wanted, room);
      room -= taken;
      return taken;
    });
    expect(await text(kept.body)).to.equal("abcdef");
    expect(await kept.ended).to.equal("cut");
    expect(kept.bytes().toString()).to.equal("abc");
  });

  it("fails for its reader as its connection failed", async () => {
    const source = new PassThrough();
    const kept = keepBody(source, all);
    source.write("ab");
    const reading = rejection(text(kept.body));
    const error = Object.assign(new Error("gone"), { code: "ECONNRESET" });
    source.destroy(error);
    expect(await reading).to.equal(error);
    expect(await kept.ended).to.equal(error);
  });

  it("fails when its connection ends without a word", async () => {
    const source = new PassThrough();
    const kept = keepBody(source, all);
    const reading = rejection(text(kept.body));
    source.destroy();
    expect(await reading).to.have.property("code", "ERR_STREAM_PREMATURE_CLOSE");
    expect(await kept.ended).to.have.property("code", "ERR_STREAM_PREMATURE_CLOSE");
  });

  it("is cut when its reader goes away, and lets go of its connection", async () => {
    for (const error of [undefined, new Error("enough")]) {
      const source = new PassThrough();
      const kept = keepBody(source, all);
      kept.body.on("error", () => undefined);
      source.write("ab");
      await once(kept.body, "data");
      kept.body.destroy(error);
      expect(await kept.ended).to.equal("cut");
      expect(source.destroyed).to.equal(true);
    }
  });

  it("failed when its reader gave up waiting for it", async () => {
    const kept = keepBody(new PassThrough(), all);
    kept.body.on("error", () => undefined);
    const slow = Object.assign(new Error("slow"), { code: "ETIMEDOUT" });
    kept.body.destroy(slow);
    expect(await kept.ended).to.equal(slow);
  });
});
