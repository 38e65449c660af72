import { ArgumentError } from "../errors.ts";
import type { Command } from "../manifest/manifest.ts";
import { didYouMean } from "../nearest.ts";
import type { OpenInstance } from "./instance.ts";
import { MAPPING_COMMAND } from "./mapping-fields.ts";

/** A command of one instance. */
export interface Target {
  instance: OpenInstance;
  command: Command;
}

/** Which instances a call is for; absent: all that know the command. */
export interface Choice {
  using?: string[];
  usingBrand?: string[];
  usingCategory?: string[];
}

/**
 * The command `name` in every instance that has it, by name or else by alias, in the instances' order.
 * @throws ArgumentError naming the nearest command when there is none
 */
export function findCommand(name: string, instances: readonly OpenInstance[]): [Target, ...Target[]] {
  const byName = targetsOf(instances, (command) => command.name === name);
  const all = byName.length > 0 ? byName : targetsOf(instances, (command) => command.aliases.includes(name));
  const [first, ...others] = all;
  if (first) return [first, ...others];
  const names = instances.flatMap(({ manifest }) => manifest.commands.flatMap((each) => [each.name, ...each.aliases]));
  throw new ArgumentError(
    `There is no command "${clip(name)}".${didYouMean(name, names)}`,
    instances.length === 0 ? "No instance is configured." : "`soar commands` lists what there is.",
  );
}

/**
 * Those targets that the caller chose.
 * @throws ArgumentError naming every unknown instance, brand and category, or saying who else has the command
 */
export function choose(targets: [Target, ...Target[]], choice: Choice, instances: readonly OpenInstance[]): Target[] {
  if (!choice.using && !choice.usingBrand && !choice.usingCategory) return targets;
  const faults = [
    ...unknown(
      "instance",
      choice.using,
      instances.map((each) => each.name),
    ),
    ...unknown(
      "brand",
      choice.usingBrand,
      instances.map((each) => each.manifest.id),
    ),
    ...unknown(
      "category",
      choice.usingCategory,
      instances.map((each) => each.manifest.category),
    ),
  ];
  if (faults.length > 0) throw new ArgumentError(faults.join(" "), "Name a configured instance, or leave it out.");
  const chosen = targets.filter(
    ({ instance: { name, manifest } }) =>
      (choice.using?.includes(name) ?? true) &&
      (choice.usingBrand?.includes(manifest.id) ?? true) &&
      (choice.usingCategory?.includes(manifest.category) ?? true),
  );
  if (chosen.length > 0) return chosen;
  throw new ArgumentError(
    `None of the chosen instances has the command "${targets[0].command.name}".`,
    `These have it: ${targets.map(({ instance }) => instance.name).join(", ")}.`,
  );
}

/** What to tell whoever calls a deprecated command; undefined when it is not. */
export function deprecationOf(command: Command): string | undefined {
  if (!command.deprecated) return undefined;
  return command.successor === undefined
    ? `${command.name} is deprecated and may be removed.`
    : `${command.name} is deprecated. Use ${command.successor} instead.`;
}

// --- internal ---

function targetsOf(instances: readonly OpenInstance[], matches: (command: Command) => boolean): Target[] {
  return instances.flatMap((instance) => {
    const { manifest } = instance;
    const command = manifest.commands.find(matches);
    if (!command && manifest.isMappable && matches(MAPPING_COMMAND)) return [{ instance, command: MAPPING_COMMAND }];
    return command ? [{ instance, command }] : [];
  });
}

function unknown(what: string, wanted: string[] | undefined, known: string[]): string[] {
  return (wanted ?? [])
    .filter((name) => !known.includes(name))
    .map((name) => `There is no ${what} "${clip(name)}".${didYouMean(name, known)}`);
}

function clip(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}
