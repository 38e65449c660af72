import { didYouMean } from "../nearest.ts";
import { type IncidentContent, MAPPED_SYSTEM_FIELDS } from "./incident-content.ts";
import type { LintInput } from "./lint.ts";

/** The rules for `x-soar.incident` beyond what reading it asks for. */
export function lintIncident(input: LintInput): void {
  const content = input.manifest.soar.incident;
  if (content === undefined) return;
  lintFields(input, content);
  lintMapper(input, content);
  lintTypeParameter(input, content);
}

// --- internal ---

/** Machine names of fields that every incident has. */
const SYSTEM_FIELDS: ReadonlySet<string> = new Set([
  "account",
  "category",
  "closed",
  "closenotes",
  "closereason",
  "created",
  "details",
  "duedate",
  "id",
  "investigationid",
  "labels",
  "modified",
  "name",
  "occurred",
  "owner",
  "parent",
  "phase",
  "playbookid",
  "rawjson",
  "reason",
  "runstatus",
  "severity",
  "sla",
  "sourcebrand",
  "sourceinstance",
  "status",
  "type",
]);

function lintFields({ manifest, places, report }: LintInput, content: IncidentContent): void {
  const prefixes = [manifest.name, manifest.display, manifest.id].filter(Boolean).map((each) => each.toLowerCase());
  for (const field of content.fields) {
    const { name, cliName } = field;
    if (SYSTEM_FIELDS.has(cliName)) {
      const message = `Incident field "${name}" has the machine name "${cliName}" of one that every incident has.`;
      report("M103", places.at(field, "cliName"), message, "Choose another name.");
    }
    if (prefixes.some((prefix) => name.toLowerCase().startsWith(prefix))) continue;
    const message = `The name of incident field "${name}" does not begin with the integration's.`;
    report("M108", places.at(field, "name"), message, `Write ${manifest.name} ${name}.`);
  }
}

function lintMapper({ places, report }: LintInput, { fields, mapper }: IncidentContent): void {
  if (mapper === undefined) return;
  const known = new Set<string>([...MAPPED_SYSTEM_FIELDS, ...fields.map(({ cliName }) => cliName)]);
  const given = places.of(mapper.fields)?.map.entries;
  // Looked for a few times only: in a hostile file every name could be unknown.
  let suggestions = 30;
  for (const target of Object.keys(mapper.fields)) {
    if (known.has(target)) continue;
    const at = given?.get(target)?.at ?? 0;
    const hint =
      target === "severity" ? "Write it under severity, with its values." : "Declare it under fields, by its cliName.";
    const near = suggestions-- > 0 ? didYouMean(target, [...known].slice(0, 1000)) : "";
    report("M107", at, `The mapper fills "${target.slice(0, 60)}", which is no declared field.${near}`, hint);
  }
}

function lintTypeParameter({ manifest, places, report }: LintInput, { type }: IncidentContent): void {
  const parameter = manifest.parameters.find(({ name }) => name === "incidentType");
  const given = parameter?.defaultValue ?? "";
  if (type === undefined || parameter === undefined || given === "" || given === type.name) return;
  const message = `The default of incidentType is not the declared incident type "${type.name}".`;
  report("M109", places.at(parameter, "defaultvalue"), message, `Write defaultvalue: ${type.name}.`);
}
