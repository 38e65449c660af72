import type { Choice } from "../scaffold/openapi/scaffold-openapi.ts";
import { withoutControls, type Terminal } from "./terminal.ts";

/**
 * Asks which operations of a document are to become commands; undefined for all. What is answered are the patterns that
 * `--operations` takes.
 */
export async function askOperations(choices: readonly Choice[], terminal: Terminal): Promise<string[] | undefined> {
  const possible = choices.filter(({ obstacle }) => obstacle === undefined);
  const widest = Math.max(0, ...possible.map(({ command }) => command.length));
  for (const { command, operation, tags } of possible) {
    const tagged = tags.length > 0 ? `  (${tags.join(", ")})` : "";
    const line = withoutControls(`${command.padEnd(widest)}  ${operation}${tagged}`);
    terminal.notice(line.length <= terminal.columns ? line : `${line.slice(0, terminal.columns - 1)}…`);
  }
  terminal.notice("Tags, operationIds or METHOD /path, with commas between them; * fits anything.");
  const answer = (await terminal.ask(`Which of these ${possible.length} operations [all]: `)).trim();
  const patterns = answer.split(",").map((pattern) => pattern.trim());
  const given = patterns.filter((pattern) => pattern !== "");
  return given.length === 0 || given.includes("all") ? undefined : given;
}
