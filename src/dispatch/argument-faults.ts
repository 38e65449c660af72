import { ArgumentError } from "../errors.ts";

/** Collects the ArgumentErrors of several steps, so that they are reported together. */
export class ArgumentFaults {
  readonly #hints = new Map<string, string>();

  add(message: string, hint: string): void {
    this.#hints.set(message, hint);
  }

  /** Adds what may have led to the others; nothing when there are none. */
  addReasons(messages: readonly string[], hint: string): void {
    if (this.#hints.size === 0) return;
    for (const message of messages) this.add(message, hint);
  }

  /** What `step` gives, or undefined when it throws an ArgumentError, which is kept. Other errors pass. */
  of<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (thrown) {
      this.#keep(thrown);
      return undefined;
    }
  }

  /** The same for a promise. */
  async ofAsync<T>(step: Promise<T>): Promise<T | undefined> {
    try {
      return await step;
    } catch (thrown) {
      this.#keep(thrown);
      return undefined;
    }
  }

  /** @throws ArgumentError with all messages and hints, when there is any */
  throwIfAny(): void {
    if (this.#hints.size === 0) return;
    throw new ArgumentError([...this.#hints.keys()].join(" "), [...new Set(this.#hints.values())].join(" "));
  }

  // --- internal ---

  #keep(thrown: unknown): void {
    if (!(thrown instanceof ArgumentError)) throw thrown;
    this.add(thrown.message, thrown.hint);
  }
}
