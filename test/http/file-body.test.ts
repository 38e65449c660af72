import { PassThrough } from "node:stream";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import sinon from "sinon";
import { NetworkError } from "../../src/errors.ts";
import { fileBody } from "../../src/http/file-body.ts";
import { rejection } from "./loopback.ts";

const request = { label: "GET /file", host: "h", idleMs: 60_000, signal: undefined };

describe("fileBody", () => {
  afterEach(() => sinon.restore());

  it("does not blame the vendor for a reader that takes its time", async () => {
    const clock = sinon.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const body = new PassThrough();
    const file = fileBody(body, { ...request, idleMs: 20 });
    body.write(Buffer.alloc(200_000));
    await once(file, "readable");
    clock.tick(60);
    expect(file.errored).to.equal(null);
    body.end();
    expect((await text(file)).length).to.equal(200_000);
  });

  it("tells a later reader of what failed before, and ends no process by it", async () => {
    const body = new PassThrough();
    const file = fileBody(body, request);
    body.destroy(new Error("the line is dead"));
    await new Promise((resolve) => file.on("close", resolve));
    expect(await rejection(text(file))).to.be.instanceOf(NetworkError);
  });

  it("fails when the vendor pauses while the reader waits", async () => {
    const body = new PassThrough();
    body.write("half");
    const error = await rejection(text(fileBody(body, { ...request, idleMs: 20 })));
    expect(error).to.be.instanceOf(NetworkError);
    expect(body.destroyed).to.equal(true);
  });

  it("fails when the body ends before its end", async () => {
    const body = new PassThrough();
    body.write("half");
    const error = rejection(text(fileBody(body, request)));
    body.destroy();
    expect(await error).to.have.property(
      "message",
      "GET /file: h closed the connection before its answer was complete.",
    );
  });
});
