import type { Fields } from "./fields.ts";

/** Where the parts of a manifest stand in its file. */
export class Places {
  readonly #fields = new Map<object, Fields>();

  set(part: object, fields: Fields): void {
    this.#fields.set(part, fields);
  }

  /** The YAML map that a part (a parameter, a command, an argument, an output …) was read from. */
  of(part: object): Fields | undefined {
    return this.#fields.get(part);
  }

  /** The offset of a part's value under `key`; of the part itself where it has none. */
  at(part: object, key: string): number {
    const fields = this.#fields.get(part);
    return fields?.entry(key)?.value.at ?? fields?.map.at ?? 0;
  }
}
