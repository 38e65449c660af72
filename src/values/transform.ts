import type { Json } from "../json.ts";
import { didYouMean } from "../nearest.ts";
import { Arguments, type Transformer } from "./transformer.ts";
import { transformers } from "./transformers.ts";
import type { Operand, TransformerCall } from "../manifest/value.ts";
import { ValueError } from "./value-error.ts";
import type { Workspace } from "./workspace.ts";

/**
 * What a transformer makes of a value.
 * @throws ValueError for an unknown transformer or argument, one that lacks, or a value that it cannot work with
 */
export function applyTransformer(
  call: TransformerCall,
  value: Json | undefined,
  { operand, space }: { operand: (given: Operand) => Json | undefined; space: Workspace },
): { value: Json | undefined; keepsList: boolean } {
  const transformer = findTransformer(call.operator);
  const faults = argumentFaults(call);
  if (faults.length > 0) throw new ValueError(faults.join(" "), argumentHint(transformer));
  const given = new Map<string, Json>();
  for (const [name, each] of Object.entries(call.args)) {
    const found = operand(each);
    if (found !== undefined) given.set(name, found);
  }
  const args = new Arguments(given, space);
  return { value: run(transformer, value, args), keepsList: transformer.keepsList === true };
}

/** @throws ValueError for a name that is none, with the nearest one */
export function findTransformer(name: string): Transformer {
  const transformer = transformers.get(name);
  if (transformer) return transformer;
  if (UUID.test(name)) {
    throw new ValueError(
      `The transformer "${name}" is a script of one tenant, known by its id alone.`,
      "Take the transformer of XSOAR that does the same; docs/values.md lists them.",
    );
  }
  throw new ValueError(
    `There is no transformer "${name.slice(0, 60)}".${didYouMean(name, transformers.keys())}`,
    "docs/values.md lists the transformers.",
  );
}

/** What is wrong with the names of a call's arguments, in sentences. */
export function argumentFaults({ operator, args }: TransformerCall): string[] {
  const declared = findTransformer(operator).args ?? {};
  const names = Object.keys(declared);
  const unknown = Object.keys(args)
    .filter((name) => !Object.hasOwn(declared, name))
    .map((name) => `Transformer ${operator} takes no argument "${name.slice(0, 60)}".${didYouMean(name, names)}`);
  const missing = names
    .filter((name) => declared[name]?.endsWith("!") && args[name]?.value === undefined)
    .map((name) => `Transformer ${operator} needs the argument ${name}.`);
  return [...unknown, ...missing];
}

// --- internal ---

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu;

function argumentHint({ args = {} }: Transformer): string {
  const names = Object.keys(args);
  return names.length === 0 ? "It takes none." : `It takes: ${names.join(", ")}.`;
}

function run(transformer: Transformer, value: Json | undefined, args: Arguments): Json | undefined {
  const { machine } = args.space;
  if ("whole" in transformer) return transformer.whole(value, args);
  const items = value === undefined || value === null ? undefined : Array.isArray(value) ? value : [value];
  machine.charge(1 + (items?.length ?? 0));
  if (items === undefined) return undefined;
  if ("list" in transformer) return transformer.list(items, args);
  if (!Array.isArray(value)) return transformer.item(items[0] ?? null, args);
  return items.flatMap((item) => {
    machine.charge(1);
    const made = transformer.item(item, args);
    return made === undefined ? [] : Array.isArray(made) ? made : [made];
  });
}
