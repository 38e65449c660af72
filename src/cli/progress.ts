import { withoutControls, type Terminal } from "./terminal.ts";

/** What work can say of itself while it goes on. */
export interface Progress {
  /** How far it has come: so many, of so many, of what. */
  tell: (done: number, total?: number, what?: string) => void;
  /** Does something for which the terminal must be left alone, such as asking a question. */
  aside: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * Does `work` and shows on a terminal that it goes on, once that has taken a second: what is done, how far it has come
 * and for how long. Nothing of it stays on the screen.
 */
export async function withProgress<T>(
  doing: string,
  { terminal, now }: { terminal: Terminal; now: () => number },
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const startedAt = now();
  let far = "";
  let isAside = false;
  const show = () => {
    const seconds = Math.floor((now() - startedAt) / 1000);
    if (seconds > 0 && !isAside)
      terminal.status(withoutControls(`${doing}${far === "" ? "" : `: ${far}`} (${String(seconds)} s)`));
  };
  const timer = setInterval(show, EVERY_MS);
  try {
    return await work({
      tell: (done, total, what) => {
        far = howFar(done, total, what);
      },
      aside: async (apart) => {
        isAside = true;
        try {
          return await apart();
        } finally {
          isAside = false;
        }
      },
    });
  } finally {
    clearInterval(timer);
    if (now() - startedAt >= EVERY_MS) terminal.status("");
  }
}

// --- internal ---

const EVERY_MS = 250;
const BAR = 20;

function howFar(done: number, total: number | undefined, what = ""): string {
  const isBytes = what === "bytes";
  const shown = isBytes ? inUnits : grouped;
  const unit = isBytes ? "" : what;
  if (total === undefined || total <= 0) return `${shown(done)} ${unit}`.trim();
  const part = Math.min(1, Math.max(0, done / total));
  const full = Math.round(part * BAR);
  const bar = `[${"#".repeat(full)}${"-".repeat(BAR - full)}]`;
  return `${bar} ${shown(done)} of ${shown(total)} ${unit}`.trim();
}

function grouped(number: number): string {
  return number.toLocaleString("en");
}

/** Bytes as people read them, such as `12.3 MiB`. */
function inUnits(bytes: number): string {
  let size = bytes;
  let unit = "B";
  for (const larger of ["KiB", "MiB", "GiB", "TiB"]) {
    if (size < 1024) break;
    size /= 1024;
    unit = larger;
  }
  return `${unit === "B" ? String(size) : size.toFixed(1)} ${unit}`;
}
