import { ArgumentError } from "../../errors.ts";

/** A DT that cannot be read. Its author, or the analyst who typed it, must change it. */
export class DtSyntaxError extends ArgumentError {
  /** Where in the DT's text, from 0. */
  readonly offset: number;

  constructor(text: string, offset: number, fault: string, options?: ErrorOptions) {
    super(
      `${fault} at character ${offset + 1} of "${shortened(text)}"`,
      "A DT is a path such as A.B(val.C == 1).[0].D, optionally followed by =JavaScript.",
      options,
    );
    this.offset = offset;
  }
}

export function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
