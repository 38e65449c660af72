import { notesOf, type Check } from "./check.ts";

/** A file of the configuration. */
export interface ConfigFile {
  /** As people call it. */
  path: string;
  /** Its permissions, as `stat` gives them; undefined where there is no such file, or no such permissions. */
  mode: number | undefined;
  /** Whether it holds a secret. */
  isSecret: boolean;
}

/** Who else on this machine can read or change the files of the configuration. */
export function checkFiles(files: readonly ConfigFile[]): Check[] {
  const notes = notesOf("configuration");
  return files.flatMap(({ path, mode, isSecret }) => {
    if (mode === undefined) return [];
    const permissions = (mode & 0o777).toString(8).padStart(3, "0");
    if ((mode & OTHERS_WRITE) !== 0) {
      const found = `others can change it (mode ${permissions})`;
      return [notes.warning(path, found, `chmod ${isSecret ? "600" : "go-w"} ${path}`)];
    }
    if (isSecret && (mode & OTHERS_READ) !== 0) {
      return [
        notes.warning(path, `it holds a secret and others can read it (mode ${permissions})`, `chmod 600 ${path}`),
      ];
    }
    return [notes.ok(path, `${isSecret ? "holds a secret, " : ""}mode ${permissions}`)];
  });
}

// --- internal ---

const OTHERS_WRITE = 0o022;
const OTHERS_READ = 0o044;
