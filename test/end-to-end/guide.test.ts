import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { applyDiff, blocksOf, toPattern, type Block } from "./guide-blocks.ts";
import { Shell } from "./shell.ts";
import { root, temporaryFolder } from "./soar.ts";

describe("the guide to a new integration", function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let shell: Shell;
  let port = "";
  before(async function () {
    // Its last steps install what package.json names.
    const registry = spawnSync("npm", ["view", "mocha", "version"], { encoding: "utf8", timeout: 30_000 });
    if (registry.status !== 0) this.skip();
    port = await freePort();
    shell = new Shell(folder.path);
  });
  after(async () => {
    await (shell as Shell | undefined)?.close();
    folder.remove();
  });

  const page = readFileSync(join(root, "docs", "guide-new-integration.md"), "utf8");
  for (const block of blocksOf(page)) {
    it(`works at line ${block.line}: ${titleOf(block)}`, async () => {
      const at = (file: string) => join(folder.path, "acme-desk", file);
      if (block.kind === "write") {
        writeFileSync(at(block.file), block.text);
      } else if (block.kind === "edit") {
        expect(existsSync(at(block.file)), block.file).to.equal(true);
        writeFileSync(at(block.file), applyDiff(readFileSync(at(block.file), "utf8"), block.diff));
      } else {
        const withPort = (text: string) => text.replaceAll("4243", port);
        const { code, printed } = await shell.run(withPort(block.commands));
        expect(code, printed).to.equal(0);
        if (block.expected !== undefined)
          expect(printed.trimEnd(), printed).to.match(toPattern(withPort(block.expected)));
      }
    });
  }
});

function titleOf(block: Block): string {
  return block.kind === "run" ? block.commands.trim().split("\n").join("; ") : `${block.kind} ${block.file}`;
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return String(port);
}
