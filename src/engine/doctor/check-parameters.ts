import { ParameterError } from "../../errors.ts";
import { credentialVariables, read, variablesOf, type Environment } from "../../instance/environment.ts";
import { plainSecrets, type InstanceConfig } from "../../instance/load.ts";
import { resolveParams } from "../../instance/params.ts";
import type { WrittenPlace } from "../../instance/places.ts";
import { isRecord } from "../../json.ts";
import { ParameterType, type Manifest, type Parameter } from "../../manifest/manifest.ts";
import { hasValue, isSecret } from "../../manifest/parameter-values.ts";
import { didYouMean } from "../../nearest.ts";
import { Secret } from "../../secrets.ts";
import { notesOf, type Check } from "./check.ts";

export interface ParameterSources {
  manifest: Manifest;
  config: InstanceConfig;
  env: Environment;
  /** Dotted name → place in the configuration's file. */
  places: ReadonlyMap<string, WrittenPlace>;
  /** The configuration's file, as people call it. */
  file: string;
}

/** Each parameter of one instance: where its value comes from, and whether it will do. Secrets are only `set`. */
export function checkParameters(group: string, sources: ParameterSources): Check[] {
  const { manifest, config } = sources;
  const notes = notesOf(group);
  const known = manifest.parameters.filter(hasValue);
  const names = known.map(({ name }) => name);
  const unknown = Object.keys(config.params)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const line = sources.places.get(name)?.line;
      const where = line === undefined ? "" : ` (${sources.file}:${line})`;
      const found = `${manifest.display} has no such parameter${where}.${didYouMean(name, names)}`;
      return notes.failed(name, found, "Correct the name, or take it out.");
    });
  return [...known.map((parameter) => checkOne(group, parameter, sources)), ...unknown];
}

/** Everything that stands in the place of a secret, also in a configuration with faults: so that none of it is shown. */
export function givenSecrets(manifest: Manifest, { params }: InstanceConfig, env: Environment): Secret[] {
  return manifest.parameters.filter(isSecret).flatMap((parameter) => {
    const own = params[parameter.name];
    const isPair = parameter.type === ParameterType.credentials;
    const written = isPair && isRecord(own) ? own.password : own;
    const variables = isPair ? credentialVariables(parameter).password : variablesOf(parameter);
    const texts = [written, ...variables.map((name) => env[name])];
    return texts.flatMap((text) => (typeof text === "string" && text !== "" ? [new Secret(text)] : []));
  });
}

// --- internal ---

function checkOne(group: string, parameter: Parameter, sources: ParameterSources): Check {
  const { name } = parameter;
  const { manifest, config, env } = sources;
  const notes = notesOf(group);
  const given = Object.hasOwn(config.params, name) ? { [name]: config.params[name] ?? null } : {};
  const alone = { ...manifest, parameters: [parameter] };
  try {
    const { params, origin } = resolveParams(alone, given, env);
    if (params[name] === undefined) return notes.usual(name, "not set");
    if (origin[name] === "default") return notes.usual(name, `${shown(params[name])}, its default`);
    const found = `${shown(params[name])}, from ${sourceOf(parameter, sources)}`;
    const plain = origin[name] === "file" && plainSecrets(alone, config).length > 0;
    if (!plain) return notes.ok(name, found);
    return notes.warning(
      name,
      `${found}, where it is written out`,
      "Keep the secret elsewhere and refer to it: ${env:NAME} or ${file:PATH}.",
    );
  } catch (thrown) {
    if (!(thrown instanceof ParameterError)) throw thrown;
    const faults = thrown.message.replaceAll(`Parameter "${name}" `, "").split("\n").map(capitalise);
    return notes.failed(name, faults.join(" "), "Set the variable named, or write it under `params` in soar.yml.");
  }
}

const LONGEST_VALUE = 80;

/** A value as it may be seen: what a URL holds before its host is as good as a secret. */
function shown(value: unknown): string {
  if (value instanceof Secret) return "set";
  if (isRecord(value) && "identifier" in value) {
    const identifier = shown(value.identifier);
    return identifier === "" ? "password set" : `${identifier}, password set`;
  }
  const text = Array.isArray(value) ? value.join(", ") : String(value);
  const bare = text.replace(/\/\/[^/\s]*@/g, "//***@");
  return bare.length > LONGEST_VALUE ? `${bare.slice(0, LONGEST_VALUE)}…` : bare;
}

function sourceOf(parameter: Parameter, sources: ParameterSources): string {
  const { name } = parameter;
  if (parameter.type !== ParameterType.credentials)
    return halfSource(name, variablesOf(parameter), sources) ?? "nowhere";
  const { identifier, password } = credentialVariables(parameter);
  const halves = [
    halfSource(`${name}.identifier`, identifier, sources),
    halfSource(`${name}.password`, password, sources),
  ];
  const unique = [...new Set(halves.filter((half) => half !== undefined))];
  return unique.join(" and ");
}

function halfSource(dotted: string, variables: string[], { env, places, file }: ParameterSources): string | undefined {
  const set = read(env, variables);
  const place = places.get(dotted);
  const written = place && [
    `${file}:${place.line}`,
    ...place.references.map(({ kind, name }) => `\${${kind}:${name}}`),
  ];
  if (set === undefined) return written?.join(" ");
  return written ? `${set.name} (which goes before ${written[0] ?? ""})` : set.name;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
