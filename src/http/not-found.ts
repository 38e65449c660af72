import { ApiError } from "../errors.ts";

/** The vendor says that what was asked for does not exist. */
export function isNotFound(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 404;
}
