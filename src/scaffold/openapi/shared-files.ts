import type { FileTree } from "../scaffold.ts";

/** Small modules that handlers and the API share: of these, the ones that `modules` import. */
export function sharedFiles(modules: FileTree): FileTree {
  const text = Object.values(modules).join("\n");
  const isUsed = (path: string) => text.includes(`/${path.slice("commands/".length)}"`);
  return Object.fromEntries(Object.entries(ALL).filter(([path]) => isUsed(path)));
}

// --- internal ---

const FOUND = `import { isNotFound, NotFoundError } from "soarkit";

/** What was asked for; undefined when the vendor says that it does not exist. */
export async function ifFound<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/**
 * What was done to something.
 * @param thing what it was done to, such as "ticket 7"
 * @param lister the command that shows what there is
 * @throws NotFoundError when the vendor says that it does not exist
 */
export async function mustExist<T>(asked: Promise<T>, thing: string, lister?: string): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    if (!isNotFound(cause)) throw cause;
    const hint = lister === undefined ? "Check what was given." : \`\\\`\${lister}\\\` shows what there is.\`;
    throw new NotFoundError(\`There is no \${thing}.\`, hint, { cause });
  }
}
`;

const PAGES = `import { ArgumentError } from "soarkit";

/**
 * The first items of all pages; no page is asked for that is not needed.
 * @throws ArgumentError for a limit below 1
 */
export async function firstOf<T>(pages: AsyncIterable<T[]>, limit: number): Promise<T[]> {
  if (limit < 1) throw new ArgumentError(\`limit must be 1 or more, got \${limit}.\`, "Say how many to list.");
  const found: T[] = [];
  for await (const page of pages) {
    found.push(...page);
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
}
`;

const FILES = `/** The name that the vendor gives a file (RFC 6266), else \`usual\`. The runtime keeps it within its folder. */
export function fileName(headers: Record<string, string>, usual: string): string {
  const disposition = headers["content-disposition"] ?? "";
  const encoded = /filename\\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="([^"]*)"|filename=([^;"\\s]+)/i.exec(disposition);
  return (encoded === undefined ? undefined : decoded(encoded)) ?? plain?.[1] ?? plain?.[2] ?? usual;
}

// --- internal ---

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A malformed percent sign: the plain name, which comes with it, will do.
    return undefined;
  }
}
`;

const FORM = `/** A body as a form; members that are not given are left out, and objects are JSON. */
export function toForm(body: object): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, given] of Object.entries(body)) {
    const values: unknown[] = Array.isArray(given) ? given : [given];
    for (const value of values) {
      if (value === undefined) continue;
      form.append(name, typeof value === "string" ? value : JSON.stringify(value));
    }
  }
  return form;
}
`;

const VALUES = `import { ArgumentError } from "soarkit";

/** A moment as ISO 8601 in UTC, from epoch milliseconds. */
export function toMoment(at: number): string;
export function toMoment(at: number | undefined): string | undefined;
export function toMoment(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

/** A day in UTC, such as 2026-01-31, from epoch milliseconds. */
export function toDay(at: number): string;
export function toDay(at: number | undefined): string | undefined;
export function toDay(at: number | undefined): string | undefined {
  return toMoment(at)?.slice(0, 10);
}

/**
 * A number with a fraction, which XSOAR's numbers cannot have.
 * @throws ArgumentError
 */
export function toDecimal(name: string, text: string): number;
export function toDecimal(name: string, text: string | undefined): number | undefined;
export function toDecimal(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) return number;
  throw new ArgumentError(\`\${name} must be a number, not "\${text}".\`, "Write it like 2.5.");
}

/** An object or list as JSON text, for a place that takes only text. */
export function toJsonText(value: object | string | number | boolean | null): string;
export function toJsonText(value: object | string | number | boolean | null | undefined): string | undefined;
export function toJsonText(value: object | string | number | boolean | null | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** An object some of whose members are given; undefined when none is, so that nothing empty is sent. */
export function given<T extends object>(members: T): T | undefined {
  return Object.values(members).some((value) => value !== undefined) ? members : undefined;
}
`;

const ALL: FileTree = {
  "commands/_files.ts": FILES,
  "commands/_form.ts": FORM,
  "commands/_found.ts": FOUND,
  "commands/_pages.ts": PAGES,
  "commands/_values.ts": VALUES,
};
