import { didYouMean } from "../nearest.ts";
import type { LintInput } from "./lint.ts";
import { ParameterType } from "./manifest.ts";

/** The rules for `x-soar.source` beyond what reading it asks for. */
export function lintSource({ manifest, places, report }: LintInput): void {
  const { source, streams } = manifest.soar;
  if (source === undefined) return;
  // Looked for a few times only: in a hostile file every name could be unknown.
  let suggestions = 30;
  const near = (name: string, known: string[]) => (suggestions-- > 0 ? didYouMean(name, known.slice(0, 1000)) : "");
  const settable = manifest.parameters.flatMap(({ name, type }) =>
    type === ParameterType.credentials ? [`${name}.identifier`, `${name}.password`] : [name],
  );
  for (const [key, name] of Object.entries(source.params)) {
    if (settable.includes(name)) continue;
    const message = `"${key.slice(0, 60)}" of "source" sets an unknown parameter "${name.slice(0, 60)}".`;
    const hint = "Name a parameter of this manifest; of credentials one half: credentials.password.";
    report("M124", places.at(source, "params"), `${message}${near(name, settable)}`, hint);
  }
  const names = streams.map(({ name }) => name);
  for (const [key, name] of Object.entries(source.streams)) {
    if (names.includes(name)) continue;
    const message = `"${key.slice(0, 60)}" of "source" stands for an unknown stream "${name.slice(0, 60)}".`;
    report("M125", places.at(source, "streams"), `${message}${near(name, names)}`, "Name one of x-soar.streams.");
  }
  const keys = Object.keys(source.params);
  for (const key of Object.keys(source.hosts)) {
    if (keys.includes(key)) continue;
    const message = `"hosts" of "source" is about "${key.slice(0, 60)}", which sets no parameter.${near(key, keys)}`;
    report("M124", places.at(source, "hosts"), message, "Name one of the keys under params.");
  }
}
