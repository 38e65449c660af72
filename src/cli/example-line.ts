import type { Command, Manifest } from "../manifest/manifest.ts";
import { shellWord } from "./shell-word.ts";

/**
 * How a command may be called: a line of the manifest's demo, which may speak of the incident under investigation, or
 * its name with what must be given. `soar` is how soar is called.
 */
export function exampleLine(command: Command, { soar: { demo } }: Manifest, soar = "soar"): string {
  const demoLine = demo.find((line) => line.replace(/^!/, "").split(" ")[0] === command.name);
  if (demoLine !== undefined) {
    return `${soar} ${demoLine.includes("${incident.") ? "--incident ID " : ""}run ${shellWord(demoLine)}`;
  }
  const needed = command.arguments.filter(({ required, hidden }) => required && !hidden);
  const words = needed.map(
    ({ name, choices: [choice] = [] }) => `${name}=${choice === undefined ? "…" : shellWord(choice)}`,
  );
  return [soar, "run", command.name, ...words].join(" ");
}
