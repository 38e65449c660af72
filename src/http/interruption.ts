import { InterruptedError, SoarError } from "../errors.ts";

/** The error for work that its caller stopped: the caller's own where it gave one as the signal's reason. */
export function interruption(signal: AbortSignal): SoarError {
  if (signal.reason instanceof SoarError) return signal.reason;
  return new InterruptedError("The request was stopped.", "Run it again when you want its result.", {
    cause: signal.reason,
  });
}

/** @throws what `interruption` gives, once the signal is aborted */
export function throwIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw interruption(signal);
}
