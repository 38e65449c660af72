// The document that `POST /v2/file-events` answers with: every key is always sent, absent facts are null or an empty list.

export interface FileEvent {
  /** When the device or the cloud service saw the activity (ISO, milliseconds). */
  "@timestamp": string;
  event: EventPart;
  user: { email: string | null; id: string | null; deviceUid: string | null };
  file: FilePart;
  source: SourcePart;
  destination: DestinationPart;
  process: ProcessPart;
  report: ReportPart;
  risk: RiskPart;
  responseControls: {
    preventativeControl: string | null;
    userJustification: { reason: string | null; text: string | null };
  };
  git: GitPart;
}

/** A top-level key of the document. Sections are made one by one, so that a filter on one costs nothing for the rest. */
export type Section = keyof FileEvent;

export interface EventPart {
  id: string;
  action: string;
  observer: string;
  detectorDisplayName: string | null;
  vector: string | null;
  xfcEventId: string | null;
  ingested: string;
  /** When processing finished (ISO, microseconds). */
  inserted: string;
  shareType: string[];
  relatedEvents: RelatedEvent[];
}

export interface RelatedEvent {
  agentTimestamp: string;
  eventAction: string;
  id: string;
  sourceCategory: string | null;
  sourceName: string | null;
  tabs: Tab[];
  userEmail: string | null;
}

export interface FilePart {
  name: string | null;
  originalName: string | null;
  /** Ends with a slash. */
  directory: string | null;
  originalDirectory: string | null;
  category: string | null;
  categoryByBytes: string | null;
  categoryByExtension: string | null;
  changeType: string | null;
  classifications: { value: string; vendor: string }[];
  cloudDriveId: string | null;
  directoryId: string[];
  mimeType: string | null;
  mimeTypeByBytes: string | null;
  mimeTypeByExtension: string | null;
  sizeInBytes: number | null;
  owner: string | null;
  created: string | null;
  modified: string | null;
  hash: { md5: string | null; sha256: string | null; md5Error: string | null; sha256Error: string | null };
  id: string | null;
  url: string | null;
  archiveId: string | null;
  parentArchiveId: string | null;
  passwordProtected: boolean | null;
  acquiredFrom: AcquiredFrom[];
}

export interface AcquiredFrom {
  eventId: string;
  fileName: string | null;
  md5: string | null;
  agentTimestamp: string;
  eventAction: string;
  userEmail: string | null;
  sourceName: string | null;
  sourceCategory: string | null;
  sourceAccountName: string | null;
  sourceAccountType: string | null;
  sourceDomains: string[];
  sourceUser: { email: string[] };
  tabs: Tab[];
  git: { repositoryEmail: string | null; repositoryUri: string | null; repositoryUser: string | null };
}

export interface Tab {
  title: string | null;
  titleError: string | null;
  url: string | null;
  urlError: string | null;
}

export interface RemovableMedia {
  busType: string | null;
  capacity: number | null;
  mediaName: string | null;
  name: string | null;
  partitionId: string[];
  serialNumber: string | null;
  vendor: string | null;
  volumeName: string[];
}

/** What source and destination have in common. */
export interface Place {
  accountName: string | null;
  accountType: string | null;
  category: string | null;
  name: string | null;
  domains: string[];
  ip: string | null;
  privateIp: string[];
  operatingSystem: string | null;
  remoteHostname: string | null;
  removableMedia: RemovableMedia;
  tabs: Tab[];
  user: { email: string[] };
}

export interface SourcePart extends Place {
  domain: string | null;
  email: { from: string | null; sender: string | null };
}

export interface DestinationPart extends Place {
  email: { recipients: string[] | null; subject: string | null };
  printJobName: string | null;
  printerName: string | null;
  printedFilesBackupPath: string | null;
}

export interface ProcessPart {
  executable: string | null;
  owner: string | null;
  extension: { browser: string | null; version: string | null; loggedInUser: string | null };
}

export interface ReportPart {
  id: string | null;
  name: string | null;
  description: string | null;
  headers: string[];
  count: number | null;
  type: string | null;
}

export interface RiskPart {
  /** The sum of the indicators' weights. */
  score: number;
  severity: Severity;
  indicators: Indicator[];
  trusted: boolean;
  trustReason: string | null;
  untrustedValues: {
    accountNames: string[];
    domains: string[];
    gitRepositoryUris: string[];
    slackWorkspaces: string[];
    urlPaths: string[];
  };
}

export type Severity = "CRITICAL" | "HIGH" | "MODERATE" | "LOW" | "NO_RISK_INDICATED";

export interface Indicator {
  name: string;
  id: string;
  weight: number;
}

export interface GitPart {
  eventId: string | null;
  lastCommitHash: string | null;
  repositoryEmail: string | null;
  repositoryEndpointPath: string | null;
  repositoryUri: string | null;
  repositoryUser: string | null;
}
