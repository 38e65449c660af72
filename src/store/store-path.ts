import { resolve } from "node:path";
import { ParameterError } from "../errors.ts";

/**
 * The database file of the store at `url` (`sqlite:PATH`, a relative path counts from the working directory).
 * @throws ParameterError if the URL is none that soarkit can open.
 */
export function storePath(url: string): string {
  const path = url.startsWith("sqlite:") ? url.slice("sqlite:".length) : "";
  if (path !== "") return resolve(path);
  throw new ParameterError(
    `The store's URL must be sqlite:PATH, got ${JSON.stringify(redact(url))}.`,
    "Use --store sqlite:PATH, such as sqlite:.soar/soar.db. SQLite is the only store supported so far.",
  );
}

// --- internal ---

/** A URL of another store may carry a password. */
function redact(url: string): string {
  return url.replace(/\/\/[^/]*@/, "//***@");
}
