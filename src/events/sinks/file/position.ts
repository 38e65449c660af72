import { isJsonObject, type Json } from "../../../json.ts";

/** Where a file sink stands: the store keeps it with the cursor. */
export interface FilePosition {
  /** Tells the files of one collector from those of others. */
  id: string;
  /** The number of the file that is being written, counted from 1. */
  file: number;
  /** How many bytes of it are committed. */
  offset: number;
}

/** A position as the store gives it back; undefined for what is none of a file sink. */
export function parsePosition(value: Json): FilePosition | undefined {
  if (!isJsonObject(value)) return undefined;
  const { id, file, offset } = value;
  if (typeof id !== "string" || !isCount(file) || file === 0 || !isCount(offset)) return undefined;
  return { id, file, offset };
}

/** A whole number from 0. */
export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
