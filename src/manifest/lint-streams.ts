import { didYouMean } from "../nearest.ts";
import type { LintInput } from "./lint.ts";

/** The rules for `x-soar.streams` beyond what reading it asks for. */
export function lintStreams({ manifest, places, script, report }: LintInput): void {
  const { streams } = manifest.soar;
  const parameters = new Set(manifest.parameters.map(({ name }) => name));
  // Looked for a few times only: in a hostile file every name could be unknown.
  let suggestions = 30;
  for (const stream of streams) {
    for (const key of ["lookBack", "limit"] as const) {
      const name = stream[key];
      if (name === undefined || parameters.has(name)) continue;
      const near = suggestions-- > 0 ? didYouMean(name, [...parameters].slice(0, 1000)) : "";
      const message = `"${key}" of stream "${stream.name}" names an unknown parameter "${name.slice(0, 60)}".${near}`;
      report("M122", places.at(stream, key), message, "Name a parameter of this manifest.");
    }
  }
  const section = places.of(manifest.soar);
  const declared = section?.entry("streams");
  if (declared !== undefined && script !== undefined && !manifest.fetchesEvents) {
    const message = "The manifest declares streams, and does not say that the integration fetches events.";
    report("M123", declared.at, message, "Add isfetchevents: true under script.");
  }
  // A manifest without any of our additions is XSOAR's own.
  if (declared === undefined && section !== undefined && manifest.fetchesEvents) {
    const message = "The integration fetches events, and the manifest does not say which streams of them there are.";
    report("M123", script?.at("isfetchevents") ?? 0, message, "Declare them under x-soar.streams.");
  }
}
