import type { Json } from "../json.ts";
import { ParameterType, type Manifest, type Parameter } from "../manifest/manifest.ts";
import { hasValue } from "../manifest/parameter-values.ts";

/** A value for each parameter that must have one, so that a stubbed client needs no configuration. */
export function standInParams({ parameters }: Manifest): Record<string, Json> {
  const lacking = parameters.filter(
    (parameter) => hasValue(parameter) && parameter.required && (parameter.defaultValue ?? "") === "",
  );
  return Object.fromEntries(lacking.map((parameter) => [parameter.name, standIn(parameter)]));
}

// --- internal ---

function standIn({ type, options }: Parameter): Json {
  switch (type) {
    case ParameterType.credentials:
      return { identifier: "test", password: "test" };
    case ParameterType.boolean:
      return false;
    case ParameterType.number:
      return 1;
    default:
      return options[0] ?? "test";
  }
}
