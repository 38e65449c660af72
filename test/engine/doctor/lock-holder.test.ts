import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { lockHolder, findHolder } from "../../../src/engine/doctor/lock-holder.ts";
import { useTemporary } from "../../store/temporary.ts";

describe("who holds a store's lock", () => {
  const temporary = useTemporary();

  it("is read from Linux's list of locks", () => {
    const locks = [
      "1: POSIX  ADVISORY  READ 10 fe:00:77 123 123",
      "2: FLOCK  ADVISORY  WRITE 11 fe:00:78 0 EOF",
      "3: POSIX  ADVISORY  WRITE 12 fe:00:77 120 120",
      "4: POSIX  ADVISORY  WRITE 0 fe:00:79 120 120",
      "no line of it",
    ].join("\n");
    expect(findHolder(locks, [77], 1)).to.equal(12);
    expect(findHolder(locks, [77], 12)).to.equal(undefined);
    expect(findHolder(locks, [76, 79], 1)).to.equal(undefined);
  });

  it("is told by number and name", async function () {
    if (!existsSync("/proc/locks")) this.skip();
    await (await temporary.open()).close();
    const path = temporary.path("soar.db");
    const script =
      "const { DatabaseSync } = require('node:sqlite'); const db = new DatabaseSync(process.argv[1]);" +
      "db.exec('BEGIN IMMEDIATE'); process.stdout.write('locked'); setInterval(() => {}, 1e6);";
    const child = spawn(process.execPath, ["-e", script, path], { stdio: ["ignore", "pipe", "ignore"] });
    try {
      await once(child.stdout, "data");
      expect(await lockHolder(path, process.pid)).to.match(new RegExp(`^process ${child.pid} \\(.+\\)$`));
    } finally {
      child.kill();
      await once(child, "exit");
    }
    expect(await lockHolder(path, process.pid)).to.equal(undefined);
  });
});
