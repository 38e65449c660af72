import { Fields } from "./fields.ts";
import type { Faults, Report } from "./findings.ts";
import { lintCommands } from "./lint-commands.ts";
import { lintDeprecation } from "./lint-deprecation.ts";
import { lintIncident } from "./lint-incident.ts";
import { lintParameters } from "./lint-parameters.ts";
import { lintSections } from "./lint-sections.ts";
import { lintSoarSection } from "./lint-soar.ts";
import { lintSource } from "./lint-source.ts";
import { lintStreams } from "./lint-streams.ts";
import { readManifest } from "./load.ts";
import type { Finding, Manifest } from "./manifest.ts";
import type { Places } from "./places.ts";

/** What the rules are given: a manifest, the places of its parts, and where to note a fault. */
export interface LintInput {
  manifest: Manifest;
  places: Places;
  /** The `script` section; absent when there is none. */
  script: Fields | undefined;
  report: Report;
}

/** A manifest that was read and checked; parts of it may be absent where it has errors. */
export interface CheckedManifest {
  manifest?: Manifest;
  places: Places;
  faults: Faults;
}

/** Everything that is wrong with a manifest's text, or merely unwise, in the order of the places. */
export function lintManifest(text: string, path: string): Finding[] {
  return checkManifest(text, path).faults.findings();
}

/** The same with the manifest and the places of its parts, for checks that look beyond the text. */
export function checkManifest(text: string, path: string): CheckedManifest {
  const read = readManifest(text, path);
  const { manifest, faults, places } = read;
  const root = manifest === undefined ? undefined : places.of(manifest);
  if (manifest !== undefined && root !== undefined) {
    const section = root.entry("script")?.value;
    const script = section?.kind === "map" ? new Fields(section, faults.report, '"script"') : undefined;
    const input: LintInput = { manifest, places, script, report: faults.report };
    lintRoot(input);
    lintDeprecation(input, root);
    lintParameters(input);
    lintSections(input, root);
    lintCommands(input);
    lintSoarSection(input);
    lintIncident(input);
    lintStreams(input);
    lintSource(input);
  }
  return read;
}

// --- internal ---

/** What makes an integration do something without commands. */
const SERVICES = [
  "isfetch",
  "isfetchevents",
  "isfetchassets",
  "isfetchcredentials",
  "feed",
  "longRunning",
  "isremotesyncin",
  "isremotesyncout",
];

function lintRoot({ manifest, script, report }: LintInput): void {
  if (script !== undefined) {
    const serves = SERVICES.some((key) => script.value(key) === "true");
    if (manifest.commands.length === 0 && !serves) {
      const hint = "Declare a command, or what it fetches (isfetch: true).";
      report("M013", script.map.at, "The integration has no command and fetches nothing.", hint);
    }
    const type = script.text("type");
    if (type === undefined)
      report("M011", script.map.at, '"script" has no "type".', "XSOAR asks for it: python or javascript.");
    else if (!["python", "javascript", "powershell"].includes(type)) {
      const at = script.entry("type")?.value.at ?? script.map.at;
      report("M014", at, `There is no script type "${type.slice(0, 60)}".`, "Write python, javascript or powershell.");
    }
  }
  const mirrors = ["isremotesyncin", "isremotesyncout"].find((key) => script?.value(key) === "true");
  if (script !== undefined && mirrors !== undefined && script.value("ismappable") !== "true") {
    const at = script.entry(mirrors)?.value.at ?? script.map.at;
    report("M016", at, "The integration mirrors incidents, and its fields cannot be mapped.", "Add ismappable: true.");
  }
}
