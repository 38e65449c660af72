import type { changeRules } from "../rules/change-rules.ts";

/** How much a change asks of those who use the integration: see https://semver.org. */
export type Level = "major" | "minor" | "patch";

export type ChangeCode = Exclude<keyof typeof changeRules, "C001">;

/** One difference between a manifest and itself at an earlier time. */
export interface Change {
  code: ChangeCode;
  message: string;
  /** The part of the later manifest where it is seen; what is gone stands at what it was part of. */
  part: object;
  /** The key of that part. */
  key: string;
}

/** Notes a change. */
export type Note = (code: ChangeCode, message: string, part: object, key?: string) => void;

export function levelOf(code: ChangeCode): Level {
  if (code.startsWith("C1")) return "major";
  return code.startsWith("C2") ? "minor" : "patch";
}

/** The greatest level among changes; undefined when there is none. */
export function verdictOf(changes: readonly { code: ChangeCode }[]): Level | undefined {
  const levels = new Set(changes.map(({ code }) => levelOf(code)));
  return (["major", "minor", "patch"] as const).find((level) => levels.has(level));
}
