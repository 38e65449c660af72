// The values that Incydr's enumerations are known to have, for `soar doctor --drift`: one that is new is told, and works.

/** Of each there is one watchlist at most; those of the type CUSTOM go by their titles. */
export const WATCHLIST_TYPES: readonly string[] = [
  "CONTRACT_EMPLOYEE",
  "DEPARTING_EMPLOYEE",
  "ELEVATED_ACCESS_PRIVILEGES",
  "FLIGHT_RISK",
  "HIGH_IMPACT_EMPLOYEE",
  "NEW_EMPLOYEE",
  "PERFORMANCE_CONCERNS",
  "POOR_SECURITY_PRACTICES",
  "SUSPICIOUS_SYSTEM_ACTIVITY",
];

type Known = Readonly<Record<string, readonly string[]>>;

/** Of a session, which stands at `at` in the answer (`items[]`; empty: the answer itself). */
export function knownOfSession(at: string): Known {
  return below(at, {
    type: ["STANDARD", "ACCOUNT_TAKE_OVER"],
    "scores[].severity": ["0", "1", "2", "3", "4"],
    "states[].state": STATES,
    "states[].stateV2": [...STATES, "CLOSED_TP_BENIGN"],
  });
}

/** Of the file events that stand at `at` in the answer. Destinations, vectors and indicators are open sets, so not among them. */
export function knownOfFileEvents(at: string): Known {
  return below(at, {
    "event.action": [
      ...["created", "modified", "deleted"].flatMap((change) => [
        `removable-media-${change}`,
        `sync-app-${change}`,
        `file-${change}`,
      ]),
      "file-shared",
      "file-downloaded",
      "file-emailed",
      "file-printed",
      "application-read",
    ],
    "event.observer": ["Endpoint", "GoogleDrive", "OneDrive", "Box", "Gmail", "Office365", "Salesforce"],
    "event.shareType[]": ["Anyone with the link", "Anyone in your organization", "Shared with specific people"],
    "file.category": CATEGORIES,
    "file.categoryByBytes": CATEGORIES,
    "file.categoryByExtension": CATEGORIES,
    "file.changeType": ["CREATED", "MODIFIED", "DELETED", "NONE", "SHARING_CHANGED"],
    "report.type": ["REPORT_TYPE_AD_HOC", "REPORT_TYPE_SAVED"],
    "risk.severity": ["CRITICAL", "HIGH", "MODERATE", "LOW", "NO_RISK_INDICATED"],
    "responseControls.preventativeControl": ["BLOCKED"],
  });
}

/** Of the watchlist that stands at `at` in the answer. */
export function knownOfWatchlist(at: string): Known {
  return below(at, {
    listType: [...WATCHLIST_TYPES, "CUSTOM", "WATCHLIST_TYPE_UNSPECIFIED"],
  });
}

/** Of the case that stands at `at` in the answer. */
export function knownOfCase(at: string): Known {
  return below(at, { status: ["OPEN", "CLOSED", "ARCHIVED"] });
}

/** Of the file events of a case that stand at `at` in the answer. */
export function knownOfCaseEvents(at: string): Known {
  return below(at, {
    fileAvailability: ["EXACT_FILE_AVAILABLE", "RECENT_FILE_AVAILABLE", "NO_FILE_AVAILABLE", "PENDING", "ERROR"],
    riskSeverity: ["CRITICAL", "HIGH", "MODERATE", "LOW", "NO_RISK_INDICATED"],
  });
}

/** Of the trusted activities that stand at `at` in the answer. Browser destinations are an open set. */
export function knownOfTrustedActivities(at: string): Known {
  return below(at, {
    type: ["DOMAIN", "ACCOUNT_NAME", "URL_PATH", "SLACK", "GIT_REPOSITORY_URI"],
    principalType: ["USER", "API_KEY", "DEVICE", "SERVICE"],
    "activityActionGroups[].name": ["DEFAULT"],
    "activityActionGroups[].activityActions[].type": [
      "CLOUD_SHARE",
      "CLOUD_SYNC",
      "EMAIL",
      "FILE_UPLOAD",
      "GIT_PUSH",
      "USER_ACCOUNT_UPLOAD",
      "FILE_TRANSFER",
    ],
  });
}

// --- internal ---

/** As the deprecated `state` has them. */
const STATES = ["OPEN", "IN_PROGRESS", "CLOSED", "CLOSED_TP", "CLOSED_FP", "OPEN_NEW_DATA"];

const CATEGORIES = [
  "Audio",
  "Document",
  "Executable",
  "Image",
  "Pdf",
  "Presentation",
  "Script",
  "SourceCode",
  "Spreadsheet",
  "Video",
  "VirtualDiskImage",
  "Archive",
  "Uncategorized",
];

function below(at: string, values: Known): Known {
  if (at === "") return values;
  return Object.fromEntries(Object.entries(values).map(([path, known]) => [`${at}.${path}`, known]));
}
