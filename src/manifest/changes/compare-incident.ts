import type { IncidentContent } from "../incident-content.ts";
import type { Manifest } from "../manifest.ts";
import type { Note } from "./change.ts";
import { pairUp } from "./pairs.ts";

/**
 * What incidents are made of: playbooks and layouts hold on to the fields' machine names and types, classifiers to the
 * name of the type.
 */
export function compareIncident(before: Manifest, after: Manifest, note: Note): void {
  const [was, is] = [before.soar.incident, after.soar.incident];
  const section = after.soar;
  if (was?.type && was.type.name !== is?.type?.name) {
    const now = is?.type ? `is of the type "${is.type.name}" now` : "has no type now";
    note("C115", `An incident was of the type "${was.type.name}" and ${now}.`, section, "incident");
  }
  const [filledOnce, filled] = [filledBy(was), filledBy(is)];
  const fields = pairUp(was?.fields ?? [], is?.fields ?? [], ({ cliName }) => cliName);
  for (const { cliName } of fields.gone) {
    note("C115", `Incident field "${cliName}" is gone.${fields.perhaps(cliName)}`, section, "incident");
  }
  for (const [old, field] of fields.kept) {
    const { cliName, type } = field;
    if (old.type !== type) {
      note("C115", `Incident field "${cliName}" was a ${old.type} and is a ${type} now.`, field, "type");
    }
    if (filledOnce.has(cliName) && !filled.has(cliName)) {
      note("C115", `The mapper no longer fills incident field "${cliName}".`, field, "cliName");
    }
  }
  for (const field of fields.added) note("C201", `Incident field "${field.cliName}" is new.`, field, "cliName");
}

// --- internal ---

function filledBy(content: IncidentContent | undefined): ReadonlySet<string> {
  return new Set(Object.keys(content?.mapper?.fields ?? {}));
}
