import { createInterface } from "node:readline";
import type { Keyboard } from "../terminal.ts";
import { Echo } from "./echo.ts";
import { searchHistory } from "./search-history.ts";

/** The lines that a person types, one at a time. What is typed meanwhile is kept for the next. */
export interface Lines {
  /** The next line; undefined when the person leaves. Rejects with the signal's reason. */
  next(prompt: string): Promise<string | undefined>;
  /** One line that is no command: it is not kept. "" when it is refused by Ctrl-C or Ctrl-D. */
  ask(question: string): Promise<string>;
  close(): void;
}

export interface LinesOptions {
  keyboard: Keyboard;
  /** Lines to be called up again, the newest first. */
  history: readonly string[];
  /** What stands before the cursor → what the end of it becomes; undefined when nothing is to change. */
  complete: (text: string) => Promise<{ from: number; text: string } | undefined>;
  /** Ctrl-C while no line is waited for. */
  onInterrupt: () => void;
  /** Told what Ctrl-C will do next. */
  notice: (text: string) => void;
  signal: AbortSignal;
}

export function openLines({ keyboard, history, complete, onInterrupt, notice, signal }: LinesOptions): Lines {
  const echo = new Echo(keyboard.output);
  echo.isSilent = true;
  const typedAhead: string[] = [];
  let waiting: { resolve: (line: string | undefined) => void; isQuestion: boolean } | undefined;
  let isLeft = false;
  let isArmed = false;
  const lines = createInterface({
    input: keyboard.input,
    output: echo,
    terminal: true,
    history: [...history],
    historySize: MOST_LINES,
    removeHistoryDuplicates: true,
    completer: (text: string, done: (error: null, result: [string[], string]) => void) => {
      const nothing: [string[], string] = [[], text];
      if (waiting === undefined || waiting.isQuestion) {
        done(null, nothing);
        return;
      }
      void complete(text).then(
        (change) => {
          if (change === undefined) lines.prompt(true);
          done(null, change === undefined ? nothing : [[change.text], text.slice(change.from)]);
        },
        // A person who types is told nothing.
        () => done(null, nothing),
      );
    },
  });
  searchHistory(lines, keyboard.input, history, () => waiting !== undefined && !waiting.isQuestion);

  const answer = (line: string | undefined) => {
    const { resolve } = waiting ?? {};
    waiting = undefined;
    echo.isSilent = true;
    isArmed = false;
    resolve?.(line);
  };
  const erase = () => {
    lines.write(null, { ctrl: true, name: "e" });
    lines.write(null, { ctrl: true, name: "u" });
  };
  lines.on("line", (line) => (waiting === undefined ? typedAhead.push(line) : answer(line)));
  lines.on("history", (kept) => {
    if (waiting?.isQuestion) kept.shift();
  });
  lines.on("close", () => {
    isLeft = true;
    answer(waiting?.isQuestion ? "" : undefined);
  });
  lines.on("SIGINT", () => {
    if (waiting === undefined) onInterrupt();
    else if (waiting.isQuestion) {
      echo.write("^C\n");
      erase();
      answer("");
    } else if (lines.line !== "") {
      isArmed = false;
      echo.write("^C\n");
      erase();
    } else if (isArmed) lines.close();
    else {
      isArmed = true;
      echo.write("\n");
      notice("Ctrl-C again leaves; so do Ctrl-D and exit.");
      lines.prompt();
    }
  });
  const onAbort = () => lines.close();
  signal.addEventListener("abort", onAbort);

  const wait = async (prompt: string, isQuestion: boolean) => {
    echo.isSilent = false;
    lines.setPrompt(prompt);
    const line = await new Promise<string | undefined>((resolve) => {
      waiting = { resolve, isQuestion };
      lines.prompt(true);
    });
    signal.throwIfAborted();
    return line;
  };
  return {
    next: async (prompt) => {
      signal.throwIfAborted();
      const ready = typedAhead.shift();
      if (ready !== undefined) keyboard.output.write(`${prompt}${ready}\n`);
      if (ready !== undefined || isLeft) return ready;
      return wait(prompt, false);
    },
    ask: async (question) => {
      if (isLeft) return "";
      // What was typed before the question was asked is no answer to it.
      erase();
      return (await wait(question, true)) ?? "";
    },
    close: () => {
      signal.removeEventListener("abort", onAbort);
      lines.close();
      echo.destroy();
    },
  };
}

// --- internal ---

const MOST_LINES = 1_000;
