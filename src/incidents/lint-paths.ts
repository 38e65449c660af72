import { parseDt } from "../context/dt/parse.ts";
import { DtSyntaxError } from "../context/dt/syntax-error.ts";
import type { CheckedManifest } from "../manifest/lint.ts";
import { lintingParts } from "../values/lint-value.ts";
import { pathOf } from "./map-incident.ts";

/** Notes the paths of `x-soar.incident` that cannot be read, beside the faults that a manifest's text shows by itself. */
export function lintIncidentPaths({ manifest, places, faults }: CheckedManifest): void {
  const content = manifest?.soar.incident;
  if (content === undefined) return;
  const { mapper, severity } = content;
  if (mapper) {
    for (const [target, from] of Object.entries(mapper.fields)) {
      const at = places.at(mapper.fields, target);
      check(`The source of "${target}"`, pathOf(from), at);
      if ("simple" in from) continue;
      const checkPart = lintingParts((...fault) => faults.report(...fault));
      for (const part of [...(from.complex.filters ?? []).flat(), ...(from.complex.transformers ?? [])])
        checkPart(part, at);
    }
  }
  if (severity) check("The path of the severity", severity.from, places.at(content, "severity"));

  function check(what: string, path: string, at: number): void {
    try {
      parseDt(path);
    } catch (error) {
      if (!(error instanceof DtSyntaxError)) throw error;
      faults.report("M110", at, `${what} cannot be read: ${error.message}.`, error.hint);
    }
  }
}
