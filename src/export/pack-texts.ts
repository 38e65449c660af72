import { code, table, text } from "../manifest/generate-docs-markdown.ts";
import type { IncidentContent } from "../manifest/incident-content.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { MappingFiles } from "./mapping-files.ts";

/** `README.md` of a pack: what is in it and what is not. */
export function packReadme({
  manifest,
  notes,
  playbooks,
}: {
  manifest: Manifest;
  notes: readonly string[];
  /** Their names. */
  playbooks: readonly string[];
}): string {
  const { display, description, commands } = manifest;
  const { type, fields = [], mapper } = manifest.soar.incident ?? {};
  const shown = commands.filter(({ hidden }) => !hidden);
  const rows = shown.map(({ name, description: what }) => [code(name), text(what)]);
  const content = [
    type && `- Incident type ${text(type.name)}, with its classifier`,
    fields.length > 0 && `- ${count(fields.length, "incident field")}`,
    type && mapper && `- Incoming mapper ${text(mapper.name)}`,
    playbooks.length > 0 && `- ${count(playbooks.length, "playbook")}: ${playbooks.map(text).join(", ")}`,
  ].filter((line) => typeof line === "string");
  return [
    `# ${text(display)}`,
    "",
    "<!-- Written by `soar export`. Do not edit. -->",
    "",
    text(description),
    "",
    ...notes.flatMap((note) => [`> ${note}`, ""]),
    "## What is in this pack",
    "",
    `- Integration ${text(display)}: ${count(shown.length, "command")}`,
    ...content,
    ...(rows.length > 0 ? ["", table(["Command", "What it does"], rows)] : []),
    "",
  ].join("\n");
}

/** The notes of the version in which everything is new to XSOAR. */
export function releaseNotes(
  {
    manifest,
    incident,
    mapping,
    playbooks,
  }: {
    manifest: Manifest;
    incident: IncidentContent;
    mapping: MappingFiles;
    /** Their names. */
    playbooks: readonly string[];
  },
  fromVersion: string,
): string {
  const { type, fields } = incident;
  const available = `(Available from Cortex XSOAR ${fromVersion}).`;
  const sections = [
    ["Integrations", [manifest.display]],
    ["Incident Types", type ? [type.name] : []],
    ["Incident Fields", fields.map(({ name }) => name)],
    ["Classifiers", mapping.classifier === undefined ? [] : [mapping.classifier]],
    ["Mappers", mapping.mapper === undefined ? [] : [mapping.mapper]],
    ["Playbooks", playbooks],
  ] as const;
  const parts = sections.flatMap(([title, members]) =>
    members.length === 0
      ? []
      : [
          `#### ${title}`,
          "",
          ...members.map(text).flatMap((name) => [`##### New: ${name}`, "", `- New: ${name} ${available}`, ""]),
        ],
  );
  return parts.join("\n");
}

// --- internal ---

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
