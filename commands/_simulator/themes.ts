/** A risk indicator as file events and sessions carry it. Its id is its name. */
export interface Indicator {
  name: string;
  weight: number;
}

/**
 * A way in which data leaves, which a session and its events share. The weights are the same in every theme, so that
 * an event's severity decides which indicators it carries, and their weights add up to its score:
 * critical 11 = destination + content + firstUse · high 8 = destination + content · moderate 5 = destination ·
 * low 2 = behaviour · no risk 0.
 */
export interface Theme {
  /** Reads on after "Code42 - ". */
  summary: string;
  destination: { name: string; category: string; domain: string | null };
  fileCategory: string;
  mimeType: string;
  /** File names to draw from, with their extension. */
  fileNames: readonly string[];
  /** Weight 5. */
  destinationIndicator: Indicator;
  /** Weight 3. */
  contentIndicator: Indicator;
  /** Weight 2. */
  behaviourIndicator: Indicator;
  action: string;
  vector: string;
  /** The alert rule that this sets off, as an index into the rules. */
  rule: number;
}

/** Weight 3. */
export const firstUse: Indicator = { name: "First use of destination", weight: 3 };

interface Content {
  fileCategory: string;
  mimeType: string;
  fileNames: readonly string[];
}

const contents = {
  "source code": {
    fileCategory: "SourceCode",
    mimeType: "text/x-python",
    fileNames: ["ledger_core.py", "payments.py", "match.py", "settle.py"],
  },
  spreadsheet: {
    fileCategory: "Spreadsheet",
    mimeType: "application/vnd.ms-excel",
    fileNames: ["forecast.xlsx", "accounts.xlsx", "prices.xlsx"],
  },
  document: {
    fileCategory: "Document",
    mimeType: "application/msword",
    fileNames: ["offer.docx", "contract.docx", "minutes.docx"],
  },
  image: { fileCategory: "Image", mimeType: "image/png", fileNames: ["board.png", "design.png", "plan.png"] },
  zip: { fileCategory: "Archive", mimeType: "application/zip", fileNames: ["backup.zip", "project.zip", "mail.zip"] },
} satisfies Record<string, Content>;

/** The first is the one of the exemplary session. */
export const themes: readonly [Theme, ...Theme[]] = [
  theme("Dropbox", "Cloud Storage", "dropbox.test", "source code", "Source code", "Off hours", 0),
  theme("Google Drive", "Cloud Storage", "drive.test", "spreadsheet", "Spreadsheet", "Remote", 1),
  theme("GitHub", "Source Code Repository", "github.test", "source code", "Source code", "Flight risk", 2),
  theme("Gmail", "Email", "gmail.test", "document", "Document", "Rare use of destination", 3),
  theme("Slack", "Messaging", "slack.test", "image", "Image", "Off hours", 4),
  theme("Removable media", "Device", null, "zip", "Zip", "Remote", 5),
];

/** Scores are not published with their severities; these are the bounds that answers seen in the wild keep to. */
export function severityOfScore(score: number): 0 | 1 | 2 | 3 | 4 {
  if (score >= 9) return 4;
  if (score >= 7) return 3;
  if (score >= 4) return 2;
  return score >= 1 ? 1 : 0;
}

// --- internal ---

function theme(
  destination: string,
  category: string,
  domain: string | null,
  kind: keyof typeof contents,
  contentIndicator: string,
  behaviourIndicator: string,
  rule: number,
): Theme {
  const removable = domain === null;
  return {
    ...contents[kind],
    summary: `${kind} file(s) ${removable ? "moved" : "uploaded"} to ${destination}`,
    destination: { name: destination, category, domain },
    destinationIndicator: { name: removable ? destination : `${destination} upload`, weight: 5 },
    contentIndicator: { name: contentIndicator, weight: 3 },
    behaviourIndicator: { name: behaviourIndicator, weight: 2 },
    action: removable ? "removable-media-created" : "application-read",
    vector: removable ? "UNKNOWN" : "BROWSER_UPLOAD",
    rule,
  };
}
