import { execFile } from "node:child_process";
import { basename, dirname, relative, sep } from "node:path";
import { ArgumentError } from "../../errors.ts";
import { isRecord } from "../../json.ts";

/** A revision of the git repository around a folder. */
export interface Revision {
  /** As it was asked for. */
  name: string;
  /** The repository's own folder. */
  top: string;
  /** A file's text at that revision; undefined when it was not there. */
  read: (file: string) => Promise<string | undefined>;
}

interface Setting {
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

/**
 * Opens a revision: a commit, tag or branch, such as v1.2.0, HEAD~1 or origin/main.
 * @throws ArgumentError when git is not there, the folder is in no repository, or there is no such revision
 */
export async function openRevision(name: string, folder: string, setting: Setting): Promise<Revision> {
  // What could be an option, a path or several revisions is not given to git at all.
  if (!/^[\w@][\w./@^~{}+-]{0,199}$/u.test(name) || name.includes("..")) {
    throw new ArgumentError(`--since takes one revision, not "${name.slice(0, 60)}".`, FOR_EXAMPLE);
  }
  const found = await git(["rev-parse", "--show-toplevel"], folder, setting);
  if ("failure" in found) {
    throw new ArgumentError(
      `${folder} is in no git repository that can be read: ${found.failure}`,
      "Leave out --since.",
    );
  }
  const top = found.output.trimEnd();
  const commit = await git(
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`],
    folder,
    setting,
  );
  if ("failure" in commit) {
    const hint = `${FOR_EXAMPLE} A shallow clone does not have them all: git fetch --unshallow --tags.`;
    throw new ArgumentError(`There is no revision ${name} in ${top}.`, hint);
  }
  return { name, top, read: (file) => readAt(commit.output.trim(), file, setting) };
}

/** Whether a file or folder lies in another, both by their real paths. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !/^[A-Za-z]:/u.test(way));
}

// --- internal ---

const FOR_EXAMPLE = "Name a commit, tag or branch: v1.2.0, HEAD~1, origin/main.";

/** No manifest is larger; git stops when there is more. */
const MOST_BYTES = 16_000_000;

async function readAt(commit: string, file: string, setting: Setting): Promise<string | undefined> {
  const output = async (...args: string[]): Promise<string> => {
    const answer = await git(args, dirname(file), setting);
    if ("output" in answer) return answer.output;
    const hint = "Look at the repository with git fsck, or leave out --since.";
    throw new ArgumentError(`git cannot read ${file}: ${answer.failure}`, hint);
  };
  const name = `./${basename(file)}`;
  if ((await output("ls-tree", "--name-only", "-z", commit, "--", name)) === "") return undefined;
  // The blob as it is stored: no filter or converter of the repository runs.
  return output("cat-file", "blob", `${commit}:${name}`);
}

/** Runs git without a shell. What it says when it fails is an answer here: the callers know what it means. */
function git(args: string[], cwd: string, { env, signal }: Setting): Promise<{ output: string } | { failure: string }> {
  // Nothing is fetched and nothing locked; messages are in English whatever the machine speaks.
  const quiet = { GIT_NO_LAZY_FETCH: "1", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      args,
      { cwd, signal, maxBuffer: MOST_BYTES, env: { ...env, ...quiet } },
      (error, stdout, stderr) => {
        if (!error) resolve({ output: stdout });
        else if (signal.aborted) reject(signal.reason instanceof Error ? signal.reason : error);
        else if (isRecord(error) && error.code === "ENOENT") {
          reject(new ArgumentError("git is not installed.", "Install it, or leave out --since.", { cause: error }));
        } else resolve({ failure: /^(?:fatal: )?(.+)/u.exec(stderr.trim())?.[1] ?? error.message });
      },
    );
  });
}
