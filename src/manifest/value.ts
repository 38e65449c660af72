// Values as XSOAR's mappers and playbooks write them.
import type { Json } from "../json.ts";

/** A text or a path, depending on where it stands; or a value looked up, filtered and transformed. */
export type Value = { simple: Json } | { complex: ComplexValue };

export interface ComplexValue {
  /** A DT. */
  root: string;
  /** A DT within what the root gives. */
  accessor?: string;
  /** An item stays when of each group any filter holds. */
  filters: Filter[][];
  /** In the order in which they are applied. */
  transformers: TransformerCall[];
}

/** One side of a filter, or an argument of a transformer. */
export interface Operand {
  /** Absent where nothing is given. */
  value?: Value;
  /** A simple value is a path, not a text. */
  isContext: boolean;
}

export interface Filter {
  operator: string;
  ignoreCase: boolean;
  left: Operand;
  right: Operand;
}

export interface TransformerCall {
  operator: string;
  args: Record<string, Operand>;
}
