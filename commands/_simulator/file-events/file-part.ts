import { isOnDevice, salts, type Activity } from "./activity.ts";
import { exemplaryFile, storedFile, VERSIONS, type StoredFile } from "../files/stored-file.ts";
import { draw, drawFrom, drawHex, drawIndex, mix, textKey } from "./draw.ts";
import type { AcquiredFrom, FilePart } from "./file-event.ts";
import { DAY_MS } from "./moment.ts";

/** The content of an event's file. */
export function fileOf({ key, scenario, isExemplary }: Activity): StoredFile {
  if (isExemplary) return exemplaryFile;
  return storedFile(drawFrom(key, salts.name, scenario.content.names), drawIndex(key, salts.version, VERSIONS));
}

/**
 * The file of an event. The company's files come in few versions, so the same file, told by its hashes, turns up in
 * several events, and can be hunted and downloaded.
 */
export function filePart(activity: Activity): FilePart {
  const { key, scenario, person, detectedAt } = activity;
  const { content } = scenario;
  const file = fileOf(activity);
  const { name } = file;
  const fileKey = mix(textKey(person.actorId), textKey(name), drawIndex(key, salts.version, VERSIONS));
  const directory = directoryOf(activity);
  const hash = hashOf(activity, file);
  const inCloud = scenario.kind === "share" || scenario.kind === "download";
  const modifiedAt = detectedAt - 1000 - drawIndex(key, salts.modified, 3_600_000);
  return {
    name,
    originalName: name,
    directory,
    originalDirectory: directory,
    category: content.category,
    categoryByBytes: content.category,
    categoryByExtension: content.category,
    changeType: scenario.changeType,
    classifications: draw(fileKey, salts.classified) < 0.05 ? [{ value: "Confidential", vendor: "Microsoft" }] : [],
    cloudDriveId: inCloud ? `drive-${person.deviceUid}` : null,
    directoryId: inCloud ? [`folder-${drawHex(fileKey, salts.folder, 8)}`] : [],
    mimeType: content.mimeType,
    mimeTypeByBytes: content.mimeType,
    mimeTypeByExtension: content.mimeType,
    sizeInBytes: file.size,
    owner: isOnDevice(activity) ? person.deviceUser : person.email,
    created: seconds(modifiedAt - DAY_MS - drawIndex(key, salts.version, 60 * DAY_MS)),
    modified: seconds(modifiedAt),
    hash,
    id: inCloud ? drawHex(fileKey, salts.name, 32) : null,
    url: inCloud
      ? `https://${scenario.destination.domain ?? "cloud.test"}/file/${drawHex(fileKey, salts.name, 32)}`
      : null,
    archiveId: null,
    parentArchiveId: null,
    passwordProtected: content.category === "Archive" && draw(fileKey, salts.trusted) < 0.2,
    acquiredFrom: acquiredFrom(activity, name, hash.md5),
  };
}

// --- internal ---

function directoryOf(activity: Activity): string {
  const { key, person } = activity;
  const folder = drawFrom(key, salts.folder, ["ledger", "Documents", "Downloads", "Desktop/work"]);
  if (!isOnDevice(activity)) return `${folder}/`;
  if (person.operatingSystem.startsWith("Windows")) return `C:/Users/${person.deviceUser}/${folder}/`;
  return `${person.operatingSystem.startsWith("mac") ? "/Users" : "/home"}/${person.deviceUser}/${folder}/`;
}

/** A deleted file has no content to be hashed; of the others few are locked when the agent comes to them. */
function hashOf({ key, scenario, isExemplary }: Activity, file: StoredFile): FilePart["hash"] {
  const none = { md5: null, sha256: null };
  if (scenario.changeType === "DELETED") return { ...none, md5Error: null, sha256Error: null };
  if (!isExemplary && draw(key, salts.hashError) < 0.02) {
    const error = "The file was in use by another process.";
    return { ...none, md5Error: error, sha256Error: error };
  }
  return { ...file.hash, md5Error: null, sha256Error: null };
}

/** Part of the source code was fetched from the company's repository first. */
function acquiredFrom(
  { key, scenario, person, detectedAt, id }: Activity,
  name: string,
  md5: string | null,
): AcquiredFrom[] {
  if (scenario.content.category !== "SourceCode" || draw(key, salts.acquired) >= 0.5) return [];
  return [
    {
      eventId: `${id}_source`,
      fileName: name,
      md5,
      agentTimestamp: seconds(detectedAt - 1_200_000),
      eventAction: "file-downloaded",
      userEmail: person.email,
      sourceName: "GitHub",
      sourceCategory: "Source Code Repository",
      sourceAccountName: null,
      sourceAccountType: null,
      sourceDomains: ["github.test"],
      sourceUser: { email: [] },
      tabs: [],
      git: { repositoryEmail: null, repositoryUri: "git@github.test:acme/ledger.git", repositoryUser: null },
    },
  ];
}

function seconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
