import { indicatorsOf, isOnDevice, salts, type Activity } from "./activity.ts";
import { toCaptureId } from "../files/stored-file.ts";
import { draw, drawFrom } from "./draw.ts";
import type { EventPart, FileEvent, RiskPart, Section, Severity } from "./file-event.ts";
import { fileOf, filePart } from "./file-part.ts";
import { fromMicros } from "./moment.ts";
import { destinationPart, sourcePart } from "./places.ts";
import { gitPart, processPart, reportPart } from "./tools.ts";

/** A file event of which only those sections are made that somebody asks for. */
export interface StoredEvent {
  /** When it was inserted; microseconds since 1970. */
  insertedMicros: number;
  /** When it could first be found; epoch milliseconds. */
  seenAt: number;
  id: string;
  /** The part of the document under a top-level key. */
  read(section: string): unknown;
  document(): FileEvent;
}

export function createStoredEvent(activity: Activity): StoredEvent {
  const made = new Map<Section, unknown>();
  return {
    insertedMicros: activity.insertedMicros,
    seenAt: Math.max(Math.floor(activity.insertedMicros / 1000), activity.seenAt ?? 0),
    id: activity.id,
    read: (section) => {
      if (!isSection(section)) return undefined;
      if (!made.has(section)) made.set(section, makers[section](activity));
      return made.get(section);
    },
    document: () => ({
      "@timestamp": makers["@timestamp"](activity),
      event: makers.event(activity),
      user: makers.user(activity),
      file: makers.file(activity),
      source: makers.source(activity),
      destination: makers.destination(activity),
      process: makers.process(activity),
      report: makers.report(activity),
      risk: makers.risk(activity),
      responseControls: makers.responseControls(activity),
      git: makers.git(activity),
    }),
  };
}

// --- internal ---

const makers: { [Key in Section]: (activity: Activity) => FileEvent[Key] } = {
  "@timestamp": ({ detectedAt }) => new Date(detectedAt).toISOString(),
  event: eventPart,
  user: (activity) => ({
    email: activity.person.email,
    id: activity.person.actorId,
    deviceUid: isOnDevice(activity) ? activity.person.deviceUid : null,
  }),
  file: filePart,
  source: sourcePart,
  destination: destinationPart,
  process: processPart,
  report: reportPart,
  risk: riskPart,
  responseControls: ({ key, scenario, severity }) => {
    const blocked = scenario.kind === "browser" && severity === 3 && draw(key, salts.blocked) < 0.1;
    return { preventativeControl: blocked ? "BLOCKED" : null, userJustification: { reason: null, text: null } };
  },
  git: gitPart,
};

function isSection(name: string): name is Section {
  return Object.hasOwn(makers, name);
}

function eventPart(activity: Activity): EventPart {
  const { key, scenario, person, detectedAt, insertedMicros } = activity;
  const insertedAt = Math.floor(insertedMicros / 1000);
  const ingestedAt = detectedAt + Math.floor((insertedAt - detectedAt) * draw(key, salts.ingested));
  const related = scenario.kind === "download" && draw(key, salts.related) < 0.2;
  const captured = activity.isExemplary === true || (isOnDevice(activity) && draw(key, salts.captured) < 0.3);
  return {
    id: activity.id,
    action: scenario.action,
    observer: scenario.observer,
    detectorDisplayName: isOnDevice(activity) ? null : `${scenario.observer} connection`,
    vector: scenario.vector,
    xfcEventId: captured ? toCaptureId(key, fileOf(activity)) : null,
    ingested: new Date(ingestedAt).toISOString(),
    inserted: fromMicros(insertedMicros),
    shareType: scenario.kind === "share" ? [shareType(activity)] : [],
    relatedEvents: related
      ? [
          {
            agentTimestamp: new Date(detectedAt - 60_000).toISOString(),
            eventAction: "application-read",
            id: `${activity.id}_related`,
            sourceCategory: scenario.destination.category,
            sourceName: scenario.destination.name,
            tabs: [],
            userEmail: person.email,
          },
        ]
      : [],
  };
}

/** Only what is open to the world carries the risk of a public link. */
function shareType({ key, severity }: Activity): string {
  if (severity >= 2) return "Anyone with the link";
  return drawFrom(key, salts.share, ["Anyone in your organization", "Shared with specific people"]);
}

const severities: readonly Severity[] = ["NO_RISK_INDICATED", "LOW", "MODERATE", "HIGH", "CRITICAL"];

function riskPart(activity: Activity): RiskPart {
  const { key, scenario, severity } = activity;
  const indicators = indicatorsOf(activity).map(({ name, weight }) => ({ name, id: name, weight }));
  const trusted = severity === 0 && draw(key, salts.trusted) < 0.4;
  const { domain, name } = scenario.destination;
  return {
    score: indicators.reduce((sum, { weight }) => sum + weight, 0),
    severity: severities[severity] ?? "NO_RISK_INDICATED",
    indicators,
    trusted,
    trustReason: trusted ? scenario.trustReason : null,
    untrustedValues: {
      accountNames: [],
      domains: severity > 0 && domain !== null ? [domain] : [],
      gitRepositoryUris: severity > 0 && scenario.kind === "git" ? [gitPart(activity).repositoryUri ?? ""] : [],
      slackWorkspaces: severity > 0 && name === "Slack" ? ["personal"] : [],
      urlPaths: [],
    },
  };
}
