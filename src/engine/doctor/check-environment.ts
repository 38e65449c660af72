import { credentialVariables, variablesOf, type Environment } from "../../instance/environment.ts";
import { ParameterType, type Parameter } from "../../manifest/manifest.ts";
import { hasValue } from "../../manifest/parameter-values.ts";
import { nearest } from "../../nearest.ts";
import { notesOf, type Check } from "./check.ts";

/**
 * Variables that look as if they were meant for an instance and are read by nobody: all `SOAR_…`, and those that nearly
 * have the name of one of the integrations' own. Their values are not shown: they may be secrets.
 */
export function checkEnvironment(parameters: readonly Parameter[], env: Environment): Check[] {
  const notes = notesOf("configuration");
  const known = new Set([...OWN, ...parameters.filter(hasValue).flatMap(namesOf)]);
  const prefixes = new Set(
    [...known].map((name) => /^[A-Z0-9]{3,}_/.exec(name)?.[0]).filter((prefix) => prefix !== undefined),
  );
  const found = Object.keys(env).flatMap((name) => {
    const isOurs = name.startsWith("SOAR_");
    const prefix = /^[A-Z0-9]{3,}_/.exec(name)?.[0];
    if (known.has(name) || !(isOurs || (prefix !== undefined && prefixes.has(prefix)))) return [];
    const near = nearest(name, known);
    if (near === undefined && !isOurs) return [];
    const remedy = near === undefined ? "Take it out, or correct its name." : `Did you mean ${near}?`;
    return [notes.warning(name, "This variable is set and nothing reads it.", remedy)];
  });
  return found.length > 0 ? found : [notes.ok("variables", "none is set that nothing reads")];
}

// --- internal ---

const OWN = ["SOAR_BUDGET"];

function namesOf(parameter: Parameter): string[] {
  if (parameter.type !== ParameterType.credentials) return variablesOf(parameter);
  const { identifier, password } = credentialVariables(parameter);
  return [...identifier, ...password];
}
