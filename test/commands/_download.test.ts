import { ApiError } from "soarkit";
import { expect } from "chai";
import { once } from "node:events";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { checkedContent } from "../../commands/_download.ts";
import { rejection } from "./tenant.ts";

const what = "the XFC ID xfc-1";
const silent = () => undefined;

describe("the content of a download", () => {
  it("comes as it is sent, telling how far it is", async () => {
    const told: unknown[][] = [];
    const progress = (...args: unknown[]) => told.push(args);
    const body = Readable.from([Buffer.from("fo"), Buffer.from("o")]);
    const hash = { algorithm: "md5", hex: "acbd18db4cc2f85cedef654fccc4a4d8" } as const;
    const content = checkedContent({ isThere: true, body, length: 3 }, { what, hash, progress });
    expect((await buffer(content)).toString()).to.equal("foo");
    expect(told).to.deep.equal([
      [2, 3, "bytes"],
      [3, 3, "bytes"],
    ]);
  });

  it("fails when fewer bytes came than were announced", async () => {
    const content = checkedContent(
      { isThere: true, body: Readable.from([Buffer.from("foo")]), length: 4 },
      { what, progress: silent },
    );
    const error = await rejection(buffer(content));
    expect(error).to.be.instanceOf(ApiError);
    expect(error).to.include({
      message: "The download of the file with the XFC ID xfc-1 was cut off: 3 of 4 bytes came. Nothing was kept of it.",
      hint: "Run the command again.",
    });
  });

  it("needs no announced length", async () => {
    const body = Readable.from([Buffer.from("foo")]);
    expect(
      await buffer(checkedContent({ isThere: true, body, length: undefined }, { what, progress: silent })),
    ).to.have.length(3);
  });

  it("fails as the body fails", async () => {
    const failure = new Error("the line is dead");
    const body = new Readable({ read: () => undefined });
    const content = checkedContent({ isThere: true, body, length: 4 }, { what, progress: silent });
    body.destroy(failure);
    expect(await rejection(buffer(content))).to.equal(failure);
  });

  it("lets the body go when nobody reads it any more", async () => {
    const body = new Readable({ read: () => undefined });
    const closed = once(body, "close");
    checkedContent({ isThere: true, body, length: 4 }, { what, progress: silent }).destroy();
    await closed;
    expect(body.destroyed).to.equal(true);
  });
});
