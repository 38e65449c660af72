import { SinkError, SoarError } from "../../../errors.ts";

/** What the system says about the file at `path`, or the one beside it that it names, as an error that says what to do. */
export function fileFault(thrown: unknown, path: string): SoarError {
  if (thrown instanceof SoarError) return thrown;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  // It may be a file beside it.
  const which = thrown instanceof Error && "path" in thrown ? String(thrown.path) : path;
  const { what, hint } = faults[code] ?? {
    what: `cannot be written: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    hint: CHECK,
  };
  return new SinkError(`${which} ${what}.`, hint, { cause: thrown });
}

// --- internal ---

const CHECK = "Name a file in a folder that this user may write to, and check the disk that it lies on.";
const GROW = "What was committed before is whole. Make room, then collect again: it goes on from there.";

const denied = { what: "may not be written", hint: "Make the file and its folder writable for this user." };

const faults: Readonly<Record<string, { what: string; hint: string }>> = {
  ENOSPC: { what: "cannot grow: the disk is full", hint: GROW },
  EDQUOT: { what: "cannot grow: this user's quota is used up", hint: GROW },
  EFBIG: { what: "cannot grow: files may not be larger (ulimit -f, or the file system)", hint: GROW },
  EACCES: denied,
  EPERM: denied,
  EROFS: denied,
  EISDIR: { what: "is a folder", hint: "Name a file." },
  ENOTDIR: { what: "cannot be made: a part of its path is no folder", hint: CHECK },
};
