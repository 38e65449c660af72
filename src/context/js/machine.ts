/** Why an expression has no value: a syntax error, a TypeError of its own, or a limit. Always ends as a warning. */
export class JsError extends Error {}

/** The expression cannot be compiled. */
export class JsSyntaxError extends JsError {
  /** Where in the text. */
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** A limit was met: whatever the expression belongs to ends here too. */
export class JsLimitError extends JsError {}

/** The work one evaluation may do. A step is a call, a loop's turn, a list member or sixteen characters of text. */
const DEFAULT_STEPS = 5_000_000;

/** The longest text an expression may build, in UTF-16 units. */
const MAX_TEXT = 8_388_608;

const MAX_DEPTH = 150;

/** What a warning says of whatever an expression's run ended in. */
export function faultOf(cause: unknown): string {
  // The host's own stack can end before our limits do.
  if (cause instanceof RangeError) return "is nested too deeply";
  return cause instanceof Error ? cause.message : String(cause);
}

/** What an evaluation draws on: its clock and its limits. One machine serves all the expressions of one DT. */
export class Machine {
  readonly now: () => number;
  #left: number;
  #depth = 0;

  constructor(now: () => number, steps: number = DEFAULT_STEPS) {
    this.now = now;
    this.#left = steps;
  }

  /** @throws JsError when the steps are used up. */
  charge(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new JsLimitError("took too many steps");
  }

  /** Charges for text of this length and refuses one that is too long. */
  text(length: number): void {
    if (length > MAX_TEXT) throw new JsLimitError(`built a text longer than ${MAX_TEXT} characters`);
    this.charge(1 + length / 16);
  }

  /** Charges for reading a text of this length once. */
  compare(length: number): void {
    if (length > 256) this.charge(length / 256);
  }

  /** Runs `body` one call deeper. */
  nest<T>(body: () => T): T {
    this.enter();
    try {
      return body();
    } finally {
      this.#depth -= 1;
    }
  }

  private enter(): void {
    this.charge(1);
    if (this.#depth >= MAX_DEPTH) throw new JsError(`nested more than ${MAX_DEPTH} calls or values deep`);
    this.#depth += 1;
  }
}
