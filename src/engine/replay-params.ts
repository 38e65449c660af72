import type { Recording } from "../http/recording/recording.ts";
import { credentialVariables, type Environment, read, variablesOf } from "../instance/environment.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { type Manifest, type Parameter, ParameterType } from "../manifest/manifest.ts";
import { isSecret } from "../manifest/parameter-values.ts";

/**
 * An instance's parameters for a replay: what it lacks is taken from the recordings. A secret that it lacks becomes
 * stars where the manifest requires it or the recording had it: nobody sees what requests prove themselves with.
 */
export function replayParams(
  manifest: Manifest,
  given: Record<string, Json>,
  { env, recordings }: { env: Environment; recordings: readonly Recording[] },
): Record<string, Json> {
  const params = { ...given };
  for (const parameter of manifest.parameters) {
    const { name, type } = parameter;
    const own = params[name];
    if (isThere(own) && !(type === ParameterType.credentials && isHalf(own))) continue;
    const recorded = recordings.map((recording) => ownMember(recording.params, name)).find(isThere);
    const value =
      type === ParameterType.credentials ? credentials(parameter, recorded, env) : single(parameter, recorded, env);
    if (isThere(value)) params[name] = isJsonObject(own) && isJsonObject(value) ? { ...value, ...present(own) } : value;
  }
  return params;
}

// --- internal ---

const STARS = "***";

/** Some vendors' client ids begin so, and their integrations insist on it. */
const IDENTIFIER = "key-replayed";

function single(parameter: Parameter, recorded: Json | undefined, env: Environment): Json | undefined {
  if (read(env, variablesOf(parameter))) return undefined;
  if (!isSecret(parameter)) return recorded;
  return isThere(recorded) || isRequired(parameter) ? STARS : undefined;
}

function credentials(parameter: Parameter, recorded: Json | undefined, env: Environment): Json | undefined {
  const variables = credentialVariables(parameter);
  const isSet = read(env, variables.identifier) ?? read(env, variables.password);
  if (!isThere(recorded) && !isRequired(parameter) && !isSet) return undefined;
  const identifier = isJsonObject(recorded) ? recorded.identifier : undefined;
  return { identifier: isThere(identifier) && identifier !== STARS ? identifier : IDENTIFIER, password: STARS };
}

function isRequired({ required, hidden }: Parameter): boolean {
  return required && !hidden;
}

function isThere(value: Json | undefined): value is Json {
  return value !== undefined && value !== null && value !== "";
}

/** Credentials whose password a reference was to give, which leads nowhere here. */
function isHalf(given: Json): boolean {
  return isJsonObject(given) && !isThere(given.password);
}

function present(given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => isThere(value)));
}

function ownMember(params: Record<string, Json>, name: string): Json | undefined {
  return Object.hasOwn(params, name) ? params[name] : undefined;
}
