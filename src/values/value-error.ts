import { ArgumentError } from "../errors.ts";
import type { Json } from "../json.ts";

/** A filter or transformer was given what it cannot work with. The author of the value must change it. */
export class ValueError extends ArgumentError {}

/** A value as messages show it. */
export function shownValue(value: Json | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
