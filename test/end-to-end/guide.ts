import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { closedPort } from "../http/closed-port.ts";
import { applyDiff, blocksOf, toPattern, type Block } from "./guide-blocks.ts";
import { Shell } from "./shell.ts";
import { root, temporaryFolder } from "./soar.ts";

/**
 * Does what a page of `docs` says, block by block, in one shell. Its port 4243 becomes a free one.
 * @param options.folder below which the files lie that the page writes and edits
 * @param options.installs whether packages are installed on the way
 */
export function describeGuide(page: string, options: { folder?: string; installs?: boolean } = {}): void {
  describe(`docs/${page}`, function () {
    this.timeout(240_000);
    const home = temporaryFolder();
    let shell: Shell;
    let port = "";
    before(async function () {
      if (options.installs) {
        const registry = spawnSync("npm", ["view", "mocha", "version"], { encoding: "utf8", timeout: 30_000 });
        if (registry.status !== 0) this.skip();
      }
      port = String(await closedPort());
      shell = new Shell(home.path);
    });
    after(async () => {
      await (shell as Shell | undefined)?.close();
      home.remove();
    });

    for (const block of blocksOf(readFileSync(join(root, "docs", page), "utf8"))) {
      it(`works at line ${block.line}: ${titleOf(block)}`, async () => {
        const at = (file: string) => join(home.path, options.folder ?? "", file);
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
}

// --- internal ---

function titleOf(block: Block): string {
  return block.kind === "run" ? block.commands.trim().split("\n").join("; ") : `${block.kind} ${block.file}`;
}
