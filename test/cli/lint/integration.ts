import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { packageRoot } from "../../../src/dispatch/integration.ts";
import { second } from "../soar.ts";

/** A copy of the second integration, alone in a folder of its own, fresh for each test. */
export function useCopy(): {
  path: (name?: string) => string;
  /** As soar shows it. */
  shown: (name: string) => string;
  read: (name: string) => string;
  write: (name: string, text: string) => void;
  /** `path:line:column` where a text of a file begins, as soar shows it; the second integration grows. */
  place: (name: string, text: string) => string;
  /** Replaces text of a file; it must be there. */
  change: (name: string, from: string, to: string) => void;
} {
  let folder = "";
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "soar-lint-")), "pack");
    for (const name of ["integration.yml", "commands"])
      cpSync(join(second, name), join(folder, name), { recursive: true });
    // Its own packages are found where the original's are.
    symlinkSync(join(packageRoot, "node_modules"), join(folder, "node_modules"));
  });
  afterEach(() => rmSync(dirname(folder), { recursive: true, force: true }));
  const path = (name = ".") => join(folder, name);
  const read = (name: string) => readFileSync(path(name), "utf8");
  const write = (name: string, text: string) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  const shown = (name: string) => relative(process.cwd(), path(name));
  return {
    path,
    shown,
    place(name, text) {
      const [before, after] = read(name).split(text);
      if (before === undefined || after === undefined) throw new Error(`${name} has no ${text}`);
      const lines = before.split("\n");
      return `${shown(name)}:${lines.length}:${(lines.at(-1) ?? "").length + 1}`;
    },
    read,
    write,
    change(name, from, to) {
      const text = read(name);
      if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
      write(name, text.replace(from, to));
    },
  };
}
