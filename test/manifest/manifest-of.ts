import type { Command, Manifest } from "../../src/manifest/manifest.ts";
import { parseManifest } from "../../src/manifest/load.ts";

/** A manifest from YAML; it must have no error. */
export function manifestOf(text: string): Manifest {
  const { manifest, findings } = parseManifest(text, "integration.yml");
  if (manifest === undefined) throw new Error(JSON.stringify(findings));
  return manifest;
}

/** A command `thing-get` with the arguments given as YAML. */
export function commandOf(argumentsYaml: string): Command {
  const lines = argumentsYaml
    .trim()
    .split("\n")
    .map((line) => `      ${line.trim()}`);
  const text = `commonfields: {id: Thing}\nscript:\n  commands:\n  - name: thing-get\n    arguments:\n${lines.join("\n")}\n`;
  const command = manifestOf(text).commands[0];
  if (command === undefined) throw new Error("no command");
  return command;
}
