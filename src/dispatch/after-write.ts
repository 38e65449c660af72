import { StoreError, toSoarError, type SoarError } from "../errors.ts";

/** What went wrong once a write was carried out. Its caller must not take it for a write that did not happen. */
export function afterWrite(command: string, thrown: unknown): SoarError {
  const error = toSoarError(thrown);
  if (!(error instanceof StoreError)) return error;
  return new StoreError(`${command} was carried out, but this could not be stored: ${error.message}`, error.hint, {
    cause: error,
  });
}
