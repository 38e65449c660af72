import { ArgumentError } from "../errors.ts";
import { createMapIncident, type MapIncident } from "../incidents/map-incident.ts";
import { createJsonMapping } from "../incidents/mapper-json/map-by-json.ts";
import { type MapperFile, readMapperFile } from "../incidents/mapper-json/mapper-file.ts";
import { formatFinding } from "../manifest/findings.ts";
import type { IncidentContent } from "../manifest/incident-content.ts";
import { readText } from "../manifest/load.ts";

/** XSOAR's own files that are to take the place of the manifest's mapper. */
export interface MappingFiles {
  mapper?: string;
  classifier?: string;
}

/**
 * The mapping of an instance's incidents: that of the files, where it has some, else the manifest's. The manifest's
 * severity still counts where the files give none.
 * @throws ArgumentError naming everything that is wrong with a file, at its place
 */
export async function loadMapping(
  { mapper, classifier }: MappingFiles,
  content: IncidentContent | undefined,
  { incidentType, now }: { incidentType?: string; now: () => number },
): Promise<MapIncident> {
  if (mapper === undefined && classifier === undefined) return createMapIncident(content, now);
  const mapping = mapper === undefined ? undefined : await readFile(mapper, "mapper");
  const classifying = classifier === undefined ? mapping : await readFile(classifier, "classifier");
  // A classifier alone leaves the manifest's mapper as it is.
  const rest = mapping === undefined ? content : content?.severity && { fields: [], severity: content.severity };
  return createJsonMapping({
    ...(mapping?.mapper && { mapper: mapping.mapper }),
    ...(classifying?.classifier && { classifier: classifying.classifier }),
    content,
    ...(incidentType !== undefined && { incidentType }),
    otherwise: createMapIncident(rest, now),
    now,
  });
}

// --- internal ---

async function readFile(path: string, kind: "mapper" | "classifier"): Promise<MapperFile> {
  const text = await readText(path).catch((cause: unknown) => {
    throw new ArgumentError(`The ${kind} ${path} cannot be read.`, "Name a file that is there.", { cause });
  });
  const file = readMapperFile(text);
  const errors = file.faults.findings().filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const lines = errors.map((finding) => formatFinding(path, finding)).join("\n");
    throw new ArgumentError(`The ${kind} has faults:\n${lines}`, "Correct the file at these places.");
  }
  if (file[kind] !== undefined) return file;
  throw new ArgumentError(
    `${path} is no ${kind}.`,
    `Name ${kind === "mapper" ? "an incoming mapper" : "a classifier"} of XSOAR.`,
  );
}
