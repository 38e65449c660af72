import type { Terminal } from "./terminal.ts";

/** Tells how far the work has come: so many, of so many, of what. */
export type Tell = (done: number, total?: number, what?: string) => void;

/**
 * Does `work` and shows on a terminal that it goes on, once that has taken a second: what is done, how far it has come
 * and for how long. Nothing of it stays on the screen.
 */
export async function withProgress<T>(
  doing: string,
  { terminal, now }: { terminal: Terminal; now: () => number },
  work: (tell: Tell) => Promise<T>,
): Promise<T> {
  const startedAt = now();
  let far = "";
  const show = () => {
    const seconds = Math.floor((now() - startedAt) / 1000);
    if (seconds > 0) terminal.status(`${doing}${far === "" ? "" : `: ${far}`} (${String(seconds)} s)`);
  };
  const timer = setInterval(show, EVERY_MS);
  try {
    return await work((done, total, what) => {
      far = howFar(done, total, what);
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
  if (total === undefined || total <= 0) return `${grouped(done)} ${what}`.trim();
  const part = Math.min(1, Math.max(0, done / total));
  const full = Math.round(part * BAR);
  const bar = `[${"#".repeat(full)}${"-".repeat(BAR - full)}]`;
  return `${bar} ${grouped(done)} of ${grouped(total)} ${what}`.trim();
}

function grouped(number: number): string {
  return number.toLocaleString("en");
}
