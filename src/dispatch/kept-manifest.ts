import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../json.ts";
import type { Manifest } from "../manifest/manifest.ts";

/**
 * The manifest in the file at `path`, parsed only when its bytes have changed since `folder` was given a copy: parsing
 * YAML costs more than most commands. The copy is data, and `folder` is the package's own, never the user's.
 * @throws what `load` throws; a folder that cannot be written only costs the time
 */
export async function keptManifest(path: string, folder: string, load: () => Promise<Manifest>): Promise<Manifest> {
  // What cannot be read is for `load` to complain about.
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return load();
  const file = join(folder, `${hash(path)}.json`);
  const of = hash(bytes);
  const kept = await readKept(file);
  if (kept?.of === of) return kept.manifest;
  const manifest = await load();
  await keep(file, folder, { of, manifest });
  return manifest;
}

/**
 * The same, kept for as long as this process lives. For where soarkit runs from its sources: what parses there may be
 * another in the next process.
 */
export async function rememberedManifest(path: string, load: () => Promise<Manifest>): Promise<Manifest> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return load();
  const last = remembered.get(path);
  // Copies go out and in: whoever has one may do with it as they like.
  if (last?.bytes.equals(bytes)) return structuredClone(last.manifest);
  const manifest = await load();
  remembered.delete(path);
  remembered.set(path, { bytes, manifest: structuredClone(manifest) });
  for (const oldest of [...remembered.keys()].slice(0, -MOST_REMEMBERED)) remembered.delete(oldest);
  return manifest;
}

// --- internal ---

const remembered = new Map<string, { bytes: Buffer; manifest: Manifest }>();

const MOST_REMEMBERED = 8;

interface Kept {
  /** The hash of the bytes that the manifest was read from. */
  of: string;
  manifest: Manifest;
}

async function readKept(file: string): Promise<Kept | undefined> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, "utf8"));
    return isKept(kept) ? kept : undefined;
  } catch {
    // Not there yet, or torn by a full disk: it is written anew.
    return undefined;
  }
}

// Written below, by this very build, from a manifest that passed every check.
function isKept(value: unknown): value is Kept {
  return isRecord(value) && typeof value.of === "string" && isRecord(value.manifest);
}

async function keep(file: string, folder: string, kept: Kept): Promise<void> {
  const draft = `${file}.${String(process.pid)}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(draft, JSON.stringify(kept));
    await rename(draft, file);
  } catch {
    // The package may lie where this user cannot write, or the disk is full; then each run parses the manifest.
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

function hash(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
