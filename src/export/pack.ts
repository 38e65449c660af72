import { isJsonObject } from "../json.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { parseVersion } from "../manifest/changes/version.ts";
import type { FileTree } from "../scaffold/scaffold.ts";
import { incidentFiles } from "./incident-files.ts";
import { fileName, jsonFile } from "./json-file.ts";
import { mappingFiles } from "./mapping-files.ts";
import { playbookName, toXsoarYaml } from "./own-yaml.ts";
import { packReadme, releaseNotes } from "./pack-texts.ts";
import { stubCode } from "./stub-code.ts";

export interface PackInput {
  manifest: Manifest;
  /** The manifest's text. */
  text: string;
  /** Of the pack; what follows a dash is left out. */
  version: string;
  author?: string;
  /** YAML texts by file name, `contain-host.yml`. */
  playbooks: Readonly<Record<string, string>>;
}

/** A pack in XSOAR's own layout. The same input gives the same files. */
export interface Pack {
  /** The folder's name. */
  name: string;
  version: string;
  files: FileTree;
  /** What whoever installs it must know, in sentences. */
  notes: string[];
}

/** @throws ManifestError for a playbook that is no YAML */
export function createPack({ manifest, text, version: given, author, playbooks }: PackInput): Pack {
  const { id, display, description, category, raw } = manifest;
  const incident = manifest.soar.incident ?? { fields: [] };
  const file = fileName(id);
  const version = plainVersion(given);
  const fromVersion = laterOf(textAt(raw, "fromversion") ?? OLDEST_SERVER, OLDEST_SERVER);
  const mapping = mappingFiles(incident, { display, file, fromVersion });
  const copied = Object.entries(playbooks).map(
    ([base, yaml]) => [playbookPath(base), toXsoarYaml(yaml, { path: `playbooks/${base}` })] as const,
  );
  const isStub = !hasCode(manifest);
  const transforms = mapping.mapper !== undefined && incident.severity !== undefined;
  const playbookNames = Object.entries(playbooks).map(
    ([base, yaml]) => playbookName(yaml, `playbooks/${base}`) ?? base,
  );
  const notes = notesOf({ manifest, isStub, playbookNames });
  const files: FileTree = {
    "pack_metadata.json": jsonFile({
      name: display,
      description,
      support: "community",
      currentVersion: version,
      author: author ?? "Community",
      url: "",
      email: "",
      categories: category === "" ? [] : [category],
      tags: [],
      useCases: [],
      keywords: [],
      dependencies: transforms
        ? { FiltersAndTransformers: { mandatory: true, display_name: "Filters And Transformers" } }
        : {},
      marketplaces: ["xsoar"],
    }),
    ".pack-ignore": "",
    ".secrets-ignore": "",
    [`Integrations/${file}/${file}.yml`]: toXsoarYaml(text, {
      path: manifest.path,
      ...(isStub && { script: stubCode(scriptText(manifest, "type"), display) }),
      root: missingKeys(manifest, { fromversion: fromVersion, ...mapping }),
    }),
    ...incidentFiles(incident, fromVersion),
    ...mapping.files,
    ...Object.fromEntries(copied),
  };
  files["README.md"] = packReadme({ manifest, notes, playbooks: playbookNames });
  const parts = { manifest, incident, mapping, playbooks: playbookNames };
  files[`ReleaseNotes/${version.replaceAll(".", "_")}.md`] = releaseNotes(parts, fromVersion);
  return { name: file, version, files: sorted(files), notes };
}

// --- internal ---

/** The oldest server that has classifiers and mappers as files of their own. */
const OLDEST_SERVER = "6.0.0";

function notesOf(facts: { manifest: Manifest; isStub: boolean; playbookNames: string[] }): string[] {
  const { manifest, isStub, playbookNames } = facts;
  const { display } = manifest;
  const { type, severity } = manifest.soar.incident ?? {};
  const notes: string[] = [];
  if (isStub) {
    const rest = type === undefined ? "" : " Incident type, fields, classifier and mapper work there as they are.";
    notes.push(
      `The integration declares its commands, arguments and outputs and carries no code that Cortex XSOAR could run: ` +
        `the handlers are TypeScript for soarkit. In XSOAR every command of ${display} fails and says so; run them with ` +
        `\`soar run\`.${rest}`,
    );
  }
  if (type?.playbook !== undefined && !playbookNames.includes(type.playbook)) {
    notes.push(`The playbook "${type.playbook}" of the incident type is not in this pack: install it beside.`);
  }
  if (type !== undefined && severity !== undefined && severity.otherwise !== 0) {
    notes.push("Severities that the mapper does not know stay unknown in XSOAR: its transformer has no default.");
  }
  return notes;
}

/** Root keys of the integration that it must have in a pack, where it has not. */
function missingKeys(
  { raw }: Manifest,
  keys: { fromversion: string; classifier?: string; mapper?: string },
): Record<string, string> {
  const wanted = [
    ["fromversion", keys.fromversion],
    ["defaultclassifier", keys.classifier],
    ["defaultmapperin", keys.mapper],
  ] as const;
  const has = new Set(Object.keys(raw).map((key) => key.toLowerCase()));
  return Object.fromEntries(
    wanted.flatMap(([key, value]) => (value === undefined || has.has(key) ? [] : [[key, value]])),
  );
}

/** Whether the manifest itself brings code, as XSOAR's unified integrations do. */
function hasCode(manifest: Manifest): boolean {
  const code = scriptText(manifest, "script")?.trim() ?? "";
  return code !== "" && code !== "-";
}

function scriptText({ raw }: Manifest, key: string): string | undefined {
  return isJsonObject(raw.script) ? textAt(raw.script, key) : undefined;
}

function textAt(object: Manifest["raw"], key: string): string | undefined {
  const value = object[key];
  return typeof value === "string" ? value : undefined;
}

function playbookPath(base: string): string {
  const name = fileName(base.replace(/\.ya?ml$/iu, "").replace(/^playbook-/u, ""));
  return `Playbooks/playbook-${name}.yml`;
}

/** `1.2.3` of `v1.2.3-beta.1`; the first version where there is none. */
function plainVersion(text: string): string {
  const version = parseVersion(text);
  return version === undefined ? "1.0.0" : `${version.major}.${version.minor}.${version.patch}`;
}

/** The later of two server versions, by their numbers: 6.10 comes after 6.9. */
function laterOf(one: string, other: string): string {
  return one.localeCompare(other, "en", { numeric: true }) > 0 ? one : other;
}

function sorted(files: FileTree): FileTree {
  return Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
