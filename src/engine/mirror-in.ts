import { maskError, maskJson } from "../dispatch/mask.ts";
import { ManifestError, toSoarError } from "../errors.ts";
import { createMapIncident } from "../incidents/map-incident.ts";
import type { AppliedData, RemoteData, RemoteItem } from "../incidents/mirror.ts";
import { closeReasonsOf, reasonOfState } from "./mirror-direction.ts";
import type { MirrorRuntime } from "./mirror-out.ts";
import type { RunningInstance } from "./open-instance.ts";

/**
 * Asks the vendor what has happened to the items of an instance's incidents, and applies it. Makes no request where
 * there is no incident to ask about.
 * @throws what the vendor or the handler fails with, without secrets; nothing is applied then
 */
export async function bringIn(
  instance: RunningInstance,
  { store, log, signal, now, lane = "fetch" }: MirrorRuntime,
): Promise<AppliedData> {
  const mask = (text: string) => instance.mask(text);
  const { mirror } = store;
  try {
    const { lastRun, version } = await mirror.cursor(instance.name);
    const incidents = await mirror.mirrored(instance.name, { closedSince: now() - REOPENED_WITHIN_MS });
    if (incidents.length === 0) return NOTHING;
    const run = await instance.integration.remoteQuery();
    if (run === undefined) {
      throw new ManifestError(
        `${instance.manifest.name} has no get-modified-remote-data, so nothing can be brought in.`,
        "Write it beside the commands, or set mirror_direction to None or Outgoing.",
      );
    }
    const client = await instance.client({ dryRun: false, lane });
    const { params, vendorNow } = instance;
    const data = await run({ params, client, incidents, lastRun, log, signal, now: vendorNow });
    const applied = await mirror.apply(instance.name, completed(data, instance), { version, now: now() });
    if (applied === undefined) log.warn("Another run of this instance has brought it in.", { instance: instance.name });
    return applied ?? NOTHING;
  } catch (thrown) {
    throw maskError(toSoarError(thrown), mask);
  }
}

// --- internal ---

/** How long after it was closed an incident can be reopened by the vendor. */
const REOPENED_WITHIN_MS = 30 * 86_400_000;

const NOTHING: AppliedData = { updated: [], noted: [], closed: [], reopened: [], unmatched: [] };

/** The vendor's words in those of the manifest, without secrets. */
function completed({ changes, lastRun }: RemoteData, instance: RunningInstance): RemoteData {
  const { manifest, vendorNow } = instance;
  const mask = (text: string) => instance.mask(text);
  const map = createMapIncident(manifest.soar.incident, vendorNow);
  const reasons = closeReasonsOf(instance);
  const complete = ({ sourceId, updates, notes, closed, reopened }: RemoteItem): RemoteItem => ({
    sourceId,
    ...(updates && { updates: masked(map(updates).incident, mask) }),
    ...(notes && { notes: notes.map((note) => ({ ...note, text: mask(note.text) })) }),
    ...(closed && {
      closed: {
        reason: mask(reasonOfState(closed.reason, reasons)),
        ...(closed.notes === undefined ? {} : { notes: mask(closed.notes) }),
      },
    }),
    ...(reopened === true && { reopened }),
  });
  return { changes: changes.map(complete), lastRun };
}

function masked(updates: NonNullable<RemoteItem["updates"]>, mask: (text: string) => string): typeof updates {
  const { name, details, rawJSON, CustomFields } = updates;
  return {
    ...updates,
    ...(name !== undefined && { name: mask(name) }),
    ...(details !== undefined && { details: mask(details) }),
    ...(rawJSON !== undefined && { rawJSON: mask(rawJSON) }),
    ...(CustomFields && { CustomFields: maskJson(CustomFields, mask) }),
  };
}
