import type { Indicator, Theme } from "../themes.ts";
import { salts, type SeverityLevel } from "./activity.ts";
import { contents, type Content } from "./contents.ts";
import { draw, drawIndex } from "./draw.ts";

/** A kind of activity that ends in a file event. */
export interface Scenario {
  /** Which parts of the document are filled in. */
  kind:
    | "browser"
    | "removable"
    | "sync"
    | "share"
    | "download"
    | "git"
    | "email"
    | "airdrop"
    | "print"
    | "report"
    | "local";
  action: string;
  observer: string;
  vector: string | null;
  changeType: string;
  destination: { name: string | null; category: string | null; domain: string | null };
  content: Content;
  /** Weighs 5; carried from moderate severity on. */
  destinationIndicator: Indicator;
  /** Weighs 3; carried from high severity on. */
  contentIndicator: Indicator;
  /** Weighs 1 to 3; carried at low severity. */
  behaviourIndicator: Indicator;
  /** Why an event of no risk counts as trusted. */
  trustReason: string;
}

/** The activities of which a tenant's ordinary events are made. */
export const scenarios: readonly Scenario[] = scenarioTable();

/** The activity that a session's theme stands for; the same object each time. */
export function toScenario(theme: Theme): Scenario {
  const known = ofThemes.get(theme);
  if (known !== undefined) return known;
  const scenario = scenarioOfTheme(theme);
  ofThemes.set(theme, scenario);
  return scenario;
}

/** An activity, and how severe it is: half of them are no risk. What stays on the device never is one. */
export function drawScenario(key: number): { scenario: Scenario; severity: SeverityLevel } {
  const index = drawIndex(key, salts.scenario, scenarios.length);
  const scenario = scenarios[index];
  if (scenario === undefined) throw new RangeError(`There is no scenario ${String(index)}.`);
  return { scenario, severity: scenario.kind === "local" ? 0 : drawSeverity(key) };
}

// --- internal ---

const ofThemes = new WeakMap<Theme, Scenario>();

function scenarioOfTheme(theme: Theme): Scenario {
  const removable = theme.destination.domain === null;
  return {
    kind: removable ? "removable" : "browser",
    action: theme.action,
    observer: "Endpoint",
    vector: theme.vector,
    changeType: removable ? "CREATED" : "NONE",
    destination: theme.destination,
    content: {
      category: theme.fileCategory,
      mimeType: theme.mimeType,
      names: theme.fileNames,
      indicator: theme.contentIndicator.name,
    },
    destinationIndicator: theme.destinationIndicator,
    contentIndicator: theme.contentIndicator,
    behaviourIndicator: theme.behaviourIndicator,
    trustReason: "Trusted browser URL",
  };
}

function drawSeverity(key: number): SeverityLevel {
  const share = draw(key, salts.severity);
  if (share < 0.5) return 0;
  if (share < 0.75) return 1;
  if (share < 0.9) return 2;
  return share < 0.97 ? 3 : 4;
}

