import { readFile, stat } from "node:fs/promises";
import { ManifestError } from "../errors.ts";
import { capital, Fields } from "./fields.ts";
import { type Faults, formatFinding } from "./findings.ts";
import type { Finding, Manifest } from "./manifest.ts";
import { Places } from "./places.ts";
import { readCommands } from "./read-commands.ts";
import { readParameters } from "./read-parameters.ts";
import { readSoarSection } from "./read-soar.ts";
import { readYaml } from "./yaml.ts";

/**
 * Reads an integration's manifest from its file.
 * @throws ManifestError with every fault as `path:line:column code message`
 */
export async function loadManifest(path: string): Promise<Manifest> {
  const { manifest, findings } = parseManifest(await readText(path), path);
  if (manifest !== undefined) return manifest;
  const errors = findings.filter(({ severity }) => severity === "error");
  const lines = errors.map((finding) => formatFinding(path, finding)).join("\n");
  const count = errors.length === 1 ? "an error" : `${errors.length} errors`;
  throw new ManifestError(`The manifest has ${count}:\n${lines}`, errors[0]?.hint ?? "Mend it; soar lint explains.");
}

/** Reads a manifest's text. `manifest` is absent when a finding is an error. */
export function parseManifest(text: string, path: string): { manifest?: Manifest; findings: Finding[] } {
  const { manifest, faults } = readManifest(text, path);
  const findings = faults.findings();
  return manifest === undefined || faults.hasErrors ? { findings } : { manifest, findings };
}

/** A manifest with the places of its parts; also one with faults, as far as it could be read. */
export function readManifest(text: string, path: string): { manifest?: Manifest; faults: Faults; places: Places } {
  const { root, faults } = readYaml(text);
  const places = new Places();
  if (root?.kind === "map")
    return { manifest: build(new Fields(root, faults.report, "the manifest"), path, places), faults, places };
  if (root !== undefined) {
    faults.report(
      "M006",
      root.at,
      "The file is no map of keys and values.",
      "An integration begins with commonfields:.",
    );
  }
  return { faults, places };
}

/**
 * The text of a YAML file.
 * @throws ManifestError when it cannot be read or is no text
 */
export async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ManifestError(`${path} is no text in UTF-8.`, "Save it as UTF-8.", { cause });
  }
}

// --- internal ---

/** UTF-8 takes up to four bytes a character; what is larger than this is refused unread. */
const MOST_BYTES = 16_000_000;

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size <= MOST_BYTES) return await readFile(path);
  } catch (cause) {
    throw new ManifestError(`Cannot read ${path}: ${reason(cause)}.`, "Check the path and its permissions.", { cause });
  }
  throw new ManifestError(`${path} has more than ${MOST_BYTES} bytes.`, "Name the YAML file itself.");
}

function build(root: Fields, path: string, places: Places): Manifest {
  const common = root.child("commonfields", '"commonfields"');
  const id = common?.required("id", "M010", "The id is the integration's brand.") ?? "";
  if (common === undefined)
    root.report("M010", root.map.at, 'The manifest has no "commonfields".', "Add commonfields: with id:.");
  for (const key of ["name", "display", "category", "description", "configuration"]) {
    const isMissing = root.entry(key) === undefined;
    if (isMissing)
      root.report("M011", root.map.at, `${capital(root.what)} has no "${key}".`, "XSOAR asks for it; add it.");
  }
  const script = root.child("script", '"script"');
  if (root.entry("script") === undefined) {
    root.report("M010", root.map.at, 'The manifest has no "script".', "Add script: with type: and commands:.");
  }
  const name = root.text("name") ?? id;
  const manifest: Manifest = {
    path,
    id,
    name,
    display: root.text("display") ?? name,
    category: root.text("category") ?? "",
    description: root.text("description") ?? "",
    fetchesIncidents: script?.flag("isfetch") ?? false,
    fetchesEvents: script?.flag("isfetchevents") ?? false,
    isMappable: script?.flag("ismappable") ?? false,
    parameters: readParameters(root, places),
    commands: script === undefined ? [] : readCommands(script, places),
    soar: readSoarSection(root, places, id),
    raw: root.map.json,
  };
  places.set(manifest, root);
  return manifest;
}

function reason(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES" || code === "EPERM") return "permission denied";
  return cause instanceof Error ? cause.message : String(cause);
}
