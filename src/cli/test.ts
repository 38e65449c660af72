import { toSoarError, type SoarError } from "../errors.ts";
import { testInstance } from "../engine/test-instance.ts";
import type { CliIo, Globals } from "./globals.ts";
import { withProgress } from "./progress.ts";
import { printError, toJsonError } from "./report-error.ts";
import { withSession } from "./session.ts";

interface Check {
  instance: string;
  error?: SoarError;
}

/** `soar test`: the test-module of each instance. Exit 0 when all are well, else the first failure's exit code. */
export async function test(globals: Globals, io: CliIo): Promise<number> {
  return withSession(globals, io, async ({ instances, log, now }) => {
    const checks: Check[] = [];
    for (const instance of instances) {
      const testing = () => testInstance(instance, { log, signal: io.signal, now });
      checks.push(
        await withProgress(`testing ${instance.name}`, io, testing).then(
          () => ({ instance: instance.name }),
          (thrown: unknown) => ({ instance: instance.name, error: toSoarError(thrown) }),
        ),
      );
    }
    if (globals.json) {
      const shown = checks.map(({ instance, error }) => ({
        instance,
        ok: !error,
        ...(error ? { error: toJsonError(error) } : {}),
      }));
      io.terminal.print(JSON.stringify({ instances: shown }));
    } else {
      for (const { instance, error } of checks) {
        io.terminal.print(`${instance}: ${error ? "failed" : "ok"}`);
        if (error) printError(error, globals, io.terminal);
      }
    }
    return checks.find(({ error }) => error)?.error?.exitCode ?? 0;
  });
}
