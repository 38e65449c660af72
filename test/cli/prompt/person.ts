import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { Keyboard } from "../../../src/cli/terminal.ts";

export interface Person {
  keyboard: Keyboard;
  type: (keys: string) => void;
  /** Resolves once what was shown since the last call matches. */
  sees: (pattern: RegExp) => Promise<string>;
}

/** A person at a terminal of 80 columns. */
export function sitDown(): Person {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough({ encoding: "utf8" }), { columns: 80 });
  let shown = "";
  let look: (() => void) | undefined;
  output.on("data", (text: string) => {
    shown += text;
    look?.();
  });
  return {
    keyboard: { input, output },
    type: (keys) => void input.write(keys),
    sees: (pattern) =>
      new Promise((resolve) => {
        look = () => {
          const text = stripVTControlCharacters(shown);
          if (!pattern.test(text)) return;
          [shown, look] = ["", undefined];
          resolve(text);
        };
        look();
      }),
  };
}

export const CTRL_C = "\u0003";
export const CTRL_D = "\u0004";
export const CTRL_R = "\u0012";
export const UP = "\u001b[A";
