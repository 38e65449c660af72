/** Who has to act before the same call can succeed. */
export type Who = "author" | "administrator" | "analyst" | "vendor" | "soarkit";

/**
 * The base of every error that soarkit reports. `message` says what is wrong, `hint` says what to do about it, `cause`
 * keeps what led to it. `code` is stable: scripts may match on it. `exitCode` is the process exit code of `soar`.
 */
export abstract class SoarError extends Error {
  abstract readonly code: string;
  abstract readonly who: Who;
  abstract readonly exitCode: 1 | 2 | 3 | 130;
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.hint = hint;
  }
}

/** An integration's manifest (or the folder around it) is wrong: its author must change it. */
export class ManifestError extends SoarError {
  readonly code = "MANIFEST";
  readonly who = "author";
  readonly exitCode = 2;
}

/** An instance's configuration is missing something or is wrong: its administrator must change it. */
export class ParameterError extends SoarError {
  readonly code = "PARAMETER";
  readonly who = "administrator";
  readonly exitCode = 2;
}

/** The vendor refused the credentials, or they lack a permission. */
export class CredentialsError extends SoarError {
  readonly code = "CREDENTIALS";
  readonly who = "administrator";
  readonly exitCode = 2;
}

/** The command line, the command's name or its arguments are wrong. */
export class ArgumentError extends SoarError {
  readonly code = "ARGUMENT";
  readonly who = "analyst";
  readonly exitCode = 2;
}

/** Something was to be acted on that does not exist. (Reading what does not exist is a warning, not an error.) */
export class NotFoundError extends SoarError {
  readonly code = "NOT_FOUND";
  readonly who = "analyst";
  readonly exitCode = 2;
}

/** The vendor answered with an error, or with something that is no valid answer. */
export class ApiError extends SoarError {
  readonly code = "API";
  readonly who = "vendor";
  readonly exitCode = 3;
  /** HTTP status of the answer. */
  readonly status: number;
  /** The answer's body as text, shortened; for telling one refusal from another. */
  readonly body: string;

  constructor(message: string, hint: string, answer: { status: number; body: string }, options?: ErrorOptions) {
    super(message, hint, options);
    this.status = answer.status;
    this.body = answer.body;
  }
}

/** The vendor's request budget is used up and waiting for it would pass the deadline. */
export class RateLimitError extends SoarError {
  readonly code = "RATE_LIMIT";
  readonly who = "vendor";
  readonly exitCode = 3;
}

/** The vendor could not be reached, or did not answer in time. */
export class NetworkError extends SoarError {
  readonly code = "NETWORK";
  readonly who = "administrator";
  readonly exitCode = 3;
}

/** Events cannot be handed on: the file cannot be written, or the receiver does not take them. */
export class SinkError extends SoarError {
  readonly code = "SINK";
  readonly who = "administrator";
  readonly exitCode = 3;
}

/** A command did not end within its time. */
export class TimeoutError extends SoarError {
  readonly code = "TIMEOUT";
  readonly who = "analyst";
  readonly exitCode = 3;
}

/** The local store cannot be opened, read or written. */
export class StoreError extends SoarError {
  readonly code = "STORE";
  readonly who = "administrator";
  readonly exitCode = 1;
}

/** The caller stopped the work (Ctrl-C). */
export class InterruptedError extends SoarError {
  readonly code = "INTERRUPTED";
  readonly who = "analyst";
  readonly exitCode = 130;
}

/** A defect in soarkit or in a handler: anything thrown that is not one of the errors above. */
export class UnexpectedError extends SoarError {
  readonly code = "UNEXPECTED";
  readonly who = "soarkit";
  readonly exitCode = 1;
}

/** Wraps whatever was thrown, once, at the boundary. A SoarError passes through unchanged. */
export function toSoarError(thrown: unknown): SoarError {
  if (thrown instanceof SoarError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new UnexpectedError(message, "This is a defect. Run again with --verbose and report what it prints.", {
    cause: thrown,
  });
}
