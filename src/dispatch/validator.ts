import type { Options, ValidateFunction } from "ajv";
import type { Command } from "../manifest/manifest.ts";
import { argumentsSchema } from "../manifest/schema.ts";

/** How ajv is to compile the schema of a command's arguments: our schemas are made, not written, so they need no check. */
export const AJV_OPTIONS: Options = { allErrors: true, strict: false, validateSchema: false };

const built = new WeakMap<Command, () => Promise<ValidateFunction>>();

/** Says where a validator is that was compiled beforehand: loading ajv and compiling cost more than most commands. */
export function useBuiltValidator(command: Command, load: () => Promise<ValidateFunction>): void {
  built.set(command, load);
}

/** The validator of one command's arguments; compiled now where nobody did so before. */
export async function validatorOf(command: Command): Promise<ValidateFunction> {
  const load = built.get(command);
  if (load) return load();
  const {
    default: { Ajv },
  } = await import("ajv");
  return new Ajv(AJV_OPTIONS).compile(argumentsSchema(command));
}
