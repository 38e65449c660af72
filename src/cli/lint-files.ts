import { readdir, readFile, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { ArgumentError } from "../errors.ts";

/** What a file of XSOAR content is. */
export type FileKind = "integration" | "playbook" | "mapper" | "classifier" | "other";

/**
 * The files that a path means: a file itself; a folder's `integration.yml` with the playbooks beside it, or, where it has
 * none, every YAML file below it, those of hidden folders and of `node_modules` excepted.
 * @throws ArgumentError when there is nothing to check
 */
export async function filesOf(path: string): Promise<string[]> {
  if (!(await statOf(path)).isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  const manifest = ["integration.yml", "integration.yaml"].find((name) => names.includes(name));
  if (manifest !== undefined) {
    return [manifest, ...names.filter((name) => PLAYBOOK.test(name)).sort()].map((name) => join(path, name));
  }
  const found = names.filter((name) => /\.ya?ml$/i.test(name) && !name.split(sep).some(isSkipped)).sort();
  if (found.length === 0) throw new ArgumentError(`${path} holds no YAML file.`, HINT);
  return found.map((name) => join(path, name));
}

/**
 * A file's text.
 * @throws ArgumentError when it cannot be read or is far too large
 */
export async function textOf(file: string): Promise<string> {
  const facts = await statOf(file);
  if (facts.isCharacterDevice() || facts.isBlockDevice()) throw new ArgumentError(`${file} is a device.`, HINT);
  if (facts.size > MOST_BYTES) throw new ArgumentError(`${file} has more than ${MOST_BYTES} bytes.`, HINT);
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ArgumentError(`${file} cannot be read`, HINT, { cause });
  }
}

/** What a file is, by the keys at its root; a manifest where nothing speaks against it. */
export function kindOf(text: string): Exclude<FileKind, "other"> {
  if (/^"?starttaskid"?\s*:/m.test(text)) return "playbook";
  const type = text.trimStart().startsWith("{") ? /"type"\s*:\s*"(mapping|classification)/.exec(text)?.[1] : undefined;
  if (type !== undefined) return type === "mapping" ? "mapper" : "classifier";
  // Before XSOAR 6.0 one file was both.
  if (text.trimStart().startsWith("{") && /"keyTypeMap"\s*:/.test(text)) return "mapper";
  return "integration";
}

/** Whether a file that nobody named looks like a manifest: its script is a section, not the code of an automation. */
export function looksLikeManifest(text: string): boolean {
  return /^script\s*:\s*(?:\{|&|#|$)/m.test(text);
}

// --- internal ---

const HINT = "Name a manifest or playbook, or a folder that holds some.";

/** No YAML file of text is as large; it is refused unread. */
const MOST_BYTES = 16_000_000;

/** Cases for playbooks stand beside them. */
const PLAYBOOK = /^playbooks[/\\](?!.*\.test\.)[^/\\]+\.ya?ml$/i;

function isSkipped(segment: string): boolean {
  return segment === "node_modules" || segment.startsWith(".");
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (cause) {
    throw new ArgumentError(`${path} does not exist`, HINT, { cause });
  }
}
