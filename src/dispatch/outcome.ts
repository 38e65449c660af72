import {
  ApiError,
  ArgumentError,
  CredentialsError,
  InterruptedError,
  ManifestError,
  NotFoundError,
  ParameterError,
  RateLimitError,
  type SoarError,
} from "../errors.ts";
import type { EffectOutcome } from "./ports.ts";

/**
 * Whether a write that ended with this error happened: `failed` when it was certainly refused or not sent, else
 * `unknown`. A refused step of several counts as failed, too: write handlers converge when they are run again.
 */
export function outcomeOf(error: SoarError): EffectOutcome {
  if (error instanceof ApiError) return isRefusal(error.status) ? "failed" : "unknown";
  const isDefinite =
    error instanceof CredentialsError ||
    error instanceof RateLimitError ||
    error instanceof NotFoundError ||
    error instanceof ArgumentError ||
    error instanceof ParameterError ||
    error instanceof ManifestError;
  return isDefinite ? "failed" : "unknown";
}

/** Whether `retry-count` may help: not where a person must change something first. */
export function isWorthRepeating(error: SoarError): boolean {
  return !(
    error instanceof ArgumentError ||
    error instanceof ParameterError ||
    error instanceof CredentialsError ||
    error instanceof ManifestError ||
    error instanceof InterruptedError
  );
}

// --- internal ---

/** A 408 means that the vendor did not see the end of the request: it may have acted on it all the same. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}
