import { notesOf, type Check } from "./check.ts";

export interface BuildFacts {
  /** soarkit's own. */
  version: string;
  /** Whether the bundle of a build runs, rather than the sources. */
  isBuilt: boolean;
  /** A source that is newer than the build that runs. */
  newerSource?: string;
}

/** soarkit's version, and whether what runs is what its sources say. */
export function checkBuild({ version, isBuilt, newerSource }: BuildFacts): Check {
  const notes = notesOf("soarkit");
  if (newerSource !== undefined) {
    return notes.warning("soarkit", `${version}, built before ${newerSource} was changed last`, "Run `npm run build`.");
  }
  return notes.ok("soarkit", `${version}, ${isBuilt ? "its build" : "run from its sources"}`);
}
