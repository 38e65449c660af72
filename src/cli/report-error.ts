import type { SoarError } from "../errors.ts";
import type { Globals } from "./globals.ts";
import { withoutControls, type Terminal } from "./terminal.ts";

/** An error as `--json` shows it. */
export interface JsonError {
  code: string;
  who: string;
  message: string;
  hint: string;
}

export function toJsonError(error: SoarError): JsonError {
  return { code: error.code, who: error.who, message: error.message, hint: error.hint };
}

/**
 * Prints an error: what is wrong, who must act, what to do; with `--json` as one document on standard output. Causes and
 * stacks only with `--verbose`. Gives the exit code.
 */
export function reportError(error: SoarError, globals: Globals, terminal: Terminal): number {
  if (globals.json) terminal.print(JSON.stringify({ error: toJsonError(error) }));
  else printError(error, globals, terminal);
  return error.exitCode;
}

/** The same for people only: for a command whose JSON document carries the error already. */
export function printError(error: SoarError, globals: Globals, terminal: Terminal): void {
  terminal.notice(withoutControls(`error: ${error.message}`));
  terminal.notice(withoutControls(`${WHO[error.who]}: ${error.hint}`));
  if (globals.verbose) terminal.notice(withoutControls(stackOf(error)));
}

// --- internal ---

const WHO = {
  analyst: "to you",
  administrator: "to the administrator",
  author: "to the integration's author",
  vendor: "to the vendor's side",
  soarkit: "to soarkit's developers",
} as const;

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\ncaused by ${stackOf(error.cause)}`;
}
