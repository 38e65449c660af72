import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { didYouMean } from "../nearest.ts";
import type { Environment } from "./environment.ts";

/** What references are resolved with. */
export interface ReferenceSources {
  env: Environment;
  /** The folder that `${file:PATH}` is relative to. */
  folder: string;
  /** A reference that leads nowhere leaves its value out: recordings have what is needed. @default false, it is a fault */
  mayLack?: boolean;
}

/**
 * A text with its references `${env:NAME}` and `${file:PATH}` replaced by what they stand for, or what is wrong with
 * them. What they stand for is taken as it is: no reference inside it is looked for. A file's last line end is dropped.
 */
export function resolveReferences(text: string, sources: ReferenceSources): { value: string } | { faults: string[] } {
  const faults: string[] = [];
  const value = text.replaceAll(REFERENCE, (whole, kind: string, name: string) => {
    const found = lookUp(whole, kind, name, sources);
    if ("value" in found) return found.value;
    faults.push(found.fault);
    return "";
  });
  return faults.length === 0 ? { value } : { faults };
}

/** Whether a text holds a reference. */
export function hasReference(text: string): boolean {
  return text.search(REFERENCE) !== -1;
}

/** What a reference names: a variable, or the path of a file as it is written. */
export interface Reference {
  kind: "env" | "file";
  name: string;
}

/** The references that a text holds. */
export function references(text: string): Reference[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, kind, name = ""]) =>
    kind === "env" || kind === "file" ? [{ kind, name: name.trim() }] : [],
  );
}

// --- internal ---

const REFERENCE = /\$\{(\w{1,20}):([^}]{0,4096})\}/gu;

/** Keys and certificates are a few kB; more than this is the wrong file. */
const MOST_BYTES = 65_536;

function lookUp(
  whole: string,
  kind: string,
  name: string,
  sources: ReferenceSources,
): { value: string } | { fault: string } {
  if (kind === "file") return readSmallFile(resolve(sources.folder, name.trim()));
  if (kind !== "env") {
    return {
      fault: `"${whole}" refers to nothing known; write \${env:NAME} or \${file:PATH}.${didYouMean(kind, ["env", "file"])}`,
    };
  }
  const value = sources.env[name.trim()];
  if (value === undefined || value === "") return { fault: `The environment variable ${name.trim()} is not set.` };
  return { value };
}

function readSmallFile(path: string): { value: string } | { fault: string } {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) return { fault: `The file ${path} has ${size} bytes; at most ${MOST_BYTES} are read.` };
    return { value: readFileSync(path, "utf8").replace(/\r?\n$/u, "") };
  } catch (cause) {
    return { fault: `Cannot read the file: ${cause instanceof Error ? cause.message : String(cause)}.` };
  }
}
