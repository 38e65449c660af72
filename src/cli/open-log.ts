import { createLog, type Log } from "../log.ts";
import type { Globals } from "./globals.ts";
import { withoutControls, type Terminal } from "./terminal.ts";

/**
 * The log of one run: with `--verbose` everything as JSON lines on standard error; else warnings and errors only, as
 * sentences. The terminal masks what it prints.
 */
export async function openLog(globals: Globals, terminal: Terminal): Promise<Log> {
  const write = (line: string) => terminal.notice(withoutControls(line.trimEnd()));
  if (globals.verbose) return createLog({ level: "debug", mask: (text) => text, write });
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (message) => write(`warning: ${message}`),
    error: (message) => write(`error: ${message}`),
  };
}
