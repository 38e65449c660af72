import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { InterruptedError } from "../errors.ts";

/** Where a command reads and prints. Everything that `soar` says passes through here. */
export interface Terminal {
  /** From now on every text passes through `mask` first, so that no secret can be printed. */
  protect(mask: (text: string) => string): void;
  /** A line on standard output: the result. */
  print(text: string): void;
  /** Bytes on standard output, as they are: a file. */
  pour(content: Readable): Promise<void>;
  /** A line on standard error: progress, notices, errors. */
  notice(text: string): void;
  /** A question answered by one line from the keyboard. Only when `isInteractive`. */
  ask(question: string): Promise<string>;
  /** For whoever reads more than one line from the keyboard; absent where nobody sits. */
  keyboard?: Keyboard;
  /** Shows `text` in place until the next call or line; does nothing where standard error is no terminal. */
  status(text: string): void;
  /** A person sits here: both standard input and standard error are terminals. */
  isInteractive: boolean;
  /** Colour on standard output. */
  colour: boolean;
  /** Width of standard output; of a pipe, what tables are drawn for. */
  columns: number;
  /** Standard output is read by a program: lines are not cut. */
  isPiped: boolean;
}

/** Where a person types, and where what is typed is shown. */
export interface Keyboard {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream & { columns?: number };
}

/** The terminal of this process. `NO_COLOR` (https://no-color.org) switches colour off. */
export function createTerminal(streams: {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: OutputStream;
  error: OutputStream;
  env: NodeJS.ProcessEnv;
}): Terminal {
  const { input, output, error, env } = streams;
  const isInteractive = (input.isTTY ?? false) && (error.isTTY ?? false);
  let isStatusShown = false;
  let mask = (text: string) => text;
  const clearStatus = () => {
    if (isStatusShown) error.write("\r\u001b[K");
    isStatusShown = false;
  };
  return {
    protect(next) {
      mask = next;
    },
    print(text) {
      clearStatus();
      output.write(`${mask(text)}\n`);
    },
    notice(text) {
      clearStatus();
      error.write(`${mask(text)}\n`);
    },
    async pour(content) {
      clearStatus();
      await pipeline(content, output, { end: false });
    },
    async ask(question) {
      clearStatus();
      const { createInterface } = await import("node:readline/promises");
      const lines = createInterface({ input, output: error });
      try {
        return await lines.question(question);
      } catch (cause) {
        // Ctrl-C or Ctrl-D in place of an answer.
        throw new InterruptedError("The question was not answered.", "Run it again when you know.", { cause });
      } finally {
        lines.close();
      }
    },
    status(text) {
      if (!error.isTTY) return;
      const room = Math.max(10, (error.columns ?? 80) - 1);
      error.write(`\r\u001b[K${mask(text).slice(0, room)}`);
      isStatusShown = true;
    },
    isInteractive,
    ...(isInteractive ? { keyboard: { input, output: error } } : {}),
    colour: (output.isTTY ?? false) && !env.NO_COLOR,
    columns: columnsOf(output, env),
    isPiped: !output.isTTY,
  };
}

/**
 * Text without what could steer a terminal: control characters other than tab and line feed, and the invisible marks
 * that turn the direction of text. What a vendor sends is printed, and must not be able to repaint the screen.
 */
export function withoutControls(text: string): string {
  // eslint's control-character rule is about accidents; here they are the point, so the ranges are built from numbers.
  return text.replace(STEERING, "");
}

// --- internal ---

type OutputStream = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

const STEERING = new RegExp(
  `[${range(0x00, 0x08)}${range(0x0b, 0x1f)}${range(0x7f, 0x9f)}${range(0x200e, 0x200f)}${range(0x202a, 0x202e)}${range(0x2066, 0x2069)}]`,
  "g",
);

function range(from: number, to: number): string {
  return `${String.fromCodePoint(from)}-${String.fromCodePoint(to)}`;
}

/** A pipe has no width: 200 columns keep tables whole; `COLUMNS` overrides for tests and scripts. */
function columnsOf(output: { isTTY?: boolean; columns?: number }, env: NodeJS.ProcessEnv): number {
  const asked = Number(env.COLUMNS);
  if (Number.isInteger(asked) && asked >= 20) return asked;
  return output.isTTY && output.columns ? output.columns : 200;
}
