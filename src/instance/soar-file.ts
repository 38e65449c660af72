import { ParameterError, SoarError } from "../errors.ts";
import type { Faults } from "../manifest/findings.ts";

/**
 * Reads the configuration's file at `path`.
 * @param read gives what it makes of the text, and what is wrong with that
 * @throws ParameterError naming every fault, with its place in the file
 */
export async function readSoarFile<T>(path: string, read: (text: string) => { value: T; faults: Faults }): Promise<T> {
  const [{ readText }, { formatFinding }] = await Promise.all([
    import("../manifest/load.ts"),
    import("../manifest/findings.ts"),
  ]);
  const text = await readText(path).catch((cause: unknown) => {
    if (!(cause instanceof SoarError)) throw cause;
    throw new ParameterError(cause.message, cause.hint, { cause });
  });
  const { value, faults } = read(text);
  const errors = faults.findings().filter(({ severity }) => severity === "error");
  if (errors.length === 0) return value;
  const lines = errors.map((finding) => formatFinding(path, finding)).join("\n");
  // Each hint is about its own fault: of several, none would do for all.
  const hint = errors.length === 1 ? errors[0]?.hint : undefined;
  throw new ParameterError(`The configuration has faults:\n${lines}`, hint ?? "Correct the file at these places.");
}
