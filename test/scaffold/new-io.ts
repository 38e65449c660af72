import type { CliIo } from "../../src/cli/globals.ts";

/** A terminal that keeps what is said, and answers questions in order. */
export function recordingIo(answers?: string[]): CliIo & { out: string[]; err: string[]; questions: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const questions: string[] = [];
  return {
    out,
    err,
    questions,
    env: {},
    signal: new AbortController().signal,
    now: Date.now,
    terminal: {
      protect: () => undefined,
      print: (text) => out.push(text),
      pour: async () => undefined,
      notice: (text) => err.push(text),
      ask: async (question) => {
        questions.push(question);
        return answers?.shift() ?? "";
      },
      status: () => undefined,
      isInteractive: answers !== undefined,
      colour: false,
      columns: 80,
      isPiped: false,
    },
  };
}
