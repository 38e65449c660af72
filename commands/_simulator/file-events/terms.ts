// The terms a file-event query may name. They are paths of the document (not all of its paths can be searched);
// `@timestamp` is the only one without a dot.

export type TermKind =
  /** Exact text. */
  | "text"
  /** Text compared without regard to case: addresses, host names, domains, hashes. */
  | "name"
  | "number"
  | "boolean"
  | "time";

export interface Term {
  name: string;
  kind: TermKind;
  /** The document's top-level key. */
  section: string;
  /** The keys below it; lists on the way are entered element by element. */
  path: string[];
}

/** The term of that name, or undefined where the service knows none. */
export function findTerm(name: string): Term | undefined {
  return TERMS.get(name);
}

/** Every term's name, in the catalogue's order. */
export function termNames(): string[] {
  return [...TERMS.keys()];
}

/**
 * The values a document has at a term, nulls left out. A term through lists of objects (`destination.tabs.url`) gives
 * one value an element.
 */
export function valuesAt(section: unknown, path: string[]): Scalar[] {
  const values: Scalar[] = [];
  collect(section, path, 0, values);
  return values;
}

export type Scalar = string | number | boolean;

// --- internal ---

const TABS = "title titleError url urlError";
const MEDIA = "busType capacity# mediaName name partitionId serialNumber vendor volumeName";
const PLACE = "accountName accountType category domains~ ip name~ operatingSystem privateIp user.email~";

/** Prefix → names below it. Marks: `#` number, `?` boolean, `@` time, `~` case does not matter. */
const CATALOGUE: [prefix: string, names: string][] = [
  ["event", "action detectorDisplayName id ingested@ inserted@ observer shareType vector"],
  ["event.relatedEvents", "agentTimestamp@ eventAction id sourceCategory sourceName userEmail~"],
  ["event.relatedEvents.tabs", TABS],
  ["user", "deviceUid email~ id"],
  ["file", "name originalName directory originalDirectory directoryId id url owner category categoryByBytes"],
  ["file", "categoryByExtension changeType mimeTypeByBytes mimeTypeByExtension sizeInBytes# created@"],
  ["file", "modified@ cloudDriveId"],
  ["file.hash", "md5~ md5Error sha256~ sha256Error"],
  ["file.classifications", "value vendor"],
  ["file.acquiredFrom", "eventId fileName md5~ agentTimestamp@ eventAction userEmail~ sourceName sourceCategory"],
  ["file.acquiredFrom", "sourceAccountName sourceAccountType sourceDomains~ sourceUser.email~"],
  ["file.acquiredFrom.tabs", TABS],
  ["file.acquiredFrom.git", "repositoryEmail~ repositoryUri repositoryUser"],
  ["source", `${PLACE} domain~ email.from~ email.sender~`],
  ["source.removableMedia", MEDIA],
  ["source.tabs", TABS],
  ["destination", `${PLACE} email.recipients~ email.subject remoteHostname~ printJobName printerName`],
  ["destination", "printedFilesBackupPath"],
  ["destination.removableMedia", MEDIA],
  ["destination.tabs", TABS],
  ["process", "executable owner"],
  ["report", "count# description headers id name type"],
  ["risk", "score# severity trusted? trustReason"],
  ["risk.indicators", "name id weight#"],
  ["risk.untrustedValues", "accountNames domains~ gitRepositoryUris slackWorkspaces urlPaths"],
  ["git", "eventId lastCommitHash repositoryEmail~ repositoryEndpointPath repositoryUri repositoryUser"],
];

const MARKS: Record<string, TermKind> = { "#": "number", "?": "boolean", "@": "time", "~": "name" };

const TERMS = new Map<string, Term>(
  [toTerm("@timestamp", "time"), ...CATALOGUE.flatMap(([prefix, names]) => names.split(" ").map(marked(prefix)))].map(
    (term) => [term.name, term],
  ),
);

function marked(prefix: string): (name: string) => Term {
  return (name) => {
    const kind = MARKS[name.slice(-1)];
    return toTerm(`${prefix}.${kind === undefined ? name : name.slice(0, -1)}`, kind ?? "text");
  };
}

function toTerm(name: string, kind: TermKind): Term {
  const [section = name, ...path] = name.split(".");
  return { name, kind, section, path };
}

function collect(value: unknown, path: string[], depth: number, into: Scalar[]): void {
  if (Array.isArray(value)) {
    for (const element of value) collect(element, path, depth, into);
    return;
  }
  const key = path[depth];
  if (key !== undefined) {
    if (isRecord(value)) collect(value[key], path, depth + 1, into);
  } else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    into.push(value);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
