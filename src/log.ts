/** What a log line may carry beside its message. Values are masked before they are written. */
export type LogFields = Record<string, unknown>;

/** A log as handlers and the runtime see it. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Writes nothing. */
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/**
 * A pino log of JSON lines. Every line passes through `mask` before `write` sees it, so that no secret is printable.
 * pino is loaded only here: a quiet command does not pay for it.
 */
export async function createLog(options: {
  level: LogLevel;
  mask: (text: string) => string;
  write: (line: string) => void;
}): Promise<Log> {
  // Bundled, a CommonJS package has nothing but its default export.
  const { default: pino } = await import("pino");
  const logger = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line: string) => options.write(options.mask(line)) },
  );
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}

// --- internal ---

function ignore(): void {
  // A silent log has nothing to do.
}
