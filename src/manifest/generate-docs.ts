import { commandParts, defaultCode, effectWord } from "./generate-docs-command.ts";
import type { CommandExample } from "./generate-docs-example.ts";
import { groupCommands, type CommandGroup } from "./generate-docs-groups.ts";
import { code, createAnchors, paragraphs, table, text } from "./generate-docs-markdown.ts";
import { ParameterType, type Command, type Manifest, type Parameter } from "./manifest.ts";
import { allowedOptions, hasValue } from "./parameter-values.ts";

export interface DocsInput {
  manifest: Manifest;
  /** Runs of its commands, one of each at most. A command without one is described from the manifest alone. */
  examples: readonly CommandExample[];
  /** Where the examples come from, and how a reader gets the same: Markdown of one paragraph. */
  source?: string;
  /** The line to show for a command that has no example. */
  lineOf: (command: Command) => string;
  /** The environment variables that set a parameter: alternatives, once for each of its parts. */
  variablesOf: (parameter: Parameter) => string[][];
}

/**
 * The command reference of an integration, in Markdown as prettier lays it out. What the manifest and the examples hold
 * is shown as text, whatever it is. The same input gives the same text.
 */
export function generateDocs({ manifest, examples, source, lineOf, variablesOf }: DocsInput): string {
  const groups = groupCommands(manifest.commands);
  const runs = new Map(examples.map((example) => [example.command, example]));
  const parameters = manifest.parameters.filter((parameter) => !parameter.hidden && hasValue(parameter));
  const first = [titleOf(manifest), ...(parameters.length === 0 ? [] : ["Parameters"]), "Commands"];
  const anchors = headingAnchors(first, groups);
  const parts = [
    `# ${titleOf(manifest)}`,
    "<!-- Written by `soar docs`: change the manifest or the recordings, and write it again. -->",
    ...paragraphs(manifest.description),
    ...(source === undefined || examples.length === 0 ? [] : [source]),
    ...(parameters.length === 0 ? [] : ["## Parameters", parametersTable(parameters, variablesOf)]),
    "## Commands",
    ...budgetParts(manifest),
    ...groups.flatMap((group) => contentsOf(group, groups.length > 1, anchors)),
    ...groups.flatMap(({ title, commands }) => [
      `## ${text(title)}`,
      ...commands.flatMap((command) => [
        `### ${code(command.name)}`,
        ...commandParts(command, runs.get(command.name), lineOf(command)),
      ]),
    ]),
  ];
  return `${parts.join("\n\n")}\n`;
}

// --- internal ---

function titleOf({ display, id }: Manifest): string {
  return text(display) || text(id) || "Commands";
}

/** The anchor of each group and command, as the headings get them from the top of the page to its end. */
function headingAnchors(
  first: readonly string[],
  groups: readonly CommandGroup[],
): Map<Command | CommandGroup, string> {
  const next = createAnchors();
  for (const heading of first) next(heading);
  const anchors = new Map<Command | CommandGroup, string>();
  for (const group of groups) {
    anchors.set(group, next(group.title));
    for (const command of group.commands) anchors.set(command, next(command.name));
  }
  return anchors;
}

function budgetParts({ soar: { budget } }: Manifest): string[] {
  if (budget === undefined) return [];
  const { requests, perMs } = budget;
  return [
    `The vendor serves ${String(requests)} requests in ${String(perMs / 1000)} seconds; all commands share them.`,
  ];
}

/** A group's commands with one line each. */
function contentsOf(
  group: CommandGroup,
  isTitled: boolean,
  anchors: ReadonlyMap<Command | CommandGroup, string>,
): string[] {
  const link = (label: string, to: Command | CommandGroup) => `[${label}](#${anchors.get(to) ?? ""})`;
  const rows = group.commands.map((command) => [
    link(code(command.name), command),
    summaryOf(command),
    effectWord(command),
  ]);
  const contents = table(["Command", "What it does", "Effect"], rows);
  return isTitled ? [link(text(group.title), group), contents] : [contents];
}

/** The description's first sentence; of a deprecated command, what to use instead. */
function summaryOf({ description, deprecated, successor }: Command): string {
  if (deprecated) return successor === undefined ? "Deprecated." : `Deprecated: use ${code(successor)}.`;
  const whole = description.trim();
  return text(/^.*?[.!?](?=\s|$)/su.exec(whole)?.[0] ?? whole);
}

function parametersTable(parameters: readonly Parameter[], variablesOf: DocsInput["variablesOf"]): string {
  const rows = parameters.map((parameter) => [
    code(parameter.name),
    whatItIs(parameter),
    parameter.required ? "required" : "",
    parameter.type === ParameterType.credentials ? "" : defaultCode(parameter.defaultValue),
    variablesOf(parameter)
      .map((alternatives) => alternatives.map(code).join(" or "))
      .join("; "),
  ]);
  return table(["Parameter", "What it is", "Required", "Default", "Environment variables"], rows);
}

function whatItIs(parameter: Parameter): string {
  const { display, info, raw, type } = parameter;
  const password =
    type === ParameterType.credentials && typeof raw.displaypassword === "string" ? raw.displaypassword : "";
  const name = [display, password].filter((label) => label !== "").join(" and ");
  const options = allowedOptions(parameter);
  const choice = type === ParameterType.multiSelect ? "Any of" : "One of";
  return [
    text(name === "" || /[.!?:]$/u.test(name) ? name : `${name}.`),
    text(info),
    options.length === 0 ? "" : `${choice} ${options.map(code).join(", ")}.`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
