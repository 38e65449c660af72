import type { FileEvent } from "../_api/file-events.ts";

/** A file event under `Code42.FileEvents`: as Incydr gives it, and with its time under a name that paths can hold. */
export type FileEventContext = FileEvent & { timestamp?: string };

export function toFileEventContext(event: FileEvent): FileEventContext {
  const timestamp = event["@timestamp"];
  return { ...(timestamp && { timestamp }), ...event };
}