function scenarioTable(): Scenario[] {
  return [
    upload("Dropbox", "Cloud Storage", "dropbox.test", contents.code, "Off hours"),
    upload("Google Drive", "Cloud Storage", "drive.test", contents.sheet, "Remote"),
    upload("Gmail", "Email", "gmail.test", contents.document, "Rare use of destination"),
    upload("Slack", "Messaging", "slack.test", contents.image, "Off hours"),
    upload("ChatGPT", "AI Tools", "chat.test", contents.code, "Rare use of destination"),
    upload("Claude", "AI Tools", "assistant.test", contents.document, "Remote"),
    {
      ...upload("Removable media", "Device", null, contents.archive, "Remote"),
      kind: "removable",
      action: "removable-media-created",
      vector: "UNKNOWN",
      changeType: "CREATED",
      destinationIndicator: { name: "Removable media", weight: 5 },
      trustReason: "Event matched with endpoint activity",
    },
    {
      ...upload("OneDrive", "Cloud Storage", "onedrive.test", contents.presentation, "Off hours"),
      kind: "sync",
      action: "sync-app-created",
      vector: "UNKNOWN",
      changeType: "CREATED",
      trustReason: "Trusted sync username",
    },
    cloudShare("GoogleDrive", "Google Drive", "drive.test", contents.sheet),
    cloudShare("OneDrive", "OneDrive", "onedrive.test", contents.pdf),
    {
      ...upload("Box", "Cloud Storage", "box.test", contents.pdf, "Remote"),
      kind: "download",
      action: "file-downloaded",
      observer: "Box",
      vector: "DOWNLOADED",
      destinationIndicator: { name: "Download to unmonitored device from corporate Box", weight: 5 },
      trustReason: "Download to a managed device",
    },
    {
      ...upload("GitHub", "Source Code Repository", "github.test", contents.code, "First use of destination"),
      kind: "git",
      vector: "GIT_PUSH",
      behaviourIndicator: { name: "Remote", weight: 2 },
      trustReason: "Trusted specific URL path",
    },
    {
      ...upload("Microsoft Office 365", "Email", "partner.test", contents.document, "Off hours"),
      kind: "email",
      action: "file-emailed",
      observer: "Office365",
      vector: "EMAILED",
      destinationIndicator: { name: "Sent from corporate Microsoft Office 365", weight: 5 },
      trustReason: "Trusted email recipient",
    },
    {
      ...upload("AirDrop", "Device", null, contents.video, "Remote"),
      kind: "airdrop",
      vector: "UNKNOWN",
      destinationIndicator: { name: "AirDrop", weight: 5 },
      trustReason: "Event matched with endpoint activity",
    },
    {
      ...upload("Unknown destination", "Unknown", null, contents.document, "Off hours"),
      kind: "print",
      action: "file-printed",
      vector: "UNKNOWN",
      destinationIndicator: { name: "Unknown destination", weight: 5 },
      trustReason: "Event matched with endpoint activity",
    },
    {
      ...upload("Salesforce", "CRM Tools", "salesforce.test", contents.sheet, "Rare use of destination"),
      kind: "report",
      action: "file-downloaded",
      observer: "Salesforce",
      vector: "DOWNLOADED",
      destinationIndicator: { name: "Download to unmonitored device from corporate Salesforce", weight: 5 },
      trustReason: "Download to a managed device",
    },
    local("file-created", "CREATED", contents.document),
    local("file-modified", "MODIFIED", contents.code),
    local("file-deleted", "DELETED", contents.archive),
  ];
}

function upload(name: string, category: string, domain: string | null, files: Content, behaviour: string): Scenario {
  return {
    kind: "browser",
    action: "application-read",
    observer: "Endpoint",
    vector: "BROWSER_UPLOAD",
    changeType: "NONE",
    destination: { name, category, domain },
    content: files,
    destinationIndicator: { name: `${name} upload`, weight: 5 },
    contentIndicator: { name: files.indicator, weight: 3 },
    behaviourIndicator: { name: behaviour, weight: behaviour === "Remote" ? 2 : 1 },
    trustReason: "Trusted browser URL",
  };
}

function cloudShare(observer: string, name: string, domain: string, files: Content): Scenario {
  return {
    ...upload(name, "Cloud Storage", domain, files, "Off hours"),
    kind: "share",
    action: "file-shared",
    observer,
    vector: null,
    changeType: "SHARING_CHANGED",
    destinationIndicator: { name: `Public link from corporate ${name}`, weight: 5 },
    trustReason: "Shared with trusted users",
  };
}

function local(action: string, changeType: string, files: Content): Scenario {
  return {
    ...upload("Other destination", "Uncategorized", null, files, "Off hours"),
    kind: "local",
    action,
    vector: null,
    changeType,
    destination: { name: null, category: null, domain: null },
    destinationIndicator: { name: "Other destination", weight: 5 },
    trustReason: "Event matched with endpoint activity",
  };
}
