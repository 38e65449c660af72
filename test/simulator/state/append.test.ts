import { expect } from "chai";
import { createAppender } from "../../../src/simulator/state/append.ts";
import { rejection } from "../../http/loopback.ts";

describe("the appender of a state file", () => {
  /** A file whose writes end when the test says so. */
  function slowFile() {
    const done: string[] = [];
    const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
    return {
      done,
      waiting,
      file: {
        appendFile: (text: unknown) => {
          done.push(`write ${String(text)}`);
          const { promise, resolve, reject } = Promise.withResolvers<undefined>();
          waiting.push({ resolve: () => resolve(undefined), reject });
          return promise;
        },
        datasync: () => {
          done.push("sync");
          return Promise.resolve();
        },
      },
    };
  }
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it("writes together what comes while it writes, and tells each when it is on the disk", async () => {
    const { file, done, waiting } = slowFile();
    const appender = createAppender(file);
    await appender.written();
    appender.append("a");
    const first = appender.written().then(() => done.push("told a"));
    await turn();
    appender.append("b");
    appender.append("c");
    const second = appender.written().then(() => done.push("told c"));
    waiting[0]?.resolve();
    await first;
    waiting[1]?.resolve();
    await second;
    expect(done).to.deep.equal(["write a", "sync", "told a", "write bc", "sync", "told c"]);
  });

  it("fails for ever once a write has failed", async () => {
    const { file, done, waiting } = slowFile();
    const appender = createAppender(file);
    appender.append("a");
    await turn();
    const failure = new Error("the disk is full");
    waiting[0]?.reject(failure);
    expect(await rejection(appender.written())).to.equal(failure);
    appender.append("b");
    expect(await rejection(appender.written())).to.equal(failure);
    expect(done).to.deep.equal(["write a"]);
  });
});
