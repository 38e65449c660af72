import { ParameterType, type Parameter } from "../manifest/manifest.ts";

/** Environment variables by name, as `process.env` gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment variables that set a parameter, the first going before the others. */
export function variablesOf(parameter: Parameter): string[] {
  return [variable(parameter.name), ...parameter.env];
}

/** The environment variables that set the two halves of a credentials parameter. */
export function credentialVariables(parameter: Parameter): { identifier: string[]; password: string[] } {
  const own = variable(parameter.name);
  // Where the form asks for no user name, a single variable can only mean the password.
  const isAlone = hidesIdentifier(parameter) && parameter.env.length === 1;
  const [first, second] = isAlone ? [undefined, parameter.env[0]] : parameter.env;
  return {
    identifier: [`${own}_IDENTIFIER`, ...(first === undefined ? [] : [first])],
    password: [`${own}_PASSWORD`, ...(second === undefined ? [] : [second])],
  };
}

/** `hiddenusername`: the form asks for the password alone, such as an API key. */
export function hidesIdentifier({ type, raw }: Parameter): boolean {
  return type === ParameterType.credentials && (raw.hiddenusername === true || raw.hiddenusername === "true");
}

/** The first of `names` that is set and not empty. */
export function read(env: Environment, names: readonly string[]): { name: string; value: string } | undefined {
  for (const name of names) {
    const value = env[name];
    if (value !== undefined && value !== "") return { name, value };
  }
  return undefined;
}

// --- internal ---

function variable(parameterName: string): string {
  return `SOAR_${parameterName.toUpperCase().replaceAll(/\W/gu, "_")}`;
}
