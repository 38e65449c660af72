import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { manifestIn, packageRoot } from "../dispatch/integration.ts";
import { ManifestError } from "../errors.ts";
import { createPack, type Pack } from "../export/pack.ts";
import { writePack } from "../export/write-pack.ts";
import { isRecord } from "../json.ts";
import { loadManifest, readText } from "../manifest/load.ts";
import type { CliIo, Globals } from "./globals.ts";

/** `soar export`: the integration as a pack in XSOAR's own layout, ready for its content repository. */
export async function exportPack(options: { output?: string }, globals: Globals, io: CliIo): Promise<number> {
  const { terminal } = io;
  const source = resolve(globals.integration ?? packageRoot);
  const path = manifestIn(source);
  const manifest = await loadManifest(path);
  const text = await readText(path);
  const playbooks = await playbooksIn(source);
  const pack = createPack({ manifest, text, ...(await packageFacts(source)), playbooks });
  const folder = resolve(options.output ?? join("Packs", pack.name));
  const { written, removed } = await writePack(folder, pack.files);
  const shown = relative(process.cwd(), folder) || ".";
  if (globals.json) {
    const { name, version, notes, files } = pack;
    terminal.print(
      JSON.stringify({ folder: shown, name, version, files: Object.keys(files), written, removed, notes }),
    );
    return 0;
  }
  terminal.print(summary(pack, shown));
  if (globals.quiet) return 0;
  for (const note of pack.notes) terminal.notice(`note: ${note}`);
  const changes = [...count(written.length, "written"), ...count(removed.length, "removed")];
  terminal.notice(changes.length === 0 ? "Everything is as it was." : `${changes.join(", ")}.`);
  return 0;
}

// --- internal ---

/** The folders with how many files each has; those at the root by their names. */
function summary({ name, version, files }: Pack, folder: string): string {
  const paths = Object.keys(files);
  const parts = Map.groupBy(paths, (path) => (path.includes("/") ? `${path.slice(0, path.indexOf("/"))}/` : path));
  const width = Math.max(...[...parts.keys()].map((part) => part.length));
  const lines = [...parts].map(([part, members]) => {
    const [only = ""] = members;
    const what = part.endsWith("/") ? (members.length === 1 ? only.slice(part.length) : `${members.length} files`) : "";
    return `  ${part.padEnd(width)}  ${what}`.trimEnd();
  });
  return [`${folder}: pack ${name} ${version}`, ...lines].join("\n");
}

function count(number: number, what: string): string[] {
  return number === 0 ? [] : [`${number} ${number === 1 ? "file" : "files"} ${what}`];
}

/** What the package.json beside the manifest says, if there is one. */
async function packageFacts(folder: string): Promise<{ version: string; author?: string }> {
  const file = join(folder, "package.json");
  const read = existsSync(file) ? parsed(await readFile(file, "utf8"), file) : undefined;
  if (!isRecord(read)) return { version: "" };
  const { version, author } = read;
  const name = isRecord(author) ? author.name : author;
  return {
    version: typeof version === "string" ? version : "",
    ...(typeof name === "string" && name !== "" && { author: name }),
  };
}

/** @throws ManifestError */
function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ManifestError(`${file} is no JSON.`, "Mend it: the pack gets its version and author from there.", {
      cause,
    });
  }
}

/** The playbooks beside the manifest; their tests are for soar only. */
async function playbooksIn(folder: string): Promise<Record<string, string>> {
  const place = join(folder, "playbooks");
  if (!existsSync(place)) return {};
  const names = (await readdir(place)).filter((name) => /\.ya?ml$/iu.test(name) && !/\.test\.ya?ml$/iu.test(name));
  const texts = await Promise.all(names.sort().map(async (name) => [name, await readText(join(place, name))] as const));
  return Object.fromEntries(texts);
}
