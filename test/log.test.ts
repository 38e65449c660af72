import { expect } from "chai";
import { createLog, silentLog } from "../src/log.ts";
import { createMask, Secret } from "../src/secrets.ts";

describe("log", () => {
  it("writes JSON lines at and above its level, masked", async () => {
    const lines: string[] = [];
    const log = await createLog({
      level: "info",
      mask: createMask([new Secret("hunter2")]),
      write: (line) => lines.push(line),
    });
    log.debug("not shown");
    log.info("sent", { url: "https://x/?key=hunter2" });
    log.warn("slow");
    log.error("lost", { password: new Secret("hunter2") });
    const seen = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(seen.map(({ msg }) => msg)).to.deep.equal(["sent", "slow", "lost"]);
    expect(seen[0]?.url).to.equal("https://x/?key=***");
    expect(seen[2]?.password).to.equal("***");
    expect(lines.join("")).not.to.include("hunter2");
  });

  it("writes nothing when silent", () => {
    silentLog.debug("a");
    silentLog.info("a");
    silentLog.warn("a");
    silentLog.error("a");
  });
});
