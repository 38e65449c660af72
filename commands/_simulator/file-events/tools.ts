import { isOnDevice, salts, type Activity } from "./activity.ts";
import { drawHex, drawIndex } from "./draw.ts";
import type { GitPart, ProcessPart, ReportPart } from "./file-event.ts";

/** The program that read the file; none where a cloud service reported. */
export function processPart(activity: Activity): ProcessPart {
  const { person, scenario } = activity;
  const browser = scenario.kind === "browser";
  const noExtension = { browser: null, version: null, loggedInUser: null };
  if (!isOnDevice(activity)) return { executable: null, owner: null, extension: noExtension };
  const program = PROGRAMS[scenario.kind] ?? "agent";
  const [executable, brand] = person.operatingSystem.startsWith("Windows")
    ? [`C:\\Program Files\\${capitalized(program)}\\${program}.exe`, "EDGE"]
    : [`/usr/local/bin/${program}`, "CHROME"];
  return {
    executable,
    owner: person.deviceUser,
    extension: browser ? { browser: brand, version: "1.2.0", loggedInUser: null } : noExtension,
  };
}

/** The report that was downloaded, where that is what happened. */
export function reportPart({ key, scenario }: Activity): ReportPart {
  if (scenario.kind !== "report") {
    return { id: null, name: null, description: null, headers: [], count: null, type: null };
  }
  return {
    id: `00O${drawHex(key, salts.device, 15)}`,
    name: "Accounts by region",
    description: "All open accounts",
    headers: ["Account Name", "Owner", "Amount"],
    count: 1 + drawIndex(key, salts.device, 5000),
    type: drawIndex(key, salts.share, 2) === 0 ? "REPORT_TYPE_AD_HOC" : "REPORT_TYPE_SAVED",
  };
}

/** The push, where that is what happened. */
export function gitPart({ key, person, scenario, id }: Activity): GitPart {
  if (scenario.kind !== "git") {
    return {
      eventId: null,
      lastCommitHash: null,
      repositoryEmail: null,
      repositoryEndpointPath: null,
      repositoryUri: null,
      repositoryUser: null,
    };
  }
  return {
    eventId: `${id}_git`,
    lastCommitHash: drawHex(key, salts.device, 40),
    repositoryEmail: person.email,
    repositoryEndpointPath: `/home/${person.deviceUser}/ledger`,
    repositoryUri: `git@github.test:${person.deviceUser}/ledger.git`,
    repositoryUser: person.deviceUser,
  };
}

// --- internal ---

const PROGRAMS: Partial<Record<Activity["scenario"]["kind"], string>> = {
  browser: "browser",
  git: "git",
  sync: "sync",
  print: "spooler",
};

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
