import { ParameterError } from "../errors.ts";
import { isJsonObject, type Json } from "../json.ts";
import { type Coerced, toBoolean, toList, toNumber, toText } from "../manifest/coerce.ts";
import { type Manifest, type Parameter, ParameterType } from "../manifest/manifest.ts";
import { allowedOptions, hasValue } from "../manifest/parameter-values.ts";
import { didYouMean } from "../nearest.ts";
import { Secret } from "../secrets.ts";
import { credentialVariables, type Environment, hidesIdentifier, read, variablesOf } from "./environment.ts";

/** Where a parameter's value came from. */
export type Origin = "file" | "environment" | "default";

export interface ResolvedParams {
  /** As handlers see them; optional ones without a value are absent. */
  params: Record<string, unknown>;
  /** Every secret among them, for masking. */
  secrets: Secret[];
  origin: Record<string, Origin>;
}

/**
 * The parameters of one instance: the environment before what was given (of soar.yml), before the manifest's defaults.
 * Texts become what the parameter's type says; secrets become `Secret`.
 * @throws ParameterError naming every fault and the variable to set
 */
export function resolveParams(manifest: Manifest, given: Record<string, Json>, env: Environment): ResolvedParams {
  const resolved: ResolvedParams = { params: {}, secrets: [], origin: {} };
  const known = manifest.parameters.filter(hasValue);
  const names = known.map(({ name }) => name);
  const faults = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => `Unknown parameter "${name}".${didYouMean(name, names)}`);
  for (const parameter of known) {
    const own = Object.hasOwn(given, parameter.name) ? (given[parameter.name] ?? null) : null;
    const resolve = parameter.type === ParameterType.credentials ? resolveCredentials : resolveOne;
    const outcome = resolve(parameter, own, env);
    if ("faults" in outcome) faults.push(...outcome.faults);
    else if (outcome.value !== undefined) {
      resolved.params[parameter.name] = outcome.value;
      resolved.origin[parameter.name] = outcome.origin;
      resolved.secrets.push(...secretsOf(outcome.value));
    }
  }
  if (faults.length === 0) return resolved;
  const hint = `Set the variable named, or write the parameter under params of the instance in soar.yml.`;
  throw new ParameterError(faults.join("\n"), hint);
}

// --- internal ---

type Outcome = { value: unknown; origin: Origin } | { faults: string[] };

function resolveOne(parameter: Parameter, own: Json, env: Environment): Outcome {
  const variables = variablesOf(parameter);
  const set = read(env, variables);
  const [value, origin]: [Json, Origin] =
    set !== undefined
      ? [set.value, "environment"]
      : isEmpty(own)
        ? [parameter.defaultValue ?? null, "default"]
        : [own, "file"];
  if (isEmpty(value)) return parameter.required && !parameter.hidden ? missing(parameter, variables) : none();
  const coerced = coerce(parameter, value);
  if ("value" in coerced) return { value: coerced.value, origin };
  const source = { environment: set?.name ?? "", file: "soar.yml", default: "its default in the manifest" }[origin];
  return { faults: [`Parameter "${parameter.name}" ${coerced.fault} (from ${source}).`] };
}

function resolveCredentials(parameter: Parameter, own: Json, env: Environment): Outcome {
  const variables = credentialVariables(parameter);
  const written = isEmpty(own) ? {} : own;
  if (!isJsonObject(written)) {
    return { faults: [`Parameter "${parameter.name}" must be { identifier, password } (from soar.yml).`] };
  }
  const halves = ["identifier", "password"];
  const others = Object.keys(written).filter((key) => !halves.includes(key));
  const faults = others.map((key) => `Unknown key "${parameter.name}.${key}".${didYouMean(key, halves)}`);
  const identifierSet = read(env, variables.identifier);
  const passwordSet = read(env, variables.password);
  const fallback = typeof parameter.defaultValue === "string" ? parameter.defaultValue : "";
  const identifier = identifierSet?.value ?? (text(written.identifier) || fallback);
  const password = passwordSet?.value ?? text(written.password);
  const isAsked = parameter.required && !parameter.hidden;
  const lacksIdentifier = identifier === "" && !hidesIdentifier(parameter);
  if (faults.length === 0 && !isAsked && password === "" && (identifier === "" || identifier === fallback))
    return none();
  if (lacksIdentifier) faults.push(...missing(parameter, variables.identifier, ".identifier").faults);
  if (password === "") faults.push(...missing(parameter, variables.password, ".password").faults);
  if (faults.length > 0) return { faults };
  const origin = (identifierSet ?? passwordSet) === undefined ? "file" : "environment";
  return { value: { identifier, password: new Secret(password) }, origin };
}

function coerce(parameter: Parameter, value: Json): Coerced<unknown> {
  switch (parameter.type) {
    case ParameterType.boolean:
      return toBoolean(value);
    case ParameterType.number:
      return toNumber(value);
    case ParameterType.multiSelect:
      return choose(
        allowedOptions(parameter),
        toList(value)
          .map(toText)
          .filter((member) => member !== ""),
      );
    case ParameterType.secret:
    case ParameterType.longSecret:
      return typeof value === "object" ? { fault: "must be a text" } : { value: new Secret(toText(value)) };
    default: {
      if (typeof value === "object") return { fault: "must be a text" };
      const one = toText(value);
      const chosen =
        parameter.type === ParameterType.singleSelect ? choose(allowedOptions(parameter), [one]) : undefined;
      return chosen !== undefined && "fault" in chosen ? chosen : { value: one };
    }
  }
}

function choose(options: string[], chosen: string[]): Coerced<string[]> {
  const other = options.length === 0 ? undefined : chosen.find((text) => !options.includes(text));
  if (other === undefined) return { value: chosen };
  const meant = didYouMean(other, options);
  return { fault: `must be one of ${options.join(", ")}, not "${other}"${meant && `.${meant}`}` };
}

function missing(parameter: Parameter, variables: string[], half = ""): { faults: string[] } {
  const { displaypassword } = parameter.raw;
  const display = half === ".password" && typeof displaypassword === "string" ? displaypassword : parameter.display;
  const label = display === "" ? "" : ` (${display})`;
  // The integration's own names are what its users know; the general one comes last.
  const ways = [...variables.slice(1), ...variables.slice(0, 1)].join(" or ");
  return { faults: [`Missing parameter "${parameter.name}${half}"${label}: set ${ways}.`] };
}

function none(): Outcome {
  return { value: undefined, origin: "default" };
}

function isEmpty(value: Json): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

function text(value: Json | undefined): string {
  return value === undefined || value === null ? "" : toText(value);
}

function secretsOf(value: unknown): Secret[] {
  if (value instanceof Secret) return [value];
  const isPair = typeof value === "object" && value !== null && "password" in value;
  return isPair && value.password instanceof Secret ? [value.password] : [];
}
