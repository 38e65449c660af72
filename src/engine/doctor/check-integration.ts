import type { SoarError } from "../../errors.ts";
import { formatFinding } from "../../manifest/findings.ts";
import type { Finding, Manifest } from "../../manifest/manifest.ts";
import { count, notesOf, waitsFor, type Check, type Notes } from "./check.ts";

/** What was found out about one integration's folder. */
export interface IntegrationOutcome {
  folder: string;
  opened: { manifest: Manifest } | { error: SoarError };
  /** Of its manifest's text; undefined where that could not be read. */
  findings?: Finding[];
  /** The modules that do not load. */
  faults: { module: string; error: SoarError }[];
}

/** Whether an integration's folder holds what runs: manifest and handlers. */
export function checkIntegration(group: string, outcome: IntegrationOutcome): Check[] {
  const { folder, opened, findings, faults } = outcome;
  const notes = notesOf(group);
  if ("error" in opened) {
    return [
      notes.error("manifest", opened.error),
      notes.skipped("lint", waitsFor("manifest")),
      notes.skipped("handlers", waitsFor("manifest")),
    ];
  }
  const { manifest } = opened;
  const commands = count(manifest.commands.length, "command");
  return [
    notes.ok("manifest", `${manifest.display} in ${folder}, ${commands}`),
    ...checkLint(notes, manifest.path, findings),
    ...(faults.length === 0 ? [notes.ok("handlers", "all modules load")] : []),
    ...faults.map(({ module, error }) => notes.error(module, error)),
  ];
}

// --- internal ---

const SHOWN = 3;

function checkLint(notes: Notes, path: string, findings: Finding[] | undefined): Check[] {
  if (findings === undefined) return [notes.skipped("lint", "the manifest's text is not there, only its build")];
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.length - errors.length;
  const told = warnings === 0 ? "" : `, ${count(warnings, "warning")}`;
  if (errors.length > 0) {
    const lines = errors.slice(0, SHOWN).map((finding) => formatFinding(path, finding));
    return [
      notes.failed(
        "lint",
        [`${count(errors.length, "error")}${told}`, ...lines].join("\n"),
        "`soar lint` explains them.",
      ),
    ];
  }
  if (warnings > 0) return [notes.warning("lint", count(warnings, "warning"), "`soar lint` lists them.")];
  return [notes.ok("lint", "no findings")];
}
