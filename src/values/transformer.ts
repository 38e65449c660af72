import type { Json } from "../json.ts";
import { isEmpty, isTrue, toNumber, toText } from "./coerce.ts";
import { ValueError } from "./value-error.ts";
import type { Workspace } from "./workspace.ts";

/** What a transformer takes: `text!` must be given. */
export type ArgumentKind = "text" | "text!" | "number" | "number!" | "flag" | "any" | "any!";

interface Shared {
  args?: Record<string, ArgumentKind>;
  /** The list that it gives stays one, even of one member. */
  keepsList?: true;
}

/** Given each member of a list in turn; what it gives for all of them is one list again. */
export interface ItemTransformer extends Shared {
  item: (item: Json, args: Arguments) => Json | undefined;
}

/** Given the whole list; a single value counts as a list of one. */
export interface ListTransformer extends Shared {
  list: (items: Json[], args: Arguments) => Json | undefined;
}

/** Given the value as it is; undefined: there is none. */
export interface WholeTransformer extends Shared {
  whole: (value: Json | undefined, args: Arguments) => Json | undefined;
}

export type Transformer = ItemTransformer | ListTransformer | WholeTransformer;

/** The arguments of one call, read as what they are declared to be. */
export class Arguments {
  readonly space: Workspace;
  readonly #given: ReadonlyMap<string, Json>;

  constructor(given: ReadonlyMap<string, Json>, space: Workspace) {
    this.#given = given;
    this.space = space;
  }

  json(name: string): Json | undefined {
    return this.#given.get(name);
  }

  /** Lists count as the text of their members. */
  text(name: string, otherwise = ""): string {
    const value = this.json(name);
    if (value === undefined) return otherwise;
    return Array.isArray(value) ? value.map(toText).join(",") : toText(value);
  }

  /** @throws ValueError unless it is a number */
  number(name: string, otherwise = 0): number {
    const value = this.json(name);
    return value === undefined || value === "" ? otherwise : toNumber(value);
  }

  /** @throws ValueError unless it is a whole number */
  integer(name: string, otherwise = 0): number {
    const number = this.number(name, otherwise);
    if (Number.isInteger(number)) return number;
    throw new ValueError(`${name} must be a whole number, got ${number}.`, "Write it without a fraction.");
  }

  flag(name: string): boolean {
    const value = this.json(name);
    return value !== undefined && !isEmpty(value) && (isTrue(value) || /^(?:yes|1)$/iu.test(toText(value)));
  }

  /** Steps for text that is built. */
  charge(text: string): string {
    this.space.machine.text(text.length);
    return text;
  }
}
