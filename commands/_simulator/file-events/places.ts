import { isOnDevice, partnerOf, salts, type Activity } from "./activity.ts";
import { draw, drawDigits, drawFrom } from "./draw.ts";
import type { DestinationPart, Place, RemovableMedia, SourcePart } from "./file-event.ts";

/** Where the file was: a managed device, or a cloud service of the company. */
export function sourcePart(activity: Activity): SourcePart {
  const { person, scenario } = activity;
  const { name, category } = scenario.destination;
  const sent = scenario.kind === "email" ? person.email : null;
  const more = { domain: isOnDevice(activity) ? "acme.test" : null, email: { from: sent, sender: sent } };
  if (!isOnDevice(activity)) return { ...nowhere(), ...more, name, category, user: { email: [person.email] } };
  return { ...nowhere(), ...more, ...deviceOf(activity) };
}

/** Where it went. */
export function destinationPart(activity: Activity): DestinationPart {
  const { scenario } = activity;
  const { name, category, domain } = scenario.destination;
  const empty: DestinationPart = {
    ...nowhere(),
    name,
    category,
    domains: domain === null ? [] : [domain],
    email: { recipients: null, subject: null },
    printJobName: null,
    printerName: null,
    printedFilesBackupPath: null,
  };
  switch (scenario.kind) {
    case "browser":
      return { ...empty, tabs: [tab(`Home - ${name ?? ""}`, `https://${domain ?? ""}/home`)] };
    case "removable":
      return { ...empty, removableMedia: mediaOf(activity) };
    case "sync":
      return {
        ...empty,
        accountName: partnerOf(activity),
        accountType: "PERSONAL",
        user: { email: [partnerOf(activity)] },
      };
    case "share":
      return { ...empty, user: { email: [partnerOf(activity)] } };
    case "email":
      return { ...empty, email: { recipients: [partnerOf(activity)], subject: "As discussed" } };
    case "print":
      return { ...empty, printJobName: "Print job", printerName: "PRN-2-EAST" };
    case "download":
    case "report":
      return { ...empty, name: "Unmonitored device", category: "Device", domains: [], ip: "192.0.2.44" };
    default:
      return empty;
  }
}

// --- internal ---

function deviceOf({ person }: Activity): Partial<Place> {
  return {
    category: "Device",
    name: person.deviceName,
    ip: person.ip,
    privateIp: [person.privateIp],
    operatingSystem: person.operatingSystem,
  };
}

function mediaOf({ key }: Activity): RemovableMedia {
  const vendor = drawFrom(key, salts.device, ["SanDisk", "Kingston", "Samsung"]);
  return {
    busType: "USB",
    capacity: draw(key, salts.partner) < 0.5 ? 64_000_000_000 : 128_000_000_000,
    mediaName: `${vendor} Flash Drive`,
    name: "USB DISK",
    partitionId: [`disk2s${drawDigits(key, salts.device, 1)}`],
    serialNumber: drawDigits(key, salts.device, 12),
    vendor,
    volumeName: ["BACKUP"],
  };
}

function nowhere(): Place {
  return {
    accountName: null,
    accountType: null,
    category: null,
    name: null,
    domains: [],
    ip: null,
    privateIp: [],
    operatingSystem: null,
    remoteHostname: null,
    removableMedia: {
      busType: null,
      capacity: null,
      mediaName: null,
      name: null,
      partitionId: [],
      serialNumber: null,
      vendor: null,
      volumeName: [],
    },
    tabs: [],
    user: { email: [] },
  };
}

function tab(title: string, url: string): Place["tabs"][number] {
  return { title, titleError: null, url, urlError: null };
}
