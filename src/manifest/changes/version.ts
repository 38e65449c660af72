import type { Level } from "./change.ts";

/** A version as https://semver.org writes them; what follows a dash or a plus is not looked at. */
export interface Version {
  major: number;
  minor: number;
  patch: number;
  isPrerelease: boolean;
}

export function parseVersion(text: string): Version | undefined {
  const [whole, major, minor, patch, rest] =
    /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})(-[\w.-]+)?(?:\+[\w.-]+)?$/u.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), isPrerelease: rest !== undefined };
}

/**
 * The least version after `before` that may carry changes of that level. Below 1.0.0 nothing is promised yet: there a
 * breaking change raises the middle number, any other the last. A prerelease promises nothing.
 */
export function nextVersion(before: Version, level: Level): string {
  const { major, minor, patch, isPrerelease } = before;
  if (isPrerelease) return `${major}.${minor}.${patch}`;
  const isYoung = major === 0;
  if (level === "major") return isYoung ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
  return level === "minor" && !isYoung ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** Whether `now` is at least `least`. A prerelease of a version stands for that version. */
export function reaches(now: Version, least: Version): boolean {
  const difference = now.major - least.major || now.minor - least.minor || now.patch - least.patch;
  return difference >= 0;
}
