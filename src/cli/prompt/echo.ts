import { Writable } from "node:stream";

/** A screen that readline draws on, as wide as `screen`, and that can be silenced while something else is shown. */
export class Echo extends Writable {
  isSilent = false;
  readonly #screen: NodeJS.WritableStream & { columns?: number };

  constructor(screen: NodeJS.WritableStream & { columns?: number }) {
    super({ decodeStrings: false });
    this.#screen = screen;
    screen.on("resize", this.#resized);
  }

  get columns(): number {
    return this.#screen.columns ?? 80;
  }

  override _write(text: string, _encoding: BufferEncoding, done: () => void): void {
    if (!this.isSilent) this.#screen.write(text);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#screen.removeListener("resize", this.#resized);
    done(error);
  }

  readonly #resized = () => this.emit("resize");
}
