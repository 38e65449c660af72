import type { FileHandle } from "node:fs/promises";

/** Writes texts to the end of a file, in order; those that come while others are written go together. */
export interface Appender {
  append(text: string): void;
  /** Resolves when all that was appended by now is on the disk. @throws Error once a write has failed, and ever after */
  written(): Promise<void>;
}

export function createAppender(file: Pick<FileHandle, "appendFile" | "datasync">): Appender {
  let waiting: string[] = [];
  let last = Promise.resolve();
  let isBroken = false;

  async function write(): Promise<void> {
    const texts = waiting;
    waiting = [];
    await file.appendFile(texts.join(""));
    await file.datasync();
  }

  return {
    append: (text) => {
      // What came after a failed write in memory must never seem to be kept.
      if (isBroken) return;
      waiting.push(text);
      if (waiting.length > 1) return;
      last = last.then(write);
      last.catch(() => {
        isBroken = true;
      });
    },
    written: () => last,
  };
}
