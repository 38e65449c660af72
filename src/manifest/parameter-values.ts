import { toList } from "./coerce.ts";
import { ParameterType, type Parameter } from "./manifest.ts";

/** Types that only shape XSOAR's form: a download link, a bold title, a result link, the place of the engine's choice. */
const SHOWN_ONLY = [11, 20, 22, 23];

/** Whether handlers are given a value of this parameter. */
export function hasValue(parameter: Parameter): boolean {
  return !SHOWN_ONLY.includes(parameter.type);
}

/** The options of a choice with its own default, which XSOAR accepts even where the options leave it out. */
export function allowedOptions({ type, options, defaultValue = null }: Parameter): string[] {
  if (options.length === 0) return [];
  const defaults = type === ParameterType.multiSelect ? toList(defaultValue) : [defaultValue];
  return [...new Set([...options, ...defaults.filter((member) => typeof member === "string" && member !== "")])].map(
    String,
  );
}

/** Whether a parameter's value, or a part of it, is secret. */
export function isSecret({ type }: Parameter): boolean {
  return type === ParameterType.secret || type === ParameterType.longSecret || type === ParameterType.credentials;
}
