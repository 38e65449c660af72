import type { Json } from "../json.ts";

/** JSON as XSOAR's own repositories write it: four spaces. */
export function jsonFile(value: Json): string {
  return `${JSON.stringify(value, null, 4)}\n`;
}

/** A name as part of a file's name. */
export function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]+/gu, "_").replaceAll(/^_+|_+$/gu, "") || "_";
}
