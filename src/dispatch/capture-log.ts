import type { Log, LogFields } from "../log.ts";

/** A log that passes everything on and keeps its lines, for `debug-mode`. */
export function captureLog(log: Log): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const at = (level: keyof Log) => (message: string, fields?: LogFields) => {
    lines.push(`${level}: ${message}${fields ? ` ${written(fields)}` : ""}`);
    log[level](message, fields);
  };
  return { log: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }, lines };
}

// --- internal ---

function written(fields: LogFields): string {
  try {
    return JSON.stringify(fields);
  } catch {
    // Cyclic, or a bigint: the names still say what it was about.
    return `{${Object.keys(fields).join(", ")}}`;
  }
}
