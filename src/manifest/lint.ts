import { Fields } from "./fields.ts";
import type { Report } from "./findings.ts";
import { lintCommands } from "./lint-commands.ts";
import { lintParameters } from "./lint-parameters.ts";
import { lintSoarSection } from "./lint-soar.ts";
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

/** Everything that is wrong with a manifest's text, or merely unwise, in the order of the places. */
export function lintManifest(text: string, path: string): Finding[] {
  const { manifest, faults, places } = readManifest(text, path);
  const root = manifest === undefined ? undefined : places.of(manifest);
  if (manifest !== undefined && root !== undefined) {
    const section = root.entry("script")?.value;
    const script = section?.kind === "map" ? new Fields(section, faults.report, '"script"') : undefined;
    const input: LintInput = { manifest, places, script, report: faults.report };
    lintRoot(input, root);
    lintParameters(input, root);
    lintCommands(input);
    lintSoarSection(input);
  }
  return faults.findings();
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

function lintRoot({ manifest, places, script, report }: LintInput, root: Fields): void {
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
  if (root.value("deprecated") === "true" && !saysDeprecated(manifest.description)) {
    const at = places.at(manifest, "description");
    report("M015", at, "The integration is deprecated, and its description does not say so.", SAY_SO);
  }
  for (const command of manifest.commands) {
    if (!command.deprecated || saysDeprecated(command.description)) continue;
    const at = places.at(command, "description");
    report("M015", at, `Command "${command.name}" is deprecated, and its description does not say so.`, SAY_SO);
  }
}

const SAY_SO = 'Begin the description with "Deprecated. Use … instead."';

function saysDeprecated(description: string): boolean {
  return /deprecated/iu.test(description);
}
